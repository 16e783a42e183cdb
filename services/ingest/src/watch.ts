import { messageOf, sleep } from '@relais/runtime';
import { safeWords } from './books.ts';
import { ingestErrors } from './errors.ts';
import { expireEnded } from './expiry.ts';
import { applyDecisions } from './held-batches.ts';
import type { ScheduledSource } from './source-runner.ts';

/** Between two looks when nothing waits for a decision, and when something does. */
const LOOK_MS = 60_000;
const DECISION_LOOK_MS = 5_000;
const HOUR_MS = 3_600_000;

/**
 * What must not wait for a source to be read: decisions about its held batches, the end of offers whose date has passed,
 * and the report that nothing was heard of it. For the process that has the source.
 */
export class Watch {
  readonly #source: ScheduledSource;
  #expireAt = 0;
  #reportAt = 0;

  constructor(source: ScheduledSource) {
    this.#source = source;
  }

  /** Waits that long or until the signal aborts, and looks meanwhile. Never rejects. */
  async wait(inMs: number, signal: AbortSignal): Promise<void> {
    const end = performance.now() + inMs;
    while (!signal.aborted) {
      const pauseMs = await this.#look(signal);
      const leftMs = end - performance.now();
      if (leftMs <= 0) return;
      await sleep(Math.min(leftMs, pauseMs), signal).catch(() => undefined);
    }
  }

  /** How long it may rest after that. */
  async #look(signal: AbortSignal): Promise<number> {
    const { around, expireEverySeconds } = this.#source;
    const everyMs = expireEverySeconds === null ? LOOK_MS : Math.min(LOOK_MS, expireEverySeconds * 1000);
    try {
      const waiting = await applyDecisions(around, signal);
      await this.#expire(signal);
      await this.#reportSilence();
      return waiting > 0 ? Math.min(DECISION_LOOK_MS, everyMs) : everyMs;
    } catch (error) {
      if (!signal.aborted) around.logger.error({ source: around.source, reason: safeWords(messageOf(error)) }, FAILED);
      return everyMs;
    }
  }

  async #expire(signal: AbortSignal): Promise<void> {
    const { around, expireEverySeconds } = this.#source;
    const now = around.clock.now();
    if (expireEverySeconds === null || now < this.#expireAt) return;
    await expireEnded(around, signal);
    this.#expireAt = now + expireEverySeconds * 1000;
  }

  /** Said once when the silence has lasted too long, and again after each further such time. */
  async #reportSilence(): Promise<void> {
    const { around, silentAfterHours } = this.#source;
    const { state, source, clock, logger, metrics } = around;
    const now = clock.now();
    const heard = await state.values.get(heardName(source));
    if (heard === null) return await noteHeard(around, now);
    metrics.set(LAST_SUCCESS, { source }, Number(heard) / 1_000);
    const limitMs = silentAfterHours * HOUR_MS;
    if (now - Number(heard) < limitMs || now < this.#reportAt) return;
    this.#reportAt = now + limitMs;
    const hours = Math.floor((now - Number(heard)) / HOUR_MS);
    const { code, message } = ingestErrors.create('INGEST_SILENT', { source, hours });
    logger.error({ source, code, hours }, message);
  }
}

const FAILED = 'decisions and ends of offers could not be looked at; it is tried again';

const LAST_SUCCESS = 'relais_source_last_success_timestamp_seconds';

/** Notes when a batch of the source last came to its end, milliseconds since the epoch, for those who watch. */
export async function noteHeard({ state, source, metrics }: ScheduledSource['around'], at: number): Promise<void> {
  await state.values.set(heardName(source), String(at));
  metrics.set(LAST_SUCCESS, { source }, at / 1_000);
}

/** Name under which that moment is kept. */
function heardName(source: string): string {
  return `heard:${source}`;
}
