import type { Closeable } from '@relais/runtime';
import { CONSUMER_GROUPS, TOPICS } from '@relais/vacancy';
import { enrichBatch } from './enrich-batch.ts';
import type { EnricherSurroundings } from './leased-work.ts';
import { ensureMatches } from './rebuild-matches.ts';
import { applyRules } from './rules/apply-rules.ts';
import { RuleBook } from './rules/rule-book.ts';
import { TaskQueue } from './task-queue.ts';

export type EnricherOptions = Omit<EnricherSurroundings, 'rules'>;

export interface Enricher extends Closeable {
  /** Rejects when the stage failed for good: the process is expected to end. */
  readonly finished: Promise<void>;
}

const BATCH_SIZE = 500;

/** Opens the second stage: observations in, merged and coded offers out, and what operators say about them. */
export async function openEnricher(options: EnricherOptions): Promise<Enricher> {
  const { log, state, ledger, logger } = options;
  const rules = await RuleBook.open(log, state);
  await ensureMatches({ ledger, state, logger, rules: rules.rules });
  const queue = new TaskQueue({ ...options, rules });
  const observations = await log.consume(
    { group: CONSUMER_GROUPS.enricher, topics: [TOPICS.observations.name], maxRecords: BATCH_SIZE, from: 'beginning' },
    (batch) => enrichBatch(log, queue, batch),
  );
  const commands = await log.consume(
    { group: CONSUMER_GROUPS.enricherCommands, topics: [TOPICS.commands.name], maxRecords: 100, from: 'beginning' },
    (batch) => applyRules(rules, queue, batch),
  );
  return {
    finished: Promise.race([observations.finished, commands.finished]),
    close: async () => void (await Promise.all([observations.close(), commands.close()])),
  };
}
