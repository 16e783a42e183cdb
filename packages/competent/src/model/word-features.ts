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

/**
 * Features of a key: its words, the beginning of long words (other endings), the end of long words, the parts of
 * compounds, pairs of neighbours, and which word stands first and last. A compound gives the features of its parts, so
 * that `vrachtwagenbestuurder` and `bestuurder vrachtwagen` meet.
 * @param isWord tells whether labels have a word on its own, by its hash
 */
export function wordFeatures(key: string, isWord: (hash: number) => boolean): WordFeatures {
  const words = key.split(' ', MOST_WORDS);
  const all = new Set<number>();
  for (const [at, word] of words.entries()) {
    all.add(hashOf(word));
    if (word.length > BEGINNING) all.add(hashOf(`${word.slice(0, BEGINNING)}-`));
    if (word.length > ENDING + 1) all.add(hashOf(`-${word.slice(-ENDING)}`));
    if (word.length >= SHORTEST_COMPOUND) for (const part of partsOf(word, isWord)) all.add(hashOf(part));
    const next = words[at + 1];
    if (next !== undefined) all.add(hashOf(`${word} ${next}`));
  }
  return { all: [...all], head: headOf(words, isWord) };
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

function headOf(words: readonly string[], isWord: (hash: number) => boolean): number[] {
  const first = words[0] ?? '';
  const last = words.at(-1) ?? '';
  const tail = last.length >= SHORTEST_COMPOUND ? partsOf(last, isWord)[1] : undefined;
  return [hashOf(`^${first}`), hashOf(`${(tail ?? last).slice(-ENDING)}$`)];
}
