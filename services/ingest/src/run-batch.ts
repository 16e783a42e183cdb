import { randomBytes } from 'node:crypto';
import type { EventLog } from '@relais/event-log';
import type { Batch, HoldReason, Ledger } from '@relais/ledger';
import { type Clock, type Logger, type Metrics, messageOf } from '@relais/runtime';
import type { RecordResult, SourcePage, SourceRun } from '@relais/sources';
import type { HotState, Remembered } from '@relais/state';
import type { Observation } from '@relais/vacancy';
import { batchOf, type Counts, emptyCounts, enter, newBatch, quarantineEntry, safeWords } from './books.ts';
import { holdReason } from './completeness.ts';
import { countBatch } from './count-batch.ts';
import { ingestErrors } from './errors.ts';
import { heldBatches, supersede } from './held-batches.ts';
import { judgePages, type PageJudgement, type SourceRules, withdrawal } from './judge-page.ts';
import { inPortions, referencesOf, SLICE } from './portions.ts';
import { catchUp } from './rebuild-memory.ts';
import { batchRecord, observationRecord, quarantineRecord } from './records.ts';

/** What a batch needs to run. */
export interface BatchSurroundings {
  readonly source: string;
  /** A snapshot that misses more than this share of what was live is held. Percent. */
  readonly mostAbsentPercent: number;
  readonly rules: SourceRules;
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Fills the source memory anew when the store has lost it; true when it had to. */
  refill(): Promise<boolean>;
  onProgress?(batch: Batch): void;
}

/** Results kept for a result file; a run of an interface writes none and may be far larger. */
const MOST_RESULTS = 100_000;

/**
 * Reads one run of a source into one batch: archive → normalise (both in the adapter) → compare with the memory →
 * publish → remember → close → move the cursor. A crash between two steps is harmless: the memory catches up with what
 * was published, the run is read again, and what was remembered already counts as unchanged.
 */
