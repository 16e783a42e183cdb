import { type EventLog, jsonOf } from '@relais/event-log';
import type { Logger } from '@relais/runtime';
import { ensureFilled, type HotState, type Remembered } from '@relais/state';
import { type Observation, observationSchema, TOPICS } from '@relais/vacancy';
import { endsAt } from './ends-at.ts';

/**
 * Fills the source memory from the log when the store has never been filled or has lost its contents; true when it had to.
 * Safe to run in several processes at once: entries carry versions, and an older one never overrides a newer one.
 * @param zoneOf the zone in which a source's days end
 */
export async function ensureMemory(
  { log, state, logger }: { log: EventLog; state: HotState; logger: Logger },
  zoneOf: (source: string) => string,
): Promise<boolean> {
  return await ensureFilled(state.values, 'memory', async () => {
    const entries = await fill(log, state, zoneOf);
    if (entries > 0) logger.info({ entries }, 'source memory rebuilt from the log');
  });
}

async function fill(log: EventLog, state: HotState, zoneOf: (source: string) => string): Promise<number> {
  let entries = 0;
  for await (const records of log.read({ topic: TOPICS.observations.name })) {
    const bySource = new Map<string, Remembered[]>();
    for (const record of records) {
      const { data: observation } = observationSchema.safeParse(jsonOf(record));
      if (observation === undefined) continue;
      const list = bySource.get(observation.source) ?? [];
      list.push(rememberedOf(observation, zoneOf(observation.source)));
      bySource.set(observation.source, list);
    }
    for (const [source, list] of bySource) await state.memory.put(source, list);
    entries += records.length;
  }
  return entries;
}

/**
 * Makes the memory of a source catch up with what batches published that broke off before they could remember it. Else
 * what they said last would be forgotten: a vacancy that has its former content again would pass for unchanged, and a new
 * version would get a number that is taken.
 */
export async function catchUp(
  { log, state, source, rules }: { log: EventLog; state: HotState; source: string; rules: { zone: string } },
  batchIds: readonly string[],
): Promise<void> {
  if (batchIds.length === 0) return;
  for await (const records of log.read({ topic: TOPICS.observations.name })) {
    const published = records.flatMap((record) => {
      if (!batchIds.some((id) => record.value?.includes(id))) return [];
      const { data: observation } = observationSchema.safeParse(jsonOf(record));
      return observation !== undefined && batchIds.includes(observation.batchId)
        ? [rememberedOf(observation, rules.zone)]
        : [];
    });
    if (published.length > 0) await state.memory.put(source, published);
  }
}

function rememberedOf(observation: Observation, zone: string): Remembered {
  const { reference, version } = observation;
  if (observation.type === 'vacancy.withdrawn')
    return { reference, version, hash: '', live: false, endsAt: null, sourceVersion: null };
  const ends = endsAt(observation.vacancy, zone, Date.parse(observation.observedAt));
  return {
    reference,
    version,
    hash: observation.contentHash,
    live: true,
    endsAt: ends,
    sourceVersion: observation.vacancy.sourceVersion,
  };
}
