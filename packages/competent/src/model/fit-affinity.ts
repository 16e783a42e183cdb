import type { Crosswalks } from '../coder/crosswalks.ts';
import { compoundWords } from '../lexical/vocabulary.ts';
import type { Release } from '../release/release.ts';
import { AFFINITY_DIMENSIONS, type AffinityTables, addRow, stored } from './affinity.ts';
import { keyText, sharesOfKey } from './count-words.ts';
import { Random } from './random.ts';
import { TRAINED_TARGETS } from './targets.ts';
import { ROWS, rowsOfWord, wordsOf } from './title-rows.ts';

/** Times that each label is learned from. */
export const AFFINITY_ROUNDS = 6;
const RATE = 0.7;
/** Part of the rate that rows of titles learn at: many of them are moved by each label. */
const ROW_RATE = 0.3;
/** Share of a label's rows that are left out each time, so that no few of them decide. */
const LEFT_OUT = 0.4;
/** Labels that each is told from: those that share a row with it, and any. */
const RIVALS = 14;
const STRANGERS = 4;
/** Labels that are remembered as having a row. */
const MOST_HOLDERS = 32;
/** Where the sums of squared slopes begin. */
const UNMOVED_ROW = 1e-6;
const UNMOVED_CLASS = 1e-2;

/** A label to learn from: its rows, and by trained target the occupations it may stand for. */
export interface Lesson {
  readonly rows: Uint16Array;
  readonly right: readonly Right[];
}

interface Right {
  readonly concepts: readonly number[];
  /** Shares of the concepts, each added to those before it; the last is 1. */
  readonly upTo: readonly number[];
}

/** All labels of a release, in the order of its keys. */
export function lessonsOf(release: Release, crosswalks: Crosswalks): Lesson[] {
  const isWord = compoundWords(release.sections);
  return Array.from({ length: release.sections.keyStarts.length - 1 }, (_, key) => ({
    rows: Uint16Array.from(wordsOf(keyText(release, key)).flatMap((word) => rowsOfWord(word, isWord))),
    right: TRAINED_TARGETS.map((target) => rightOf(sharesOfKey(release, crosswalks, key, target))),
  }));
}

function rightOf(shares: ReadonlyMap<number, number>): Right {
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
  let sum = 0;
  return { concepts: [...shares.keys()], upTo: Array.from(shares.values(), (share) => (sum += share / total)) };
}

/**
 * Learns rows for what titles are made of, and for occupations, so that each label suits its own occupations better than
 * those of other labels: sampled softmax, stochastic steps that become smaller (AdaGrad, one size for each row). One space
 * for all languages and classifications. The same lessons give the same tables.
 * @param concepts how many the release has
 */
export function fitAffinity(lessons: readonly Lesson[], concepts: number, rounds = AFFINITY_ROUNDS): AffinityTables {
  const random = new Random(11);
  const learner = new Learner(lessons, concepts, random);
  const order = Array.from(lessons.keys());
  const visits = rounds * order.length;
  let visit = 0;
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random);
    for (const at of order) learner.learn(at, RATE * (1 - visit++ / visits));
  }
  return learner.tables();
}

/** The concept at whose share a mark from 0 to 1 falls. */
function drawnFrom({ concepts, upTo }: Right, mark: number): number {
  const at = upTo.findIndex((sum) => sum >= mark);
  return concepts[Math.max(0, at)] ?? 0;
}

function shuffle(order: number[], random: Random): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [order[at], order[other]] = [order[other] ?? 0, order[at] ?? 0];
  }
}

class Learner {
  readonly #lessons: readonly Lesson[];
  readonly #random: Random;
  readonly #holders: Holders;
  readonly #rows: Float32Array;
  readonly #classes: Float32Array;
  /** Sums of squared slopes: what has been moved much is moved less. */
  readonly #rowMoves = new Float32Array(ROWS).fill(UNMOVED_ROW);
  readonly #classMoves: Float32Array;
  readonly #point = new Float32Array(AFFINITY_DIMENSIONS);
  readonly #slope = new Float32Array(AFFINITY_DIMENSIONS);
  readonly #kept: number[] = [];
  /** Labels to be told from the one in hand, and their occupations with the right one first. */
  readonly #others: number[] = [];
  readonly #classesInHand: number[] = [];
  readonly #chances = new Float64Array(1 + RIVALS + STRANGERS);

