import type { EventLog } from '@relais/event-log';
import type { Batch, Ledger } from '@relais/ledger';
import { type Clock, deterministicId, type Logger, messageOf } from '@relais/runtime';
import type { RecordResult, SourceItem, SourcePage, SourceRun } from '@relais/sources';
import type { HotState, Remembered } from '@relais/state';
import type { Observation } from '@relais/vacancy';
import { batchOf, type Counts, emptyCounts, enter, quarantineEntry } from './books.ts';
import { ingestErrors } from './errors.ts';
import { judgePage, type PageJudgement, withdrawal } from './judge-page.ts';
import { batchRecord, observationRecord, quarantineRecord } from './records.ts';

/** What a batch needs to run. */
export interface BatchSurroundings {
  readonly source: string;
  /** A snapshot that misses more than this share of what was live withdraws nothing. Percent. */
  readonly mostAbsentPercent: number;
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
  onProgress?(batch: Batch): void;
}

/** Records handled between two writes. */
const SLICE = 500;
/** Below this many absences the guard does not speak: small sources may well lose a fifth in a night. */
const FEW_ABSENT = 50;
/** Results kept for a result file; a run of an interface writes none and may be far larger. */
const MOST_RESULTS = 100_000;

/**
 * Reads one run of a source into one batch: archive → normalise (both in the adapter) → compare with the memory →
 * publish → remember → close → move the cursor. A crash between two steps is harmless: the run is read again,
 * publishes the same event ids, and what was remembered already counts as unchanged.
 */
export async function runBatch(around: BatchSurroundings, run: SourceRun, signal: AbortSignal): Promise<Batch> {
  const batch = new RunningBatch(around, run);
  await batch.open();
  try {
    for await (const page of run.pages(signal)) {
      signal.throwIfAborted();
      await batch.take(page);
    }
    await batch.withdrawAbsent();
    return await batch.close();
  } catch (error) {
    await batch.fail(error);
    throw error;
  }
}

class RunningBatch {
  readonly #around: BatchSurroundings;
  readonly #run: SourceRun;
  readonly #counts: Counts = emptyCounts();
  readonly #seen = new Set<string>();
  readonly #results: RecordResult[] = [];
  readonly #opened: Batch;
  #announced: number | null = null;
  #note: string | null = null;

