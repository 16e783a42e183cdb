import { systemClock } from '@relais/runtime';
import { conformance } from '../../src/conformance/conformance.ts';
import { type CheckResult, type ConformanceSurroundings, channelSettingsSchema } from '../../src/index.ts';

/** All checks of a channel, with settings as the configuration would give them. */
export async function checked(
  settings: Record<string, unknown>,
  known: Partial<ConformanceSurroundings> = {},
): Promise<CheckResult[]> {
  const surroundings: ConformanceSurroundings = {
    partner: 'jobs',
    subscription: 'jobs-all',
    log: { lag: async () => await Promise.reject(new Error('this channel has no use for the log')) },
    readingRights: null,
    feedUrl: null,
    clock: systemClock,
    signal: new AbortController().signal,
    ...known,
  };
  const results: CheckResult[] = [];
  for await (const result of conformance(channelSettingsSchema.parse(settings), surroundings)) results.push(result);
  return results;
}

export function outcomesOf(results: readonly CheckResult[]): Record<string, CheckResult['outcome']> {
  return Object.fromEntries(results.map(({ check, outcome }) => [check, outcome]));
}
