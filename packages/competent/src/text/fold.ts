/** Letters that Unicode decomposition leaves whole, with the spelling that people type instead. */
const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

/** Lower case without accents; punctuation stays. */
export function withoutAccents(text: string): string {
  return text.toLowerCase().replaceAll(NOT_ASCII, plainSign);
}

// oxlint-disable-next-line no-control-regex -- the range is meant: most signs of a title are ASCII and stay as they are
const NOT_ASCII = /[^\u0000-\u007f]/gu;
/** Signs of the Latin scripts and of typography are met again and again. */
const MOST_KNOWN = 2_048;
const known = new Map<string, string>();

function plainSign(sign: string): string {
  const made = known.get(sign) ?? spelled(sign);
  if (known.size < MOST_KNOWN) known.set(sign, made);
  return made;
}

function spelled(sign: string): string {
  return sign
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[œæßøłđ]/g, (letter) => LIGATURES[letter] ?? letter)
    .replaceAll(/[’‘ʼ`´]/g, "'")
    .replaceAll(/[–—‐‑‒−]/g, '-');
}

/**
 * Words of a text that was freed of accents: letters, digits, `+` and `#` (for C++ and C#).
 * Everything else parts words, also the apostrophe and the hyphen.
 */
export function words(plain: string): string[] {
  return plain.match(/[a-z0-9+#]+/g) ?? [];
}
