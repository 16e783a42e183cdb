/** Letters that Unicode decomposition leaves whole, with the spelling that people type instead. */
const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l', đ: 'd' };

/** Lower case without accents; punctuation stays. */
export function withoutAccents(text: string): string {
  const lower = text.toLowerCase();
  // oxlint-disable-next-line no-control-regex -- a quick way out for plain ASCII, the common case in two of four languages
  if (/^[\u0000-\u007f]*$/.test(lower)) return lower;
  return lower
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