  constructor(around: BatchSurroundings, run: SourceRun) {
    const openedAt = around.clock.now();
    this.#around = around;
    this.#run = run;
    this.#opened = {
      ...emptyCounts(),
      id: `b_${deterministicId('batch', around.source, run.subject, openedAt).slice(0, 24)}`,
      source: around.source,
      mode: run.mode,
      status: 'open',
      openedAt,
      closedAt: null,
      announced: null,
      failure: null,
    };
  }

  async open(): Promise<void> {
    await this.#around.ledger.batches.put(this.#opened);
  }

  async take(page: SourcePage): Promise<void> {
    this.#announced = page.announced ?? this.#announced;
    for (let from = 0; from < page.items.length; from += SLICE) {
      await this.#takeSlice(page.archiveHash, page.items.slice(from, from + SLICE));
    }
    this.#around.onProgress?.(this.#now({}));
  }

  async #takeSlice(archiveHash: string | null, items: readonly SourceItem[]): Promise<void> {
    this.#counts.received += items.length;
    const references = items.flatMap((item) => (item.reference === null ? [] : [item.reference]));
    for (const reference of references) this.#seen.add(reference);
    const remembered = await this.#around.state.memory.get(this.#around.source, references);
    await this.#enterJudgement(archiveHash, judgePage(this.#stamp(), items, remembered));
  }

  /** Publish, then remember, then count: the order that makes a crash harmless. */
  async #enterJudgement(archiveHash: string | null, judged: PageJudgement): Promise<void> {
    const { state, ledger, clock, source } = this.#around;
    const place = { batchId: this.#opened.id, source, archiveHash, at: clock.now() };
    const before = this.#counts.quarantined;
    const quarantined = judged.unreadable.map((item, index) =>
      quarantineEntry({ ...place, sequence: before + index }, item),
    );
    await this.#publish(judged.observations, quarantined.map(quarantineRecord));
    if (quarantined.length > 0) await ledger.quarantine.put(quarantined);
    if (judged.remember.length > 0) await state.memory.put(source, judged.remember);
    for (const result of judged.results) enter(this.#counts, result.outcome);
    if (this.#results.length < MOST_RESULTS) this.#results.push(...judged.results);
  }

  async #publish(observations: readonly Observation[], others: ReturnType<typeof quarantineRecord>[]): Promise<void> {
    const records = [...observations.map(observationRecord), ...others];
    if (records.length > 0) await this.#around.log.publish(records);
  }

  /** After a whole snapshot, what was live and was not shown is withdrawn, unless it is suspiciously much. */
  async withdrawAbsent(): Promise<void> {
    if (this.#run.mode !== 'snapshot') return;
    if (!this.#run.end().complete) {
      this.#note = ingestErrors.create('INGEST_INCOMPLETE', { source: this.#around.source }).message;
      return;
    }
    const { absent, live } = await this.#absences();
    if (this.#tooMany(absent.length, live)) return;
    for (let from = 0; from < absent.length; from += SLICE) await this.#withdraw(absent.slice(from, from + SLICE));
  }

  async #absences(): Promise<{ absent: Remembered[]; live: number }> {
    const absent: Remembered[] = [];
    let live = 0;
    for await (const entries of this.#around.state.memory.scan(this.#around.source)) {
      for (const entry of entries) {
        if (!entry.live) continue;
        live += 1;
        if (!this.#seen.has(entry.reference)) absent.push(entry);
      }
    }
    return { absent, live };
  }

  #tooMany(absent: number, live: number): boolean {
    const limitPercent = this.#around.mostAbsentPercent;
    if (absent <= FEW_ABSENT || absent * 100 <= live * limitPercent) return false;
    const details = { absent, live, limitPercent, source: this.#around.source };
    this.#note = ingestErrors.create('INGEST_MANY_ABSENT', details).message;
    this.#around.logger.warn(details, this.#note);
    return true;
  }

  async #withdraw(entries: readonly Remembered[]): Promise<void> {
    this.#counts.received += entries.length;
    const judged = entries.map((entry) => withdrawal(this.#stamp(), entry, 'absent'));
    await this.#enterJudgement(null, {
      observations: judged.map((one) => one.observation),
      remember: judged.map((one) => one.remember),
      results: judged.map((one) => one.result),
      unreadable: [],
    });
  }

  async close(): Promise<Batch> {
    const closed = this.#now({ status: 'closed', closedAt: this.#around.clock.now(), failure: this.#note });
    await this.#write(closed);
    const { cursor } = this.#run.end();
    if (cursor !== null) await this.#around.state.values.set(cursorName(this.#around.source), cursor);
    await this.#run.settle({ batchId: closed.id, records: this.#results });
    this.#around.onProgress?.(closed);
    return closed;
  }

  async fail(error: unknown): Promise<void> {
    const failed = this.#now({ status: 'failed', closedAt: this.#around.clock.now(), failure: messageOf(error) });
    this.#around.logger.warn({ batch: failed.id, reason: failed.failure }, 'the batch did not end');
    await this.#write(failed);
    this.#around.onProgress?.(failed);
  }

  async #write(batch: Batch): Promise<void> {
    await this.#around.log.publish([batchRecord(batch)]);
    await this.#around.ledger.batches.put(batch);
  }

  #now(rest: Partial<Batch>): Batch {
    return batchOf(this.#opened, this.#counts, { announced: this.#announced, ...rest });
  }

  #stamp() {
    const observedAt = new Date(this.#around.clock.now()).toISOString();
    return { batchId: this.#opened.id, source: this.#around.source, observedAt };
  }
}

/** Name under which a source's cursor is kept. */
export function cursorName(source: string): string {
  return `cursor:${source}`;
}
