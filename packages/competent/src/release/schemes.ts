import type { MappingRelation } from '@relais/vacancy';

/** Classifications of which a release holds concepts. The position is the number stored in release files. */
export const REFERENCE_SCHEMES = ['competent2', 'competent1', 'rome', 'rome-appellation', 'esco', 'isco08'] as const;
export type ReferenceScheme = (typeof REFERENCE_SCHEMES)[number];

/** Languages of labels. The position is the number stored in release files. */
export const LABEL_LANGUAGES = ['nl', 'fr', 'de', 'en'] as const;
export type LabelLanguage = (typeof LABEL_LANGUAGES)[number];

/** Languages whose titles are built alike: what is learned of titles is learned apart for each group. */
export const LANGUAGE_GROUPS = ['French', 'compounding', 'English'] as const;
export type LanguageGroup = (typeof LANGUAGE_GROUPS)[number];

/** Positions of the languages that write compounds in one word. */
export const COMPOUNDING: ReadonlySet<number> = new Set([LABEL_LANGUAGES.indexOf('nl'), LABEL_LANGUAGES.indexOf('de')]);
const ENGLISH = LABEL_LANGUAGES.indexOf('en');

/** The group of all these languages (positions); titles in languages of several groups, or of none, are read as French ones are. */
export function groupOf(languages: readonly number[]): LanguageGroup {
  if (languages.length === 0) return 'French';
  if (languages.every((language) => COMPOUNDING.has(language))) return 'compounding';
  return languages.every((language) => language === ENGLISH) ? 'English' : 'French';
}

/** The position is the number stored in release files. */
export const RELATIONS = ['exact', 'close', 'narrower', 'broader'] as const satisfies readonly MappingRelation[];

export function isLabelLanguage(language: string): language is LabelLanguage {
  return (LABEL_LANGUAGES as readonly string[]).includes(language);
}

/** The same link read from its other end. */
export function inverse(relation: MappingRelation): MappingRelation {
  if (relation === 'narrower') return 'broader';
  return relation === 'broader' ? 'narrower' : relation;
}

/** Two links one after the other, read as one: a step down and a step up end somewhere near. */
export function composed(first: MappingRelation, second: MappingRelation): MappingRelation {
  if (first === 'exact') return second;
  if (second === 'exact' || first === second) return first;
  if (first === 'close') return second;
  return second === 'close' ? first : 'close';
}
