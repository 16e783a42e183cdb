import type { Vacancy } from '@relais/vacancy';

/** How a record came about: what it has in common with the first record of its job. */
export type PositiveKind = 'original' | 'echo' | 'channel' | 'repost' | 'translated';
/** How one job resembles another that it must not be merged with. */
export type NegativeKind = 'multi-location' | 'near' | 'other-employer';

/** A vacancy whose job is known. */
export interface Labelled {
  readonly vacancy: Vacancy;
  readonly job: string;
  readonly kind: PositiveKind;
  /** The job that this one resembles, and how; null for all others. */
  readonly resembles: { readonly job: string; readonly how: NegativeKind } | null;
  /** Made from a real offer: its texts are never printed. */
  readonly real: boolean;
  /** Day on which its service ceased to show it. */
  readonly withdrawn?: string;
}

/** Vacancies and what is known of them; `unsure` tells pairs that nobody has judged. */
export interface Corpus {
  readonly name: string;
  readonly records: readonly Labelled[];
  readonly unsure: (one: Labelled, other: Labelled) => boolean;
}

/** A small seeded generator (Mulberry32). */
export interface Dice {
  readonly unit: () => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
}

export function diceOf(seed: number): Dice {
  let state = seed | 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    unit,
    chance: (probability) => unit() < probability,
    pick<T>(list: readonly T[]): T {
      const picked = list[Math.floor(unit() * list.length)];
      if (picked === undefined) throw new RangeError('nothing to pick from');
      return picked;
    },
  };
}
