import type { EventLog } from '@relais/event-log';
import type { Logger } from '@relais/runtime';
import type { HotState, Remembered } from '@relais/state';
import { observationSchema, TOPICS } from '@relais/vacancy';

const FILLED = 'filled:memory';

/**
 * Fills the source memory from the log when the store has never been filled or has lost its contents.
 * Safe to run in several processes at once: entries carry versions, and an older one never overrides a newer one.
 */
export async function ensureMemory(log: EventLog, state: HotState, logger: Logger): Promise<void> {
  if ((await state.values.get(FILLED)) !== null) return;
  let entries = 0;
  for await (const records of log.read({ topic: TOPICS.observations.name })) {
    const bySource = new Map<string, Remembered[]>();
    for (const record of records) {
      if (record.value === null) continue;
      const observation = observationSchema.parse(JSON.parse(record.value));
      const live = observation.type === 'vacancy.observed';
      const hash = live ? observation.contentHash : '';
      const list = bySource.get(observation.source) ?? [];
      list.push({ reference: observation.reference, version: observation.version, hash, live });
      bySource.set(observation.source, list);
    }
    for (const [source, list] of bySource) await state.memory.put(source, list);
    entries += records.length;
  }
  await state.values.set(FILLED, new Date().toISOString());
  if (entries > 0) logger.info({ entries }, 'source memory rebuilt from the log');
}
