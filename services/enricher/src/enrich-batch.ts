import type { EventLog, LogBatch } from '@relais/event-log';
import { type Incoming, readObservations } from './read-observations.ts';
import type { Task } from './task.ts';
import type { TaskQueue } from './task-queue.ts';

/** One log batch through the enricher. A vacancy that was applied already changes nothing. */
export async function enrichBatch(log: EventLog, queue: TaskQueue, batch: LogBatch): Promise<void> {
  const { incoming, poison } = readObservations(batch.records);
  if (poison.length > 0) await log.publish(poison);
  await queue.perform(incoming.map(taskOf), batch.signal);
}

function taskOf(incoming: Incoming): Task {
  const { key, observation, signature } = incoming;
  return {
    vacancies: [key],
    matchKeys: signature === null ? null : incoming.matchKeys,
    signature,
    goneOn: observation.type === 'vacancy.withdrawn' ? observation.observedAt.slice(0, 10) : null,
    offers: [],
    apply: (working) => working.apply(incoming),
  };
}
