import { jsonOf, openEmbeddedEventLog } from '@relais/event-log';
import type { Batch } from '@relais/ledger';
import { openEmbeddedLedger } from '@relais/ledger';
import { CloseStack, openEmbeddedFile, silentLogger, silentMetrics, systemClock } from '@relais/runtime';
import type { RunEnd, RunResult, SourceAdapter, SourceItem, SourcePage, SourceRun } from '@relais/sources';
import { openEmbeddedState } from '@relais/state';
import { temporaryDirectory } from '@relais/testkit';
import { emptyVacancy, type Observation, observationSchema, TOPICS, type Vacancy } from '@relais/vacancy';
import { decisionRecord } from '../src/decisions.ts';
import { type Ingest, type IngestSource, openIngest } from '../src/ingest.ts';

export type Stage = Awaited<ReturnType<typeof openTestStage>>;

/** Ingest on stores in memory, with scripted sources. */
export async function openTestStage() {
  const closing = new CloseStack();
  const directory = temporaryDirectory();
  closing.defer(() => directory.remove());
  const file = closing.use(openEmbeddedFile(':memory:'));
  const log = closing.use(openEmbeddedEventLog(file));
  const state = closing.use(openEmbeddedState(file));
  const ledger = closing.use(openEmbeddedLedger(file));
  // Nothing is compacted away while a slow test looks at all that was published.
  await log.ensureTopics(Object.values(TOPICS).map((topic) => ({ ...topic, cleanup: 'delete' })));
  /** Moves on as the machine's clock does, from a moment that a test sets. */
  const clock = new MovedClock();
  const stores = { log, state, ledger, directory: directory.path, clock, logger: silentLogger, metrics: silentMetrics };
  const using = async <Result>(
    sources: readonly IngestSource[],
    work: (ingest: Ingest) => Promise<Result>,
    change: Partial<typeof stores & { holder: string }> = {},
  ): Promise<Result> => {
    const ingest = await openIngest({ ...stores, holder: 'test', ...change, sources });
    try {
      return await work(ingest);
    } finally {
      await ingest.close();
    }
  };
  const round = async (sources: readonly IngestSource[], change: Partial<typeof stores> = {}) =>
    await using(sources, (ingest) => ingest.round(new AbortController().signal), change);
  /** One round of one source; its batch, or what it failed with is thrown. */
  const batchOf = async (source: ScriptedSource): Promise<Batch | undefined> => {
    const [outcome] = await round([source.as('test')]);
    if (outcome?.failure instanceof Error) throw outcome.failure;
    return outcome?.batches[0];
  };
  const decide = async (batchId: string, decision: 'release' | 'refuse') =>
    await log.publish([decisionRecord({ batchId, decision, at: '2026-11-22T08:00:00.000Z', by: 'test' })]);
  const observations = async (): Promise<Observation[]> => {
    const all: Observation[] = [];
    for await (const records of log.read({ topic: TOPICS.observations.name })) {
      all.push(...records.flatMap((record) => observationSchema.safeParse(jsonOf(record)).data ?? []));
    }
    return all;
  };
  const batchEvents = async (): Promise<Batch[]> => {
    const all: Batch[] = [];
    for await (const records of log.read({ topic: TOPICS.batches.name })) {
      for (const record of records) all.push(JSON.parse(record.value ?? 'null') as Batch);
    }
    return all;
  };
  /** Empties what ingest keeps in the hot state, as the loss of a Redis does. */
  const loseState = () => {
    for (const table of ['memory', 'memory_count', 'value']) {
      file.execute(`DELETE FROM state_${table}`);
    }
  };
  const read = { observations, batchEvents };
  return { ...stores, ...read, loseState, using, round, batchOf, decide, close: () => closing.close() };
}

class MovedClock {
  #ahead = 0;

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  set(moment: string): void {
    this.#ahead = Date.parse(moment) - systemClock.now();
  }
}

/** A source that shows what the test scripts, one run a round. */
export class ScriptedSource implements SourceAdapter {
  items: readonly SourceItem[] = [];
  mode: 'snapshot' | 'delta' = 'snapshot';
  complete = true;
  cursor: string | null = null;
  drift: NonNullable<RunEnd['drift']> = [];
  /** Thrown after the items. */
  failure: Error | null = null;
  readonly cursorsSeen: (string | null)[] = [];
  readonly scopesSeen: string[] = [];
  readonly settled: RunResult[] = [];

  async *runs(request: { cursor: string | null; scope: string }): AsyncIterable<SourceRun> {
    this.cursorsSeen.push(request.cursor);
    this.scopesSeen.push(request.scope);
    yield {
      mode: this.mode,
      subject: 'scripted',
      pages: () => this.pages(),
      end: (): RunEnd => ({ cursor: this.cursor, complete: this.complete, drift: this.drift }),
      settle: async (result) => void this.settled.push(result),
    };
  }

  async close(): Promise<void> {}

  as(id: string, change: Partial<IngestSource> = {}): IngestSource {
    const zone = 'Europe/Brussels';
    return {
      id,
      schedule: { round: null, zone, jitterSeconds: 0, changesEverySeconds: null },
      ...{ mostAbsentPercent: 20, expireEverySeconds: 1, silentAfterHours: 36 },
      rules: { mostHops: 4, contactDays: 30, zone },
      cursorSince: (moment) => JSON.stringify({ since: moment }),
      readFile: () => this.items,
      open: () => this,
      ...change,
    };
  }

  /** What a run shows; a test may put its own in place. */
  pages: () => AsyncIterable<SourcePage> = () => this.#pages();

  async *#pages(): AsyncIterable<SourcePage> {
    yield { archiveHash: null, items: this.items, announced: this.items.length };
    if (this.failure !== null) throw this.failure;
  }
}

export function shown(
  reference: string,
  title = 'Metselaar',
  change: Partial<Vacancy> = {},
): Extract<SourceItem, { kind: 'vacancy' }> {
  const vacancy = { ...emptyVacancy('test', reference), titles: { nl: title }, ...change };
  return { kind: 'vacancy', position: 0, reference, vacancy, contact: null };
}

/** So many vacancies, with references `0`, `1` and so on. */
export function many(count: number): SourceItem[] {
  return Array.from({ length: count }, (_, index) => shown(String(index)));
}

/** A vacancy that ends on a day or at an instant. */
export function ending(reference: string, until: string): SourceItem {
  return shown(reference, 'Metselaar', { publication: { created: null, modified: null, from: null, until } });
}

export function unreadable(reference: string | null): SourceItem {
  return { kind: 'unreadable', position: 7, reference, code: 'RECORD_INVALID', reason: 'no title', stage: 'normalise' };
}
