import type { Possibility } from './alone.ts';
import type { Edge } from './settle.ts';

/** Numbers an edge takes, and how they mean what speaks for it. */
const WIDTH = 5;
const EXACT = 1;
const WEAK = 2;
const ALONE: readonly (Possibility | null)[] = [null, 'likely', 'possible'];
const ALONE_SHIFT = 2;

/** Edges and when each was found, as plain numbers: a million vacancies leave more of them than the heap should hold as objects. */
export class EdgeList {
  readonly #numbers: number[] = [];

  add({ one, other, score, exact, weak, alone }: Edge, at: number): void {
    const flags = (exact ? EXACT : 0) | (weak ? WEAK : 0) | (ALONE.indexOf(alone) << ALONE_SHIFT);
    this.#numbers.push(one, other, score, flags, at);
  }

  /** The edges that were found since both ends have their newest version. */
  standing(renewedAt: (number: number) => number): Edge[] {
    const edges: Edge[] = [];
    for (let from = 0; from < this.#numbers.length; from += WIDTH) {
      const [one = 0, other = 0, score = 0, flags = 0, at = 0] = this.#numbers.slice(from, from + WIDTH);
      if (at < renewedAt(one) || at < renewedAt(other)) continue;
      const alone = ALONE[flags >> ALONE_SHIFT] ?? null;
      edges.push({ one, other, score, exact: (flags & EXACT) !== 0, weak: (flags & WEAK) !== 0, alone });
    }
    return edges;
  }
}
