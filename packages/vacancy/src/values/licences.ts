/** Driving licence categories of Directive 2006/126/EC, with G for the Belgian agricultural licence. */
const CATEGORIES = new Set('AM A1 A2 A B1 B BE C1 C1E C CE D1 D1E D DE G'.split(' '));

/** A driving licence category from any of the ways sources write it (`B+E`, `be`, `Permis B`); null when it is none. */
export function parseDrivingLicence(raw: string | null | undefined): string | null {
  const text = (raw ?? '')
    .toUpperCase()
    .replace(/^.*(?:PERMIS|RIJBEWIJS|FÜHRERSCHEIN|LICENCE|LICENSE)\s*/, '')
    .replaceAll(/[\s+]/g, '')
    .replace(/^([A-Z0-9]+).*$/, '$1');
  return CATEGORIES.has(text) ? text : null;
}
