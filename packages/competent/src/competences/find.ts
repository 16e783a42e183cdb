import { Beginnings } from '../lexical/beginnings.ts';
import { HASH_BITS, hashOf, SortedIndex } from '../lexical/grams.ts';
import { LABEL_LANGUAGES, type LabelLanguage } from '../release/schemes.ts';
import { type Sections, textAt } from '../release/sections.ts';
import { COMPETENCE_TEXTS } from './collect.ts';
import { MOST_PHRASE_WORDS, tellingWords } from './phrases.ts';

/** A competence that a text names. */
export interface FoundCompetence {
  /** `SK-…`, `KN-…` or `SO-…` of Competent 2; the address of a DigComp skill in ESCO. */
  readonly code: string;
  /** UUID in Competent 2; empty for DigComp. */
  readonly uuid: string;
  readonly labels: Readonly<Partial<Record<LabelLanguage, string>>>;
  /** How telling the words are that name it, 0–1: rarer and more words score higher. Not a probability. */
  readonly score: number;
}

const LONGEST_TEXT = 20_000;
const BEGINNING_BITS = 19;
/** A phrase whose words are this rare together scores a half. */
const HALF = 6;

/** Finds competences by their labels in texts: word for word, the longest label first, compounds in one word or two. */
export class CompetenceFinder {
  readonly #sections: Sections;
  readonly #index: SortedIndex;
  readonly #beginnings: Beginnings;

  constructor(sections: Sections) {
    this.#sections = sections;
    this.#index = new SortedIndex(sections.phraseHashes, HASH_BITS);
    this.#beginnings = new Beginnings(sections.phraseBytes, sections.phraseStarts, BEGINNING_BITS);
  }

  /** The competences that a text names, the most telling first, `most` at the most. */
  find(text: string, most: number): FoundCompetence[] {
    if (this.#sections.phraseHashes.length === 0) return [];
    const telling = tellingWords(text.slice(0, LONGEST_TEXT));
    const found = new Map<number, number>();
    for (let at = 0; at < telling.length; ) {
      const longest = this.#longestAt(telling, at);
      at += longest?.length ?? 1;
      if (longest === null) continue;
      const owner = this.#sections.phraseOwners[longest.phrase] ?? 0;
      found.set(owner, Math.max(found.get(owner) ?? 0, this.#sections.phraseRarities[longest.phrase] ?? 0));
    }
    const best = [...found].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
    return best.map(([owner, rarity]) => this.#found(owner, rarity));
  }

  /** The longest phrase that begins with a word: its place, and how many words of the text it takes. */
  #longestAt(telling: readonly string[], at: number): { phrase: number; length: number } | null {
    const first = telling[at] ?? '';
    const end = Math.min(at + MOST_PHRASE_WORDS, telling.length);
    const own = hashOf(first);
    let longest = this.#compoundAt(telling, at, own);
    let hash = own;
    for (let to = at; this.#beginnings.mayHold(hash); ) {
      const phrase = this.#phrase(hash, () => telling.slice(at, to + 1).join(' '));
      if (phrase >= 0) longest = to === at && longest !== null ? longest : { phrase, length: to + 1 - at };
      if (++to >= end) break;
      hash = hashOf(telling[to] ?? '', hashOf(' ', hash));
    }
    return longest;
  }

  /** Two words of a text that are one in a phrase. */
  #compoundAt(telling: readonly string[], at: number, own: number): { phrase: number; length: number } | null {
    const next = telling[at + 1];
    if (next === undefined) return null;
    const hash = hashOf(next, own);
    if (!this.#beginnings.mayHold(hash)) return null;
    const phrase = this.#phrase(hash, () => `${telling[at]}${next}`);
    return phrase < 0 ? null : { phrase, length: 2 };
  }

  /** The phrase of a hash, when it is the text as well. */
  #phrase(hash: number, text: () => string): number {
    const { phraseBytes, phraseStarts, phraseHashes } = this.#sections;
    for (let at = this.#index.positionOf(hash); at >= 0 && phraseHashes[at] === hash; at++) {
      if (textAt(phraseBytes, phraseStarts, at) === text()) return at;
    }
    return -1;
  }

  #found(owner: number, rarity: number): FoundCompetence {
    const { competenceBytes, competenceStarts } = this.#sections;
    const text = (place: number) => textAt(competenceBytes, competenceStarts, owner * COMPETENCE_TEXTS + place);
    const labels: Partial<Record<LabelLanguage, string>> = {};
    for (const [at, language] of LABEL_LANGUAGES.entries()) {
      const label = text(2 + at);
      if (label !== '') labels[language] = label;
    }
    return { code: text(0), uuid: text(1), labels, score: Math.round((rarity / (rarity + HALF)) * 1_000) / 1_000 };
  }
}
