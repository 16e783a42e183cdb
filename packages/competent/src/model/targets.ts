import type { ReferenceScheme } from '../release/schemes.ts';

/** Classifications that a title is coded to by a trained ranking; the others follow from these by crosswalk. */
export const TRAINED_TARGETS = ['competent2', 'esco', 'rome'] as const satisfies readonly ReferenceScheme[];
export type TrainedTarget = (typeof TRAINED_TARGETS)[number];

/** Classifications whose labels speak for a target without a long way between. */
export const NEAR: Readonly<Record<TrainedTarget, readonly ReferenceScheme[]>> = {
  competent2: ['competent2', 'competent1', 'esco'],
  esco: ['esco'],
  rome: ['rome', 'rome-appellation', 'competent1'],
};