  constructor(lessons: readonly Lesson[], concepts: number, random: Random) {
    this.#lessons = lessons;
    this.#random = random;
    this.#holders = new Holders(lessons, random);
    this.#rows = new Float32Array(ROWS * AFFINITY_DIMENSIONS);
    for (let each = 0; each < this.#rows.length; each++)
      this.#rows[each] = (2 * random.next() - 1) / AFFINITY_DIMENSIONS;
    this.#classes = new Float32Array(concepts * AFFINITY_DIMENSIONS);
    this.#classMoves = new Float32Array(concepts).fill(UNMOVED_CLASS);
  }

  learn(at: number, rate: number): void {
    const lesson = this.#lessons[at];
    if (lesson === undefined || !this.#keepSome(lesson.rows)) return;
    const scale = 1 / Math.sqrt(this.#kept.length);
    this.#point.fill(0);
    for (const row of this.#kept) addRow(this.#point, this.#rows, row, scale);
    this.#slope.fill(0);
    this.#chooseOthers();
    for (const [target, right] of lesson.right.entries()) {
      if (right.concepts.length > 0) this.#tellApart(target, right, rate);
    }
    this.#moveRows(scale, rate);
  }

  tables(): AffinityTables {
    const [rows, classes] = [stored(this.#rows), stored(this.#classes)];
    return {
      affinityRows: rows.steps,
      affinityRowUnits: rows.units,
      affinityClasses: classes.steps,
      affinityClassUnits: classes.units,
    };
  }

  #keepSome(rows: Uint16Array): boolean {
    this.#kept.length = 0;
    for (const row of rows) if (!this.#random.chance(LEFT_OUT)) this.#kept.push(row);
    return this.#kept.length > 0;
  }

  #chooseOthers(): void {
    this.#others.length = 0;
    for (let each = 0; each < RIVALS; each++) {
      const row = this.#kept[this.#random.below(this.#kept.length)] ?? 0;
      this.#others.push(this.#holders.anyOf(row, this.#random));
    }
    for (let each = 0; each < STRANGERS; each++) this.#others.push(this.#random.below(this.#lessons.length));
  }

  /** One step of the softmax over the right occupation of a target and those of the other labels. */
  #tellApart(target: number, right: Right, rate: number): void {
    const concepts = this.#classesInHand;
    concepts.length = 0;
    concepts.push(drawnFrom(right, this.#random.next()));
    for (const other of this.#others) {
      const concept = this.#lessons[other]?.right[target]?.concepts[0];
      if (concept !== undefined && !right.concepts.includes(concept)) concepts.push(concept);
    }
    this.#weigh(concepts);
    for (let at = 0; at < concepts.length; at++) {
      this.#moveClass(concepts[at] ?? 0, Number(at === 0) - (this.#chances[at] ?? 0), rate);
    }
  }

  #weigh(concepts: readonly number[]): void {
    const chances = this.#chances;
    let total = 0;
    for (let at = 0; at < concepts.length; at++) {
      const loud = Math.exp(productWith(this.#point, this.#classes, concepts[at] ?? 0));
      chances[at] = loud;
      total += loud;
    }
    for (let at = 0; at < concepts.length; at++) chances[at] = (chances[at] ?? 0) / total;
  }

  #moveClass(concept: number, fault: number, rate: number): void {
    const moves = (this.#classMoves[concept] ?? 0) + fault ** 2;
    this.#classMoves[concept] = moves;
    const length = (rate * fault) / Math.sqrt(moves);
    const [classes, point, slope] = [this.#classes, this.#point, this.#slope];
    const from = concept * AFFINITY_DIMENSIONS;
    for (let each = 0; each < AFFINITY_DIMENSIONS; each++) {
      const before = classes[from + each] ?? 0;
      slope[each] = (slope[each] ?? 0) + fault * before;
      classes[from + each] = before + length * (point[each] ?? 0);
    }
  }

  #moveRows(scale: number, rate: number): void {
    const slope = this.#slope;
    let square = 0;
    for (let each = 0; each < AFFINITY_DIMENSIONS; each++) square += ((slope[each] ?? 0) * scale) ** 2;
    for (const row of this.#kept) {
      const moves = (this.#rowMoves[row] ?? 0) + square / AFFINITY_DIMENSIONS;
      this.#rowMoves[row] = moves;
      const length = (ROW_RATE * rate * scale) / Math.sqrt(moves);
      const from = row * AFFINITY_DIMENSIONS;
      for (let each = 0; each < AFFINITY_DIMENSIONS; each++) {
        this.#rows[from + each] = (this.#rows[from + each] ?? 0) + length * (slope[each] ?? 0);
      }
    }
  }
}

function productWith(point: Float32Array, rows: Float32Array, row: number): number {
  const from = row * AFFINITY_DIMENSIONS;
  let sum = 0;
  for (let each = 0; each < AFFINITY_DIMENSIONS; each++) sum += (point[each] ?? 0) * (rows[from + each] ?? 0);
  return sum;
}

/** Labels that have each row: an even choice of them. */
class Holders {
  readonly #lessons = new Uint32Array(ROWS * MOST_HOLDERS);
  readonly #counts = new Uint32Array(ROWS);

  constructor(lessons: readonly Lesson[], random: Random) {
    for (const [at, { rows }] of lessons.entries()) {
      for (const row of rows) {
        const count = this.#counts[row] ?? 0;
        this.#counts[row] = count + 1;
        const place = count < MOST_HOLDERS ? count : random.below(count + 1);
        if (place < MOST_HOLDERS) this.#lessons[row * MOST_HOLDERS + place] = at;
      }
    }
  }

  anyOf(row: number, random: Random): number {
    const place = random.below(Math.min(MOST_HOLDERS, this.#counts[row] ?? 0));
    return this.#lessons[row * MOST_HOLDERS + place] ?? 0;
  }
}
