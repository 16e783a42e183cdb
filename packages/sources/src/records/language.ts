import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

interface Detector {
  detect(text: string): { getScores(): Record<string, number> };
}

const LANGUAGES = ['nl', 'fr', 'de', 'en'] as const;
/** Shorter texts are names and abbreviations as often as words of a language. */
const FEWEST_LETTERS = 12;

let detector: Detector | null = null;

/**
 * The language of a text among Dutch, French, German and English, as ISO 639-1 code; `und` when the text is too short
 * to tell. The letter statistics (eld, small set: tens of megabytes) are loaded with the first text and once.
 */
export function detectLanguage(text: string): string {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters < FEWEST_LETTERS) return 'und';
  detector ??= loadDetector();
  const scores = detector.detect(text).getScores();
  let best = 'und';
  for (const language of LANGUAGES) {
    if ((scores[language] ?? 0) > (scores[best] ?? 0)) best = language;
  }
  return best;
}

/** The package offers itself to `import` alone; a synchronous load goes by the file that `import` would take. */
function loadDetector(): Detector {
  const file = fileURLToPath(import.meta.resolve('eld/small'));
  const { eld } = createRequire(import.meta.url)(file) as { eld: Detector };
  return eld;
}
