import { join } from 'node:path';
import type { RoundResult } from '@relais/relais';
import { startService } from '@relais/testkit';

/** Node as `npm start` and the container image run it. */
export const LEAN = { NODE_OPTIONS: '--max-semi-space-size=4' } as const;

export interface Population {
  readonly offers: number;
  readonly seed: number;
}

/** One round of `relais run --simulate --once` on a folder; a second one on the same folder is a day later. */
export async function runOnce(
  directory: string,
  population: Population,
  ...more: readonly string[]
): Promise<RoundResult> {
  const size = ['--offers', String(population.offers), '--seed', String(population.seed)];
  const args = ['run', '--simulate', '--once', '--json', '--directory', join(directory, 'var'), ...size, ...more];
  await using process = startService({ entry: 'services/relais/src/main.ts', args, environment: LEAN });
  const { code } = await process.exited;
  const line = process.lines.find((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`no books, exit code ${code}; stderr:\n${process.stderr().slice(-4_000)}`);
  return JSON.parse(line) as RoundResult;
}
