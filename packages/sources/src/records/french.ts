import { folded } from './codes.ts';

let codesByName: ReadonlyMap<string, string> | null = null;

/** The ISO 639-1 code of a language by its French name; null for a name that is not known. */
export function languageNamed(name: string | null | undefined): string | null {
  codesByName ??= namesInFrench();
  return codesByName.get(folded(name ?? '')) ?? null;
}

/** Languages of two letters by the names that they have in French (CLDR); codes that were given up are left out. */
function namesInFrench(): Map<string, string> {
  const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  const names = new Intl.DisplayNames('fr', { type: 'language', fallback: 'none' });
  const known = codes.flatMap((code) => {
    const name = Intl.getCanonicalLocales(code)[0] === code ? names.of(code) : undefined;
    return name === undefined ? [] : [[folded(name), code] as const];
  });
  return new Map(known);
}

/** The months in `2 ans`, `18 mois`, `Expérience exigée de 2 An(s)`; null when no time is named. */
export function monthsIn(wording: string | null | undefined): number | null {
  const [, amount, unit] = /(\d{1,3})\s*(an|mois)/i.exec(wording ?? '') ?? [];
  return amount === undefined ? null : Number(amount) * (unit?.toLowerCase() === 'an' ? 12 : 1);
}
