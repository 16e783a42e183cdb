import type { Names } from './areas.ts';

/** German names that differ from the name in the municipality's own language, by NIS code. Written by hand. */
const GERMAN: Readonly<Record<string, string>> = {
  ...{ 63001: 'Amel', 63012: 'Büllingen', 63013: 'Bütgenbach', 63040: 'Kelmis', 63067: 'Sankt Vith', 63080: 'Weismes' },
  ...{ 12025: 'Mecheln', 21004: 'Brüssel', 24062: 'Löwen', 31005: 'Brügge', 33011: 'Ypern' },
  ...{ 62063: 'Lüttich', 81001: 'Arel' },
};

/** The German name of a municipality: where German has none of its own, the one in the language of the place. */
export function germanName(nis: string, { nl, fr }: Omit<Names, 'de'>, isFlemish: boolean): string {
  return GERMAN[nis] ?? (isFlemish ? nl : fr);
}

const SAINTS: Readonly<Record<string, string>> = { saint: 'st', sint: 'st', sankt: 'st', sainte: 'ste' };

/**
 * A name for comparison: no case, accents, punctuation, numbers or what stands in brackets, saints in short. Empty where
 * nothing is left.
 */
export function nameKey(name: string): string {
  const plain = name
    .replaceAll(/\([^)]*\)/g, ' ')
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll('œ', 'oe');
  const words = plain.match(/\p{L}+/gu) ?? [];
  return words.map((word) => (Object.hasOwn(SAINTS, word) ? SAINTS[word] : word)).join(' ');
}

/** Keys of a name as a source may write it: whole, or each language of `Bruxelles / Brussel`. */
export function nameKeys(written: string): string[] {
  const keys = [written, ...(written.includes('/') ? written.split('/') : [])].map(nameKey);
  return [...new Set(keys)].filter((key) => key !== '');
}
