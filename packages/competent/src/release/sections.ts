/**
 * The tables of a release as flat typed arrays, so that they can be written and opened without a pass over their items.
 * `…Starts` arrays have one more entry than there are items: item i spans from its start to the next one.
 */
export interface Sections {
  /** Scheme of each concept, as its position in REFERENCE_SCHEMES. */
  readonly conceptSchemes: Uint8Array;
  readonly codeBytes: Uint8Array;
  readonly codeStarts: Uint32Array;
  /** Second identity of a concept: the UUID of a Competent 2 occupation; empty elsewhere. */
  readonly uuidBytes: Uint8Array;
  readonly uuidStarts: Uint32Array;
  /** Preferred labels, at concept × 4 + language. */
  readonly titleBytes: Uint8Array;
  readonly titleStarts: Uint32Array;

  /** Links of each concept; every link stands at both of its ends, with the relation as seen from there. */
  readonly linkStarts: Uint32Array;
  readonly linkTargets: Uint32Array;
  readonly linkRelations: Uint8Array;
  readonly linkCrosswalks: Uint8Array;
  /** Trust in a link, 0–255. */
  readonly linkTrusts: Uint8Array;

  /** Keys that labels are found by (ASCII), sorted by language, then text. */
  readonly keyBytes: Uint8Array;
  readonly keyStarts: Uint32Array;
  /** First key of each language, and the end. */
  readonly keyLanguages: Uint32Array;
  readonly keyConceptStarts: Uint32Array;
  readonly keyConcepts: Uint32Array;
  /** 1 where the key is of a preferred label, beside `keyConcepts`. */
  readonly keyPreferred: Uint8Array;
  /** 1 / length of the weight vector of each key. */
  readonly keyScales: Float32Array;
  /** Open-addressing table: hash of a key → key + 1; 0 is free. */
  readonly exactSlots: Uint32Array;

  /** Character n-grams, packed and sorted. */
  readonly gramCodes: Uint32Array;
  /** At gram × 4 + language: first posting; keys of one language are together. */
  readonly gramStarts: Uint32Array;
  readonly postings: Uint32Array;

  /** Hashes of the words of all keys, sorted, and at word × 4 + language how many keys have it (at most 65,535). */
  readonly wordHashes: Uint32Array;
  readonly wordCounts: Uint16Array;

  /** Texts of competences, COMPETENCE_TEXTS for each. */
  readonly competenceBytes: Uint8Array;
  readonly competenceStarts: Uint32Array;
  /** Phrases that competences are known by, sorted by hash; beside each its competence and how much it tells. */
  readonly phraseBytes: Uint8Array;
  readonly phraseStarts: Uint32Array;
  readonly phraseHashes: Uint32Array;
  readonly phraseOwners: Uint32Array;
  readonly phraseRarities: Float32Array;

  /** Word features of labels, hashed and sorted. */
  readonly featureHashes: Uint32Array;
  /** At feature × targets + target: first of the occupations whose labels have the feature, and how much it speaks for them. */
  readonly featureStarts: Uint32Array;
  readonly featureClasses: Uint16Array;
  readonly featureWeights: Uint16Array;
  /** At feature × targets + target: how common a feature is in labels. */
  readonly featureCommon: Float32Array;
  /** Labels of each concept, over all crosswalks. */
  readonly classTotals: Float32Array;
  /** Logarithm of how often people are hired into an occupation, beside the average of its classification. */
  readonly classPriors: Float32Array;
  /** Where each concept stands among the others by the words of its labels, at concept × dimensions. */
  readonly classPlaces: Int8Array;
  /** What words and letters of titles point to, at row × dimensions, and what one step of each row is worth. */
  readonly affinityRows: Int8Array;
  readonly affinityRowUnits: Float32Array;
  /** What titles of each concept point to, at concept × dimensions, and the same of these. */
  readonly affinityClasses: Int8Array;
  readonly affinityClassUnits: Float32Array;
  /** At (target × regimes + regime) × measures. */
  readonly rankingWeights: Float32Array;
  readonly confidenceWeights: Float32Array;
  /** At regime of Competent × signs of a whole coding. */
  readonly verdictWeights: Float32Array;
  /** Confidence from which a coding stands without a person: by title in each group of languages, and by a code of the source. */
  readonly thresholds: Float32Array;
}

