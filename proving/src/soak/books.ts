import type { Stores } from '@relais/configuration';
import { observationSchema, TOPICS } from '@relais/vacancy';
import { SOURCES, type SoakSource } from './installation.ts';

const BATCHES_PER_PAGE = 200;
/** What broke off does not add up and need not. */
const UNFINISHED: ReadonlySet<string> = new Set(['failed']);

/** A vacancy as the memory or the log has it. */
export interface Standing {
  readonly version: number;
  readonly hash: string;
}

/** The live vacancies of a source in its memory, by reference. */
export async function liveInMemory(stores: Stores, source: SoakSource): Promise<ReadonlyMap<string, Standing>> {
  const live = new Map<string, Standing>();
  for await (const entries of stores.state.memory.scan(source)) {
    for (const { reference, version, hash, live: isLive } of entries) {
      if (isLive) live.set(reference, { version, hash });
    }
  }
  return live;
}

/**
 * Everything in the books that does not add up, in words: batches that are open, undecided or whose sum is wrong,
 * quarantine that differs from its batch, and a memory that is not what the log says.
 */
export async function faultsInBooks(stores: Stores): Promise<readonly string[]> {
  const batches = await Promise.all(SOURCES.map((source) => faultsInBatches(stores, source)));
  return [...batches.flat(), ...(await faultsInMemory(stores))];
}

async function faultsInBatches({ ledger }: Stores, source: SoakSource): Promise<string[]> {
  const faults: string[] = [];
  for (let offset = 0; ; offset += BATCHES_PER_PAGE) {
    const batches = await ledger.batches.list({ source, limit: BATCHES_PER_PAGE, offset });
    const kept = await ledger.quarantine.countByBatch(batches.map(({ id }) => id));
    for (const batch of batches) {
      const name = `${source} ${batch.id}`;
      if (batch.status === 'open' || batch.status === 'held') faults.push(`${name} is ${batch.status}`);
      if (UNFINISHED.has(batch.status)) continue;
      const sum = batch.observed + batch.unchanged + batch.withdrawn + batch.quarantined;
      if (sum !== batch.received) faults.push(`${name}: received ${batch.received}, accounted for ${sum}`);
      const entries = kept.get(batch.id) ?? 0;
      if (entries !== batch.quarantined) faults.push(`${name}: ${batch.quarantined} quarantined, ${entries} kept`);
    }
    if (batches.length < BATCHES_PER_PAGE) return faults;
  }
}

async function faultsInMemory(stores: Stores): Promise<string[]> {
  const newest = new Map<string, Standing | null>();
  for await (const records of stores.log.read({ topic: TOPICS.observations.name })) {
    for (const { value } of records) {
      if (value === null) continue;
      const said = observationSchema.parse(JSON.parse(value));
      const hash = said.type === 'vacancy.observed' ? said.contentHash : null;
      newest.set(`${said.source} ${said.reference}`, hash === null ? null : { version: said.version, hash });
    }
  }
  const faults: string[] = [];
  for (const source of SOURCES) {
    const live = await liveInMemory(stores, source);
    for (const [reference, { version, hash }] of live) {
      const said = newest.get(`${source} ${reference}`);
      newest.delete(`${source} ${reference}`);
      if (said?.version === version && said.hash === hash) continue;
      const inLog = said == null ? 'nothing' : `version ${said.version} ${said.hash}`;
      faults.push(`${source} ${reference}: memory has version ${version} ${hash}, the log ${inLog}`);
    }
  }
  const forgotten = [...newest].filter(([, said]) => said !== null).map(([name]) => `${name}: live in the log alone`);
  return [...faults, ...forgotten];
}
