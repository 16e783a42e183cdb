import { hashOf } from '../lexical/grams.ts';
import { LABEL_LANGUAGES, type LabelLanguage } from '../release/schemes.ts';
import { type CompiledSections, textColumn } from '../release/sections.ts';
import { MOST_PHRASE_WORDS, phraseOf } from './phrases.ts';

/** A skill, a piece of knowledge or an attitude as a published list gives it. */
export interface Competence {
  /** `SK-…`, `KN-…` or `SO-…` of Competent 2; the address of a DigComp skill in ESCO. */
  readonly code: string;
  readonly uuid: string;
  readonly labels: Readonly<Partial<Record<LabelLanguage, string>>>;
}

export type CompetenceSections = Pick<
  CompiledSections,
  | 'competenceBytes'
  | 'competenceStarts'
  | 'phraseBytes'
  | 'phraseStarts'
  | 'phraseHashes'
  | 'phraseOwners'
  | 'phraseRarities'
>;

/** Texts of a competence, one after the other: code, UUID, and a label in each language. */
export const COMPETENCE_TEXTS = 2 + LABEL_LANGUAGES.length;
/** A word alone that more phrases than this begin or hold tells too little: `communication`, `quality`. */
const MOST_FOR_ONE_WORD = 12;

/** Collects competences with the phrases that they are known by in texts. */
export class CompetenceCollector {
  readonly #competences: Competence[] = [];
  readonly #byCode = new Map<string, number>();
  readonly #owners = new Map<string, number>();

  /** Adds a competence under its labels. A phrase that another one has stays with that one. */
  add(competence: Competence): void {
    if (this.#byCode.has(competence.code)) return;
    this.#byCode.set(competence.code, this.#competences.push(competence) - 1);
    for (const label of Object.values(competence.labels)) this.addLabel(competence.code, label);
  }

  /** Adds another label of a competence that is known. */
  addLabel(code: string, label: string): void {
    const owner = this.#byCode.get(code);
    const phrase = phraseOf(label);
    const length = phrase.split(' ').length;
    if (owner === undefined || phrase.length < 4 || length > MOST_PHRASE_WORDS) return;
    if (!this.#owners.has(phrase)) this.#owners.set(phrase, owner);
    const compound = length === 2 ? phrase.replace(' ', '') : phrase;
    if (!this.#owners.has(compound)) this.#owners.set(compound, owner);
  }

  compile(): CompetenceSections {
    const rarities = raritiesOf([...this.#owners.keys()]);
    const phrases = [...rarities.keys()].map((text) => ({ text, hash: hashOf(text) }));
    phrases.sort((a, b) => a.hash - b.hash || (a.text < b.text ? -1 : 1));
    const known = textColumn(phrases.map(({ text }) => text));
    const texts = textColumn(
      this.#competences.flatMap(({ code, uuid, labels }) => {
        return [code, uuid, ...LABEL_LANGUAGES.map((language) => labels[language] ?? '')];
      }),
    );
    return {
      competenceBytes: texts.bytes,
      competenceStarts: texts.starts,
      phraseBytes: known.bytes,
      phraseStarts: known.starts,
      phraseHashes: Uint32Array.from(phrases, ({ hash }) => hash),
      phraseOwners: Uint32Array.from(phrases, ({ text }) => this.#owners.get(text) ?? 0),
      phraseRarities: Float32Array.from(phrases, ({ text }) => rarities.get(text) ?? 0),
    };
  }
}

/** How much each phrase tells: the sum of its words' inverse frequencies. Single words that many phrases hold drop out. */
function raritiesOf(phrases: readonly string[]): Map<string, number> {
  const holders = new Map<string, number>();
  for (const phrase of phrases) {
    for (const word of new Set(phrase.split(' '))) holders.set(word, (holders.get(word) ?? 0) + 1);
  }
  const rarities = new Map<string, number>();
  for (const phrase of phrases) {
    const words = phrase.split(' ');
    if (words.length === 1 && (holders.get(phrase) ?? 0) > MOST_FOR_ONE_WORD) continue;
    const sum = words.reduce((all, word) => all + Math.log(phrases.length / (holders.get(word) ?? 1)), 0);
    rarities.set(phrase, sum);
  }
  return rarities;
}
