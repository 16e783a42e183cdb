import type { LogBatch } from '@relais/event-log';
import { type EnricherSurroundings, perform, type Task } from './leased-work.ts';
import { type Incoming, readObservations } from './read-observations.ts';

export type { EnricherSurroundings } from './leased-work.ts';

/** One log batch through the enricher. A vacancy that was applied already changes nothing. */
export async function enrichBatch(around: EnricherSurroundings, batch: LogBatch): Promise<void> {
  const { incoming, poison } = readObservations(batch.records);
  if (poison.length > 0) await around.log.publish(poison);
  // Batches of several partitions run at once in one process: each is a holder of its own.
  const writer = { ...around, holder: `${around.holder}/${batch.partition}` };
  await perform(writer, incoming.map(taskOf), batch.signal);
}

function taskOf(incoming: Incoming): Task {
  const { key } = incoming;
  const matchKeys = incoming.signature === null ? null : incoming.matchKeys;
  return { id: key, vacancies: [key], matchKeys, offers: [], apply: (working) => working.apply(incoming) };
}
