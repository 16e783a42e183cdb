/** Levels of the Common European Framework of Reference for Languages, from low to high. */
export const CEFR_LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'] as const;
export type CefrLevel = (typeof CEFR_LEVELS)[number];

/** A CEFR level from `b2`, `B2` or the numbers 1–6 that HR-XML documents use; null when it is none. */
export function parseCefr(raw: string | number | null | undefined): CefrLevel | null {
  const text = String(raw ?? '')
    .trim()
    .toUpperCase();
  if (/^[1-6]$/.test(text)) return CEFR_LEVELS[Number(text) - 1] ?? null;
  return CEFR_LEVELS.find((level) => level === text) ?? null;
}

/** An ISO 639-1 code in lower case, also from tags such as `nl-BE`; null when it is none. */
export function parseLanguage(raw: string | null | undefined): string | null {
  const code = (raw ?? '').trim().toLowerCase().split(/[-_]/)[0] ?? '';
  return /^[a-z]{2}$/.test(code) ? code : null;
}
