import { hashOf } from '../lexical/grams.ts';

/** What a title is made of, as hashes: `all` tell of the whole, `first` and `last` of these words alone, or -1. */
export interface WordFeatures {
  readonly all: readonly number[];
  readonly first: number;
  readonly last: number;
}

const MOST_WORDS = 12;
const BEGINNING = 5;
const ENDING = 6;
const SHORTEST_COMPOUND = 9;
const SHORTEST_PART = 4;
/** Letters that Dutch and German put between the parts of a compound. */
const JOINTS = ['', 's', 'n', 'en', 'e', 'er', 'es'];

/** Words are met again and again: what was read of this many is kept. */
const MOST_REMEMBERED = 20_000;

/** A word's own hash, and its features as they are named. */
interface Word {
  readonly hash: number;
  readonly features: readonly number[];
  readonly asFirst: number;
  readonly asLast: number;
}

/** The name of what is left out. */
export const NAMELESS = -1;

/**
 * Features of keys: their words, the beginning of long words (other endings), the end of long words, the parts of
 * compounds, pairs of neighbours, and which word stands first and last. A compound gives the features of its parts, so
 * that `vrachtwagenbestuurder` and `bestuurder vrachtwagen` meet.
 */
export class FeatureReader {
  readonly #isWord: (hash: number) => boolean;
  readonly #nameOf: (hash: number) => number;
  readonly #words = new Map<string, Word>();

  /**
   * @param isWord tells whether labels have a word on its own, by its hash
   * @param nameOf what a feature is called instead of its hash; one that is called -1 is left out
   */
  constructor(isWord: (hash: number) => boolean, nameOf: (hash: number) => number = (hash) => hash) {
    this.#isWord = isWord;
    this.#nameOf = nameOf;
  }

  read(key: string): WordFeatures {
    const words = key.split(' ', MOST_WORDS);
    const first = this.#word(words[0] ?? '');
    const all: number[] = [];
    let own = first;
    for (let at = 0; at < words.length; at++) {
      for (const feature of own.features) if (!all.includes(feature)) all.push(feature);
      const next = words[at + 1];
      if (next === undefined) continue;
      const pair = this.#nameOf(hashOf(next, hashOf(' ', own.hash)));
      if (pair !== NAMELESS && !all.includes(pair)) all.push(pair);
      own = this.#word(next);
    }
    return { all, first: first.asFirst, last: own.asLast };
  }

  #word(word: string): Word {
    const known = this.#words.get(word);
    if (known) return known;
    if (this.#words.size >= MOST_REMEMBERED) this.#words.clear();
    const made = this.#read(word);
    this.#words.set(word, made);
    return made;
  }

  #read(word: string): Word {
    const parts = partsOf(word, this.#isWord);
    const texts = [word, ...parts];
    if (word.length > BEGINNING) texts.push(`${word.slice(0, BEGINNING)}-`);
    if (word.length > ENDING + 1) texts.push(`-${word.slice(-ENDING)}`);
    return {
      hash: hashOf(word),
      features: texts.map((text) => this.#nameOf(hashOf(text))).filter((feature) => feature !== NAMELESS),
      asFirst: this.#nameOf(hashOf(`^${word}`)),
      asLast: this.#nameOf(hashOf(`${(parts[1] ?? word).slice(-ENDING)}$`)),
    };
  }
}

/** The parts of a compound of two known words, with as long a tail as can be; none when it is no compound. */
export function partsOf(word: string, isWord: (hash: number) => boolean): string[] {
  if (word.length < SHORTEST_COMPOUND) return [];
  for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
    const tail = word.slice(at);
    if (!isWord(hashOf(tail))) continue;
    const front = word.slice(0, at);
    const joint = JOINTS.find(
      (each) => front.endsWith(each) && isPart(front.slice(0, front.length - each.length), isWord),
    );
    if (joint !== undefined) return [front.slice(0, front.length - joint.length), tail];
  }
  return [];
}

function isPart(front: string, isWord: (hash: number) => boolean): boolean {
  return front.length >= SHORTEST_PART - 1 && isWord(hashOf(front));
}
