import { createHash } from 'node:crypto';
import type { ReferenceLabel } from '@relais/competent';

/** Labels to measure on, and the rule that keeps them and their near-copies out of an import. */
export interface LabelSplit {
  readonly test: readonly ReferenceLabel[];
  /** Test labels that were dropped because something left in training is nearly the same. */
  readonly dropped: number;
  readonly withhold: (label: ReferenceLabel) => boolean;
}

/** Share of near-copy groups that are held out. */
const HELD_OUT = 0.06;
/** A test label that shares more of its 3-grams than this with a label left in training is dropped (Jaccard). */
const MOST_SHARED = 0.8;
const STEM = 6;

/**
 * Splits labels so that training never holds a test label nor a near-copy. Labels whose words begin alike, in any order,
 * gender, language and classification, are one group; a group is held out as a whole, by the SHA-256 of its name. What
 * still resembles a label left behind is dropped from the test. Preferred labels of ESCO stay in training, so that every
 * occupation is known; with them their group, and such a group is never held out.
 */
export function splitLabels(
  labels: readonly ReferenceLabel[],
  testable: (label: ReferenceLabel) => boolean,
): LabelSplit {
  const kept = new Set(labels.filter((label) => label.preferred && label.scheme === 'esco').map(groupOf));
  const heldOut = new Set(labels.map(groupOf).filter((group) => !kept.has(group) && drawn(group) < HELD_OUT));
  const withhold = (label: ReferenceLabel) => heldOut.has(groupOf(label));
  const training = new GramSets(labels.filter((label) => !withhold(label)).map(({ text }) => text));
  const candidates = labels.filter((label) => testable(label) && withhold(label));
  const test = candidates.filter(({ text }) => training.mostShared(text) <= MOST_SHARED);
  return { test, dropped: candidates.length - test.length, withhold };
}

/** A text without case, accents and signs. */
export function folded(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '');
  return plain.replaceAll(/[^a-z0-9]+/g, ' ').trim();
}

function groupOf({ text }: { text: string }): string {
  const stems = folded(text)
    .split(' ')
    .filter((word) => word.length > 2)
    .map((word) => word.slice(0, STEM));
  return [...new Set(stems)].toSorted().join(' ');
}

/** A number from 0 to 1 that depends on nothing but the text. */
export function drawn(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32LE(0) / 2 ** 32;
}

class GramSets {
  readonly #byGram = new Map<string, number[]>();
  readonly #sizes: number[] = [];

  constructor(texts: readonly string[]) {
    for (const [at, text] of texts.entries()) {
      const grams = gramsOf(text);
      this.#sizes.push(grams.size);
      for (const gram of grams) {
        const holders = this.#byGram.get(gram);
        if (holders) holders.push(at);
        else this.#byGram.set(gram, [at]);
      }
    }
  }

  mostShared(text: string): number {
    const grams = gramsOf(text);
    const shared = new Map<number, number>();
    for (const gram of grams) {
      for (const at of this.#byGram.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    }
    let most = 0;
    for (const [at, count] of shared) {
      most = Math.max(most, count / (grams.size + (this.#sizes[at] ?? 0) - count));
    }
    return most;
  }
}

function gramsOf(text: string): Set<string> {
  const padded = ` ${folded(text)} `;
  return new Set(Array.from({ length: Math.max(1, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)));
}
