/** Driving licence categories of Directive 2006/126/EC, with G for the Belgian agricultural licence. */
const CATEGORIES = new Set('AM A1 A2 A B1 B BE C1 C1E C CE D1 D1E D DE G'.split(' '));
const PREFIX = /^.*(?:PERMIS|RIJBEWIJS|FÜHRERSCHEIN|LICEN[CS]E)\s*/;
const KIND = /^(?:DE CONDUIRE\s*)?(?:(?:CAT[EÉ]GORI[EË]|CATEGORY|KLASSE|TYPE)\s*)?/;

/** A driving licence category from any of the ways sources write it (`B+E`, `be`, `Permis B`, `Rijbewijs categorie B`, `B (voiture)`); null when it is none. */
export function parseDrivingLicence(raw: string | null | undefined): string | null {
  const text = (raw ?? '').trim().toUpperCase().replace(PREFIX, '').replace(KIND, '');
  const written = /^[A-Z]{1,2}\d?(?:[\s+]*E)?(?![\p{L}\p{N}'’])/u.exec(text)?.[0] ?? '';
  const category = written.replaceAll(/[\s+]/g, '');
  return CATEGORIES.has(category) ? category : null;
}
