/** Classifications that a code may come from. An unlisted scheme is kept as it is, never dropped. */
export const OCCUPATION_SCHEMES = [
  'competent2', // UUID of an occupational profile of Competent 2
  'competent2-op', // its human code, OP-n
  'competent1', // template code such as M120101-1 (also Le Forem's DIMECO)
  'rome', // ROME v3 or v4 code such as M1805
  'rome-appellation', // ROME appellation (OGR number or label)
  'esco', // URI of an ESCO occupation
  'isco08', // one to four digits
  'actiris-imt', // Actiris' IMT domain such as Q'1
  'vdab-jobdomein', // VDAB's job domain such as JOBCAT10
] as const;
export type OccupationScheme = (typeof OCCUPATION_SCHEMES)[number];

const COMPETENT_1 = /^[A-N]\d{6}-\d$/;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Which scheme an occupation code belongs to by its shape alone; null when the shape is not known. */
export function schemeOfCode(code: string): OccupationScheme | null {
  const text = code.trim();
  if (COMPETENT_1.test(text)) return 'competent1';
  if (UUID.test(text)) return 'competent2';
  if (/^OP-\d+$/i.test(text)) return 'competent2-op';
  if (/^[A-N]\d{4}$/.test(text)) return 'rome';
  if (/^https?:\/\/data\.europa\.eu\/esco\/occupation\//.test(text)) return 'esco';
  return null;
}
