import { hashOf } from '../lexical/grams.ts';

/** What a title is made of, as hashes: `all` tell of the whole, `head` of its first and last word alone. */
export interface WordFeatures {
  readonly all: readonly number[];
  readonly head: readonly number[];
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

interface Word {
  readonly features: readonly number[];
  readonly asFirst: number;
  readonly asLast: number;
}

/**
 * Features of keys: their words, the beginning of long words (other endings), the end of long words, the parts of
 * compounds, pairs of neighbours, and which word stands first and last. A compound gives the features of its parts, so
 * that `vrachtwagenbestuurder` and `bestuurder vrachtwagen` meet.
 */
export class FeatureReader {
  readonly #isWord: (hash: number) => boolean;
  readonly #words = new Map<string, Word>();

  /** @param isWord tells whether labels have a word on its own, by its hash */
  constructor(isWord: (hash: number) => boolean) {
    this.#isWord = isWord;
  }

  read(key: string): WordFeatures {
    const words = key.split(' ', MOST_WORDS);
    const all: number[] = [];
    for (let at = 0; at < words.length; at++) {
      const own = this.#word(words[at] ?? '');
      for (const feature of own.features) if (!all.includes(feature)) all.push(feature);
      const next = words[at + 1];
      if (next === undefined) continue;
      const pair = hashOf(next, hashOf(' ', own.features[0]));
      if (!all.includes(pair)) all.push(pair);
    }
    const head = [this.#word(words[0] ?? '').asFirst, this.#word(words.at(-1) ?? '').asLast];
    return { all, head };
  }

  #word(word: string): Word {
    const known = this.#words.get(word);
    if (known) return known;
    if (this.#words.size >= MOST_REMEMBERED) this.#words.clear();
    const made = readWord(word, this.#isWord);
    this.#words.set(word, made);
    return made;
  }
}

function readWord(word: string, isWord: (hash: number) => boolean): Word {
  const parts = word.length >= SHORTEST_COMPOUND ? partsOf(word, isWord) : [];
  const texts = [word];
  if (word.length > BEGINNING) texts.push(`${word.slice(0, BEGINNING)}-`);
  if (word.length > ENDING + 1) texts.push(`-${word.slice(-ENDING)}`);
  return {
    features: [...texts, ...parts].map((text) => hashOf(text)),
    asFirst: hashOf(`^${word}`),
    asLast: hashOf(`${(parts[1] ?? word).slice(-ENDING)}$`),
  };
}

/** The parts of a compound of two known words, with as long a tail as can be; none when it is no compound. */
function partsOf(word: string, isWord: (hash: number) => boolean): string[] {
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