export async function runBatch(around: BatchSurroundings, run: SourceRun, signal: AbortSignal): Promise<Batch> {
  const batch = new RunningBatch(around, run);
  await batch.open();
  try {
    for await (const portion of inPortions(run.pages(signal), around.clock)) {
      signal.throwIfAborted();
      await batch.take(portion);
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
  /** What a snapshot showed: only there does absence mean something. */
  readonly #seen = new Set<string>();
  readonly #results: RecordResult[] = [];
  readonly #opened: Batch;
  #announced: number | null = null;
  /** Something may be in the log that is not in the memory. */
  #isAhead = false;
  #hold: Pick<Batch, 'absent' | 'heldFor' | 'failure'> = { absent: 0, heldFor: null, failure: null };
  /** Batches of the source that were held before this one. */
  #heldBefore: readonly Batch[] = [];

  constructor(around: BatchSurroundings, run: SourceRun) {
    const { source } = around;
    const openedAt = around.clock.now();
    this.#around = around;
    this.#run = run;
    this.#opened = newBatch({ id: `b_${randomBytes(12).toString('hex')}`, source, mode: run.mode, openedAt });
  }

  async open(): Promise<void> {
    await this.#around.ledger.batches.put(this.#opened);
    this.#heldBefore = await heldBatches(this.#around);
  }

  async take(portion: readonly SourcePage[]): Promise<void> {
    this.#announced = portion.findLast(({ announced }) => announced !== null)?.announced ?? this.#announced;
    this.#counts.received += portion.reduce((sum, { items }) => sum + items.length, 0);
    const references = referencesOf(portion);
    if (this.#run.mode === 'snapshot') for (const reference of references) this.#seen.add(reference);
    await this.#strikeOut(references);
    const remembered = await this.#remembered(references);
    await this.#enterJudgement(judgePages(this.#stamp(), this.#around.rules, portion, remembered));
    this.#around.onProgress?.(this.#now({}));
  }

  /** A memory that was lost knows nothing, and would give old versions to what it shows: it is looked for after each reading. */
  async #remembered(references: readonly string[]): Promise<ReadonlyMap<string, Remembered>> {
    const { state, source } = this.#around;
    const remembered = await state.memory.get(source, references);
    return (await this.#around.refill()) ? await state.memory.get(source, references) : remembered;
  }

  /** What the source speaks of is no longer absent, before anything else is made of it: a release must not withdraw it. */
  async #strikeOut(references: readonly string[]): Promise<void> {
    if (this.#heldBefore.length === 0) return;
    const held = this.#heldBefore.map(({ id }) => id);
    await this.#around.ledger.batches.removeAbsences(held, references);
  }

  /** Publish, then remember, then count: the order that makes a crash harmless. */
  async #enterJudgement(judged: PageJudgement): Promise<void> {
    const { state, ledger, clock, source } = this.#around;
    const place = { batchId: this.#opened.id, source, at: clock.now() };
    const before = this.#counts.quarantined;
    const quarantined = judged.unreadable.map(({ archiveHash, item }, index) =>
      quarantineEntry({ ...place, archiveHash, sequence: before + index }, item),
    );
    this.#isAhead = true;
    await this.#publish(judged.observations, quarantined.map(quarantineRecord));
    if (quarantined.length > 0) await ledger.quarantine.put(quarantined);
    if (judged.remember.length > 0) await state.memory.put(source, judged.remember);
    this.#isAhead = false;
    for (const result of judged.results) enter(this.#counts, result.outcome);
    if (this.#results.length < MOST_RESULTS) this.#results.push(...judged.results);
  }

  async #publish(observations: readonly Observation[], others: ReturnType<typeof quarantineRecord>[]): Promise<void> {
    const records = [...observations.map(observationRecord), ...others];
    if (records.length > 0) await this.#around.log.publish(records);
  }

  /** After a snapshot, what was live and was not shown is withdrawn, unless the guard asks for a person's word first. */
  async withdrawAbsent(): Promise<void> {
    if (this.#run.mode !== 'snapshot') return;
    const { absent, live } = await absences(this.#around, this.#seen);
    const { complete } = this.#run.end();
    const sight = { complete, shown: this.#seen.size, live, absent: absent.length };
    const heldFor = holdReason({ ...sight, limitPercent: this.#around.mostAbsentPercent });
    if (heldFor !== null) return await this.#holdBack(heldFor, live, absent);
    if (!complete) this.#hold = { ...this.#hold, failure: this.#holdText('incomplete', live, 0) };
    for (let from = 0; from < absent.length; from += SLICE) await this.#withdraw(absent.slice(from, from + SLICE));
  }

  async #holdBack(heldFor: HoldReason, live: number, absent: readonly Remembered[]): Promise<void> {
    const { ledger, logger } = this.#around;
    for (let from = 0; from < absent.length; from += SLICE) {
      const references = absent.slice(from, from + SLICE).map(({ reference }) => reference);
      await ledger.batches.putAbsences(this.#opened.id, references);
    }
    this.#hold = { absent: absent.length, heldFor, failure: this.#holdText(heldFor, live, absent.length) };
    logger.error({ batch: this.#opened.id, absent: absent.length, live, heldFor }, this.#hold.failure ?? heldFor);
  }

  #holdText(heldFor: HoldReason, live: number, absent: number): string {
    const { source, mostAbsentPercent: limitPercent } = this.#around;
    return ingestErrors.create(HOLD_ERRORS[heldFor], { source, live, absent, limitPercent }).message;
  }

  async #withdraw(entries: readonly Remembered[]): Promise<void> {
    this.#counts.received += entries.length;
    const judged = entries.map((entry) => withdrawal(this.#stamp(), entry, 'absent'));
    await this.#enterJudgement({
      observations: judged.map((one) => one.observation),
      remember: judged.map((one) => one.remember),
      results: judged.map((one) => one.result),
      unreadable: [],
    });
  }

  async close(): Promise<Batch> {
    const { state, source, clock } = this.#around;
    const status = this.#hold.heldFor === null ? 'closed' : 'held';
    const closed = this.#now({ ...this.#hold, status, closedAt: clock.now(), drift: this.#run.end().drift ?? [] });
    await this.#write(closed);
    await supersede(this.#around, this.#heldBefore, { ...closed, complete: this.#run.end().complete });
    const { cursor, complete } = this.#run.end();
    if (cursor !== null) await state.values.set(cursorName(source), cursor);
    if (complete && closed.mode === 'snapshot' && status === 'closed') {
      await state.values.set(snapshotName(source), String(closed.openedAt));
    }
    await this.#run.settle({ batchId: closed.id, records: this.#results });
    this.#around.onProgress?.(closed);
    return closed;
  }

  /** A batch that is ahead of a memory which cannot catch up stays open: whoever reads the source next sees to it first. */
  async fail(error: unknown): Promise<void> {
    const failure = safeWords(messageOf(error));
    if (this.#isAhead && !(await this.#caughtUp())) return;
    const failed = this.#now({ status: 'failed', closedAt: this.#around.clock.now(), failure, drift: this.#drift() });
    this.#around.logger.warn({ batch: failed.id, reason: failed.failure }, 'the batch did not end');
    await this.#write(failed);
    this.#around.onProgress?.(failed);
  }

  async #caughtUp(): Promise<boolean> {
    return await catchUp(this.#around, [this.#opened.id]).then(
      () => true,
      () => false,
    );
  }

  /** The end of a run that broke off is valid only where the adapter says so: nothing is made of it but the count. */
  #drift(): Batch['drift'] {
    try {
      return this.#run.end().drift ?? [];
    } catch {
      return [];
    }
  }

  async #write(batch: Batch): Promise<void> {
    const { log, ledger, logger, metrics } = this.#around;
    if (batch.drift.length > 0) logger.warn({ batch: batch.id, drift: batch.drift.slice(0, 20) }, DRIFTED);
    await log.publish([batchRecord(batch)]);
    await ledger.batches.put(batch);
    countBatch(metrics, batch);
  }

  #now(rest: Partial<Batch>): Batch {
    return batchOf(this.#opened, this.#counts, { announced: this.#announced, ...rest });
  }

  #stamp() {
    const observedAt = new Date(this.#around.clock.now()).toISOString();
    return { batchId: this.#opened.id, source: this.#around.source, observedAt };
  }
}

const DRIFTED = 'the source shows fields or codes that are not known; nothing was lost';

const HOLD_ERRORS = {
  incomplete: 'INGEST_INCOMPLETE',
  empty: 'INGEST_EMPTY',
  'many-absent': 'INGEST_MANY_ABSENT',
} as const satisfies Record<HoldReason, string>;

/** The live vacancies of a source, and those of them that are not among `seen`. */
export async function absences(
  { state, source }: Pick<BatchSurroundings, 'state' | 'source'>,
  seen: ReadonlySet<string>,
): Promise<{ absent: Remembered[]; live: number }> {
  const absent = new Map<string, Remembered>();
  for await (const entries of state.memory.scan(source)) {
    for (const entry of entries) {
      if (entry.live && !seen.has(entry.reference)) absent.set(entry.reference, entry);
    }
  }
  return { absent: [...absent.values()], live: await state.memory.countLive(source) };
}

/** Name under which a source's cursor is kept. */
export function cursorName(source: string): string {
  return `cursor:${source}`;
}

/** Name under which the start of the last snapshot is kept that was whole and needed no decision. */
export function snapshotName(source: string): string {
  return `snapshot:${source}`;
}
