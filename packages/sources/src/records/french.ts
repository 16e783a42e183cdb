import { entryOf, folded } from './codes.ts';

/** Languages by their French names. */
const LANGUAGES: Readonly<Record<string, string>> = {
  français: 'fr',
  anglais: 'en',
  allemand: 'de',
  néerlandais: 'nl',
  espagnol: 'es',
  italien: 'it',
  portugais: 'pt',
  arabe: 'ar',
  russe: 'ru',
  chinois: 'zh',
  polonais: 'pl',
  roumain: 'ro',
  turc: 'tr',
  japonais: 'ja',
  grec: 'el',
  bulgare: 'bg',
  ukrainien: 'uk',
  luxembourgeois: 'lb',
};

/** The ISO 639-1 code of a language by its French name; null for a name that is not known. */
export function languageNamed(name: string | null | undefined): string | null {
  return entryOf(LANGUAGES, folded(name ?? '')) ?? null;
}

/** The months in `2 ans`, `18 mois`, `Expérience exigée de 2 An(s)`; null when no time is named. */
export function monthsIn(wording: string | null | undefined): number | null {
  const [, amount, unit] = /(\d{1,3})\s*(an|mois)/i.exec(wording ?? '') ?? [];
  return amount === undefined ? null : Number(amount) * (unit?.toLowerCase() === 'an' ? 12 : 1);
}
