import type { LogBatch, OutgoingRecord } from '@relais/event-log';
import type { EnricherSurroundings } from './leased-work.ts';
import { type Incoming, incomingOf, readObservations } from './read-observations.ts';
import type { Task } from './task.ts';
import type { TaskQueue } from './task-queue.ts';

/** One log batch through the enricher. A vacancy that was applied already changes nothing. */
export async function enrichBatch(
  { log, coderBy, rules }: EnricherSurroundings,
  queue: TaskQueue,
  { records, signal }: LogBatch,
): Promise<void> {
  let unreadable: readonly OutgoingRecord[] = [];
  const read = () => {
    const coder = coderBy(rules.codingRules);
    const { observations, poison } = readObservations(records);
    unreadable = poison;
    // All are coded before the first is signed: each of the two steps goes faster by itself.
    for (const one of observations) if (one.type === 'vacancy.observed') coder.codingOf(one.vacancy);
    return observations.map((one) => taskOf(incomingOf(one, (vacancy) => coder.signatureOf(vacancy))));
  };
  await queue.perform({ most: records.length, read }, signal);
  if (unreadable.length > 0) await log.publish(unreadable);
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
