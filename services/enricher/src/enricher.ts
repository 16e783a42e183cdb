import type { Consumer } from '@relais/event-log';
import { type Closeable, CloseStack } from '@relais/runtime';
import { CONSUMER_GROUPS, TOPICS } from '@relais/vacancy';
import { enrichBatch } from './enrich-batch.ts';
import type { EnricherSurroundings } from './leased-work.ts';
import { ensureMatches } from './rebuild-matches.ts';
import { applyRules } from './rules/apply-rules.ts';
import { RuleBook } from './rules/rule-book.ts';
import { takeSeat } from './seat.ts';
import { TaskQueue } from './task-queue.ts';

export type EnricherOptions = Omit<EnricherSurroundings, 'rules'>;

export interface Enricher extends Closeable {
  /** Rejects when the stage failed for good: the process is expected to end. */
  readonly finished: Promise<void>;
}

/** Of one partition; small enough that most of what a batch needs is gone before the heap grows for it. */
const BATCH_SIZE = 200;

/**
 * Opens the second stage: observations in, merged and coded offers out, and what operators say about them. While the ledger is
 * rebuilt it waits.
 */
export async function openEnricher(options: EnricherOptions): Promise<Enricher> {
  const closing = new CloseStack();
  try {
    const seat = closing.use(await takeSeat(options));
    const consumers = await consume(options, closing);
    const finished = Promise.race([seat, ...consumers].map((each) => each.finished));
    return { finished, close: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

async function consume(options: EnricherOptions, closing: CloseStack): Promise<Consumer[]> {
  const { log, state, coderBy } = options;
  const rules = await RuleBook.open(log, state);
  const around = { ...options, rules };
  await ensureMatches({ ...around, rules: rules.rules, coder: coderBy(rules.codingRules) });
  const queue = new TaskQueue(around);
  const observations = await log.consume(
    { group: CONSUMER_GROUPS.enricher, topics: [TOPICS.observations.name], maxRecords: BATCH_SIZE, from: 'beginning' },
    (batch) => enrichBatch(around, queue, batch),
  );
  closing.use(observations);
  const commands = await log.consume(
    { group: CONSUMER_GROUPS.enricherCommands, topics: [TOPICS.commands.name], maxRecords: 100, from: 'beginning' },
    (batch) => applyRules(rules, queue, batch),
  );
  return [observations, closing.use(commands)];
}
