import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, type RoundResult, simulatedConfigurationPath } from '@relais/relais';
import type { Simulator } from '@relais/simulator';
import { startService } from '@relais/testkit';
import { parse } from 'yaml';

/** Node as `npm start` and the container image run it. */
export const LEAN = { NODE_OPTIONS: '--max-semi-space-size=16', MALLOC_ARENA_MAX: '2' } as const;

export interface Population {
  readonly offers: number;
  readonly seed: number;
}

/** One round of `relais run --simulate --once` on a folder; a second one on the same folder is a day later. */
export function runOnce(directory: string, population: Population, ...more: readonly string[]): Promise<RoundResult> {
  const size = ['--offers', String(population.offers), '--seed', String(population.seed)];
  return round(['--simulate', ...size, ...more], directory, {});
}

/**
 * One round against a simulator of the caller's own. The pull partner is left out: only `--simulate` tells it where
 * its feed is. `change` may alter the configuration.
 */
export function runAgainst(
  simulator: Simulator,
  directory: string,
  change: (configuration: SimulatedConfiguration) => void = () => undefined,
): Promise<RoundResult> {
  const configuration = parse(readFileSync(simulatedConfigurationPath(), 'utf8')) as SimulatedConfiguration;
  configuration.partners = configuration.partners.filter((partner) => partner.id !== 'board');
  change(configuration);
  const path = join(directory, 'relais.yaml');
  writeFileSync(path, JSON.stringify(configuration));
  return round(['--config', path], directory, environmentOf(simulator.addresses, 'unused'));
}

/** What tests may change in it. */
export interface SimulatedConfiguration {
  sources: { id: string; settings: Record<string, unknown> }[];
  partners: { id: string }[];
}

async function round(
  options: readonly string[],
  directory: string,
  environment: Readonly<Record<string, string>>,
): Promise<RoundResult> {
  const args = ['run', '--once', '--json', '--directory', join(directory, 'var'), ...options];
  const entry = 'services/relais/src/main.ts';
  await using process = startService({ entry, args, environment: { ...environment, ...LEAN } });
  const { code } = await process.exited;
  const line = process.lines.find((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`no books, exit code ${code}; stderr:\n${process.stderr().slice(-4_000)}`);
  return JSON.parse(line) as RoundResult;
}
