import { openEmbeddedLedger } from '@relais/ledger';
import { openEmbeddedFile } from '@relais/runtime';
import { openEmbeddedState } from '@relais/state';
import fc from 'fast-check';
import { violationsOf } from './history.ts';
import { type Story, stories, tell } from './steps.ts';
import type { ModelStores } from './world.ts';

export interface ModelRun {
  readonly histories: number;
  /** Steps of all histories, without those that were played to shrink one. */
  readonly steps: number;
  /** Histories that ended otherwise than they must. */
  readonly violations: number;
  /** The first of them, as short as they could be made, in words. */
  readonly stories: readonly string[];
}

export interface ModelOptions {
  readonly histories: number;
  /** The same seed plays the same histories. */
  readonly seed: number;
  readonly onProgress?: (played: number, violations: number) => void;
}

/** More say the same over and over. */
const MOST_STORIES = 5;
const PROGRESS_EVERY = 500;

/** Plays random histories of offers, partner and process on the real ledger and the sink's own code. */
export async function runModel({ histories, seed, onProgress }: ModelOptions): Promise<ModelRun> {
  const file = openEmbeddedFile(':memory:');
  const stores = { ledger: openEmbeddedLedger(file), state: openEmbeddedState(file) };
  const told: string[] = [];
  let [steps, violations] = [0, 0];
  try {
    for (let index = 0; index < histories; index++) {
      const outcome = await playOne(stores, seed + index, told.length < MOST_STORIES);
      steps += outcome.steps;
      violations += outcome.broken ? 1 : 0;
      if (outcome.story !== null) told.push(`Seed ${seed + index}. ${outcome.story}`);
      if ((index + 1) % PROGRESS_EVERY === 0) onProgress?.(index + 1, violations);
    }
  } finally {
    await stores.ledger.close();
    file.close();
  }
  return { histories, steps, violations, stories: told };
}

/** One history a seed: the first play counts, the others only make a broken one shorter. */
async function playOne(
  stores: ModelStores,
  seed: number,
  shrink: boolean,
): Promise<{ steps: number; broken: boolean; story: string | null }> {
  let steps: number | null = null;
  const property = fc.asyncProperty(stories(), async (story) => {
    steps ??= story.steps.length;
    const broken = await violationsOf(stores, story);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  });
  const outcome = await fc.check(property, { seed, numRuns: 1, endOnFailure: !shrink });
  return { steps: steps ?? 0, broken: outcome.failed, story: outcome.failed && shrink ? storyOf(outcome) : null };
}

function storyOf({ counterexample, errorInstance }: fc.RunDetails<[Story]>): string {
  const told = counterexample === null ? 'No story.' : tell(counterexample[0]);
  const reason = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  return `${told}\n     ${reason.split('\n').join('\n     ')}`;
}
