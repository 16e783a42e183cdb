import { join } from 'node:path';
import { openEmbeddedEventLog } from '@relais/event-log';
import { type Population, runOnce } from '@relais/proving';
import type { RoundResult } from '@relais/relais';
import { openEmbeddedFile } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import { TOPICS } from '@relais/vacancy';
import type { ProcessUse } from './process-use.ts';

export interface PipelineRun {
  /** Offers that the services show. */
  readonly vacancies: number;
  readonly openOffers: number;
  readonly deliveries: number;
  /** From the first request to the last receipt. */
  readonly seconds: number;
  readonly vacanciesPerSecond: number;
  readonly deliveriesPerSecond: number;
  readonly balanced: boolean;
  readonly processes: Readonly<Record<string, ProcessUse>>;
}

/** One round in one process on a fresh file; also gives the observations it published, for the comparison. */
export async function embeddedRun(population: Population): Promise<{ run: PipelineRun; messages: readonly string[] }> {
  using directory = temporaryDirectory();
  const round = await runOnce(directory.path, population);
  const messages = await observations(join(directory.path, 'var'));
  const { peakMemoryMb, cpuSeconds } = round;
  return { run: pipelineRun(round, { relais: { peakMemoryMb, cpuSeconds } }), messages };
}

export function pipelineRun(
  round: Pick<RoundResult, 'offers' | 'subscriptions' | 'balanced' | 'seconds'>,
  processes: PipelineRun['processes'],
): PipelineRun {
  const deliveries = round.subscriptions.reduce((sum, one) => sum + one.states.confirmed + one.states.rejected, 0);
  return {
    vacancies: round.offers.observedLive,
    openOffers: round.offers.openOffers,
    deliveries,
    seconds: round.seconds,
    vacanciesPerSecond: round.offers.observedLive / round.seconds,
    deliveriesPerSecond: deliveries / round.seconds,
    balanced: round.balanced,
    processes,
  };
}

async function observations(folder: string): Promise<string[]> {
  const file = openEmbeddedFile(join(folder, 'relais.sqlite'));
  const log = openEmbeddedEventLog(file);
  const values: string[] = [];
  for await (const records of log.read({ topic: TOPICS.observations.name })) {
    values.push(...records.flatMap((record) => record.value ?? []));
  }
  await log.close();
  file.close();
  return values;
}