/** Sections that are learned from the others. */
export type LearnedSections = Pick<
  Sections,
  | 'featureHashes'
  | 'featureStarts'
  | 'featureClasses'
  | 'featureWeights'
  | 'featureCommon'
  | 'classTotals'
  | 'classPriors'
  | 'classPlaces'
  | 'affinityRows'
  | 'affinityRowUnits'
  | 'affinityClasses'
  | 'affinityClassUnits'
  | 'rankingWeights'
  | 'confidenceWeights'
  | 'verdictWeights'
  | 'thresholds'
>;

/** Sections that are compiled from lists, before anything is learned. */
export type CompiledSections = Omit<Sections, keyof LearnedSections>;

export type SectionName = keyof Sections;

/** Element types, in the order in which the file holds them: the widest first, so that all stay aligned. */
export const SECTION_TYPES = {
  codeStarts: Uint32Array,
  uuidStarts: Uint32Array,
  titleStarts: Uint32Array,
  linkStarts: Uint32Array,
  linkTargets: Uint32Array,
  keyStarts: Uint32Array,
  keyLanguages: Uint32Array,
  keyConceptStarts: Uint32Array,
  keyConcepts: Uint32Array,
  keyScales: Float32Array,
  exactSlots: Uint32Array,
  gramCodes: Uint32Array,
  gramStarts: Uint32Array,
  postings: Uint32Array,
  wordHashes: Uint32Array,
  competenceStarts: Uint32Array,
  phraseStarts: Uint32Array,
  phraseHashes: Uint32Array,
  phraseOwners: Uint32Array,
  phraseRarities: Float32Array,
  featureHashes: Uint32Array,
  featureStarts: Uint32Array,
  featureCommon: Float32Array,
  classTotals: Float32Array,
  classPriors: Float32Array,
  affinityRowUnits: Float32Array,
  affinityClassUnits: Float32Array,
  rankingWeights: Float32Array,
  confidenceWeights: Float32Array,
  verdictWeights: Float32Array,
  thresholds: Float32Array,
  featureClasses: Uint16Array,
  featureWeights: Uint16Array,
  wordCounts: Uint16Array,
  classPlaces: Int8Array,
  affinityRows: Int8Array,
  affinityClasses: Int8Array,
  conceptSchemes: Uint8Array,
  codeBytes: Uint8Array,
  uuidBytes: Uint8Array,
  titleBytes: Uint8Array,
  competenceBytes: Uint8Array,
  phraseBytes: Uint8Array,
  linkRelations: Uint8Array,
  linkCrosswalks: Uint8Array,
  linkTrusts: Uint8Array,
  keyBytes: Uint8Array,
  keyPreferred: Uint8Array,
} as const satisfies { [Name in SectionName]: unknown };

/** Texts in one column of bytes. */
export function textColumn(texts: readonly string[]): { bytes: Uint8Array; starts: Uint32Array } {
  const starts = new Uint32Array(texts.length + 1);
  const pieces = texts.map((text) => Buffer.from(text, 'utf8'));
  for (const [at, piece] of pieces.entries()) starts[at + 1] = (starts[at] ?? 0) + piece.length;
  return { bytes: new Uint8Array(Buffer.concat(pieces)), starts };
}

/** One text of a column. */
export function textAt(bytes: Uint8Array, starts: Uint32Array, at: number): string {
  const from = starts[at] ?? 0;
  const to = starts[at + 1] ?? from;
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}
