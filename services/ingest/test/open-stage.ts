import { openEmbeddedEventLog } from '@relais/event-log';
import { openEmbeddedLedger } from '@relais/ledger';
import { CloseStack, openEmbeddedFile, silentLogger, systemClock } from '@relais/runtime';
import type { RunEnd, RunResult, SourceAdapter, SourceItem, SourcePage, SourceRun } from '@relais/sources';
import { openEmbeddedState } from '@relais/state';
import { temporaryDirectory } from '@relais/testkit';
import { emptyVacancy, type Observation, observationSchema, TOPICS } from '@relais/vacancy';
import { type IngestSource, openIngest } from '../src/ingest.ts';

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
  await log.ensureTopics(Object.values(TOPICS));
  const stores = { log, state, ledger, directory: directory.path, clock: systemClock, logger: silentLogger };
  const round = async (sources: readonly IngestSource[], change: Partial<typeof stores> = {}) => {
    const ingest = await openIngest({ ...stores, ...change, sources, holder: 'test' });
    const rounds = await ingest.round(new AbortController().signal);
    await ingest.close();
    return rounds;
  };
  const observations = async (): Promise<Observation[]> => {
    const all: Observation[] = [];
    for await (const records of log.read({ topic: TOPICS.observations.name })) {
      for (const record of records) all.push(observationSchema.parse(JSON.parse(record.value ?? 'null')));
    }
    return all;
  };
  return { ...stores, round, observations, close: () => closing.close() };
}

/** A source that shows what the test scripts, one run a round. */
export class ScriptedSource implements SourceAdapter {
  items: readonly SourceItem[] = [];
  mode: 'snapshot' | 'delta' = 'snapshot';
  complete = true;
  cursor: string | null = null;
  /** Thrown after the items. */
  failure: Error | null = null;
  readonly cursorsSeen: (string | null)[] = [];
  readonly settled: RunResult[] = [];

  async *runs(request: { cursor: string | null }): AsyncIterable<SourceRun> {
    this.cursorsSeen.push(request.cursor);
    yield {
      mode: this.mode,
      subject: 'scripted',
      pages: () => this.#pages(),
      end: (): RunEnd => ({ cursor: this.cursor, complete: this.complete }),
      settle: async (result) => void this.settled.push(result),
    };
  }

  async close(): Promise<void> {}

  as(id: string, mostAbsentPercent = 20): IngestSource {
    const schedule = { round: null, zone: 'Europe/Brussels', changesEverySeconds: null };
    return { id, schedule, mostAbsentPercent, open: () => this };
  }

  async *#pages(): AsyncIterable<SourcePage> {
    yield { archiveHash: null, items: this.items, announced: this.items.length };
    if (this.failure !== null) throw this.failure;
  }
}

export function shown(reference: string, title = 'Metselaar'): SourceItem {
  const vacancy = { ...emptyVacancy('test', reference), titles: { nl: title } };
  return { kind: 'vacancy', position: 0, reference, vacancy, contact: null };
}

export function unreadable(reference: string | null): SourceItem {
  return { kind: 'unreadable', position: 7, reference, code: 'RECORD_INVALID', reason: 'no title', stage: 'normalise' };
}
