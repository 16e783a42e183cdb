import type { ReferenceScheme } from '../release/schemes.ts';

/** A way through the crosswalks, as the schemes it passes, with how much it counts beside the other ways. */
export interface Chain {
  readonly weight: number;
  readonly schemes: readonly ReferenceScheme[];
}

const chain = (weight: number, ...schemes: ReferenceScheme[]): Chain => ({ weight, schemes });

/**
 * Ways from a concept of one scheme to those of another. Several ways are mixed by weight; those that lead nowhere drop
 * out. Direct links to Competent, ROME and ISCO are those of the starter set, or of a classification itself.
 */
export const CHAINS: Readonly<Record<ReferenceScheme, Readonly<Partial<Record<ReferenceScheme, readonly Chain[]>>>>> = {
  competent2: {
    competent1: [chain(1, 'competent1')],
    esco: [chain(1, 'esco')],
    rome: [chain(3, 'rome'), chain(3, 'competent1', 'rome'), chain(1, 'esco', 'rome-appellation', 'rome')],
    isco08: [chain(3, 'isco08'), chain(1, 'esco', 'isco08')],
  },
  competent1: {
    competent2: [chain(8, 'competent2'), chain(1, 'rome', 'rome-appellation', 'esco', 'competent2')],
    esco: [chain(8, 'competent2', 'esco'), chain(1, 'rome', 'rome-appellation', 'esco')],
    rome: [chain(1, 'rome')],
    isco08: [chain(8, 'competent2', 'esco', 'isco08'), chain(1, 'rome', 'rome-appellation', 'esco', 'isco08')],
  },
  rome: {
    competent2: [
      chain(2, 'competent2'),
      chain(1, 'competent1', 'competent2'),
      chain(1, 'rome-appellation', 'esco', 'competent2'),
    ],
    competent1: [chain(1, 'competent1')],
    esco: [chain(1, 'rome-appellation', 'esco')],
    isco08: [chain(2, 'competent2', 'isco08'), chain(1, 'rome-appellation', 'esco', 'isco08')],
  },
  'rome-appellation': {
    competent2: [chain(1, 'esco', 'competent2'), chain(0.1, 'rome', 'competent1', 'competent2')],
    competent1: [chain(3, 'esco', 'competent2', 'competent1'), chain(1, 'rome', 'competent1')],
    esco: [chain(1, 'esco')],
    rome: [chain(1, 'rome')],
    isco08: [chain(1, 'esco', 'isco08')],
  },
  esco: {
    competent2: [chain(1, 'competent2')],
    competent1: [chain(1, 'competent2', 'competent1')],
    rome: [chain(1, 'rome-appellation', 'rome'), chain(0.1, 'competent2', 'competent1', 'rome')],
    isco08: [chain(1, 'isco08')],
  },
  isco08: {
    competent2: [chain(2, 'competent2'), chain(1, 'esco', 'competent2')],
    competent1: [chain(1, 'esco', 'competent2', 'competent1')],
    esco: [chain(1, 'esco')],
    rome: [chain(2, 'competent2', 'rome'), chain(1, 'esco', 'rome-appellation', 'rome')],
  },
};
