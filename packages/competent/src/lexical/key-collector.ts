import { LABEL_LANGUAGES } from '../release/schemes.ts';
import { type Sections, textColumn } from '../release/sections.ts';
import { hashOf, rarity, readGrams } from './grams.ts';

const LANGUAGES = LABEL_LANGUAGES.length;
const MOST_COUNTED = 65_535;

interface Key {
  readonly language: number;
  readonly text: string;
  /** Concepts that have the key, with whether it is of a preferred label. */
  readonly concepts: Map<number, boolean>;
}

type KeySections = Pick<
  Sections,
  | 'keyBytes'
  | 'keyStarts'
  | 'keyLanguages'
  | 'keyConceptStarts'
  | 'keyConcepts'
  | 'keyPreferred'
  | 'keyScales'
  | 'exactSlots'
  | 'gramCodes'
  | 'gramStarts'
  | 'postings'
  | 'wordHashes'
  | 'wordCounts'
>;

/** Collects the keys of labels and builds from them the exact table and the inverted index of character n-grams. */
export class KeyCollector {
  readonly #keys = LABEL_LANGUAGES.map(() => new Map<string, Key>());

  add(language: number, text: string, concept: number, preferred: boolean): void {
    const keys = this.#keys[language];
    if (!keys) return;
    const key = keys.get(text) ?? { language, text, concepts: new Map<number, boolean>() };
    key.concepts.set(concept, preferred || key.concepts.get(concept) === true);
    keys.set(text, key);
  }

  compile(): KeySections {
    const byText = (a: Key, b: Key) => (a.text < b.text ? -1 : 1);
    const sorted = this.#keys.map((keys) => [...keys.values()].toSorted(byText));
    const keys = sorted.flat();
    const keyLanguages = new Uint32Array(LANGUAGES + 1);
    for (const [language, each] of sorted.entries()) {
      keyLanguages[language + 1] = (keyLanguages[language] ?? 0) + each.length;
    }
    const texts = textColumn(keys.map((key) => key.text));
    return {
      keyBytes: texts.bytes,
      keyStarts: texts.starts,
      keyLanguages,
      ...conceptSections(keys),
      exactSlots: exactSlots(keys),
      ...gramSections(keys, keyLanguages),
      ...wordSections(keys),
    };
  }
}

function conceptSections(keys: readonly Key[]) {
  const keyConceptStarts = new Uint32Array(keys.length + 1);
  for (const [at, key] of keys.entries()) keyConceptStarts[at + 1] = (keyConceptStarts[at] ?? 0) + key.concepts.size;
  const pairs = keys.flatMap((key) => [...key.concepts].toSorted(([a], [b]) => a - b));
  return {
    keyConceptStarts,
    keyConcepts: Uint32Array.from(pairs, ([concept]) => concept),
    keyPreferred: Uint8Array.from(pairs, ([, preferred]) => (preferred ? 1 : 0)),
  };
}

function exactSlots(keys: readonly Key[]): Uint32Array {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, keys.length * 2)));
  const slots = new Uint32Array(size);
  for (const [at, key] of keys.entries()) {
    let slot = hashOf(key.text) & (size - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
    slots[slot] = at + 1;
  }
  return slots;
}

const readInto = new Uint32Array(1024);

function gramsOf(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'latin1');
  const count = readGrams(bytes, 0, bytes.length, readInto);
  return Uint32Array.from(new Set(readInto.subarray(0, count)));
}

/** The inverted index: for each gram and language, the keys that have it, ascending. */
function gramSections(keys: readonly Key[], keyLanguages: Uint32Array) {
  const perKey = keys.map((key) => gramsOf(key.text));
  const distinct = new Set<number>();
  for (const grams of perKey) for (const gram of grams) distinct.add(gram);
  const gramCodes = Uint32Array.from(distinct).toSorted();
  const cells = cellsOf(keys, perKey, gramCodes);
  const gramStarts = new Uint32Array(gramCodes.length * LANGUAGES + 1);
  for (const own of cells) for (const cell of own) gramStarts[cell + 1] = (gramStarts[cell + 1] ?? 0) + 1;
  for (let cell = 1; cell < gramStarts.length; cell++) {
    gramStarts[cell] = (gramStarts[cell] ?? 0) + (gramStarts[cell - 1] ?? 0);
  }
  const postings = postingsOf(cells, gramStarts);
  return { gramCodes, gramStarts, postings, keyScales: scalesOf(cells, gramStarts, keyLanguages) };
}

/** For each key the places of its grams in the index: position of the gram × languages + language of the key. */
function cellsOf(keys: readonly Key[], perKey: readonly Uint32Array[], gramCodes: Uint32Array): Uint32Array[] {
  const positions = new Map<number, number>();
  for (const [at, code] of gramCodes.entries()) positions.set(code, at);
  return perKey.map((grams, at) => {
    const language = keys[at]?.language ?? 0;
    return grams.map((gram) => (positions.get(gram) ?? 0) * LANGUAGES + language);
  });
}

function postingsOf(cells: readonly Uint32Array[], gramStarts: Uint32Array): Uint32Array {
  const next = gramStarts.slice();
  const postings = new Uint32Array(gramStarts.at(-1) ?? 0);
  for (const [at, own] of cells.entries()) {
    for (const cell of own) {
      postings[next[cell] ?? 0] = at;
      next[cell] = (next[cell] ?? 0) + 1;
    }
  }
  return postings;
}

function scalesOf(cells: readonly Uint32Array[], gramStarts: Uint32Array, keyLanguages: Uint32Array): Float32Array {
  return Float32Array.from(cells, (own) => {
    let square = 0;
    for (const cell of own) {
      const language = cell % LANGUAGES;
      const total = (keyLanguages[language + 1] ?? 0) - (keyLanguages[language] ?? 0);
      square += rarity((gramStarts[cell + 1] ?? 0) - (gramStarts[cell] ?? 0), total) ** 2;
    }
    return square === 0 ? 0 : 1 / Math.sqrt(square);
  });
}

function wordSections(keys: readonly Key[]) {
  const counts = new Map<number, number[]>();
  for (const key of keys) {
    for (const word of new Set(key.text.split(' '))) {
      const hash = hashOf(word);
      const own = counts.get(hash) ?? LABEL_LANGUAGES.map(() => 0);
      own[key.language] = Math.min(MOST_COUNTED, (own[key.language] ?? 0) + 1);
      counts.set(hash, own);
    }
  }
  const wordHashes = Uint32Array.from(counts.keys()).toSorted();
  const wordCounts = Uint16Array.from([...wordHashes].flatMap((hash) => counts.get(hash) ?? []));
  return { wordHashes, wordCounts };
}
