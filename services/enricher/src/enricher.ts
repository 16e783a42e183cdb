import type { Coder } from '@relais/competent';
import type { Consumer } from '@relais/event-log';
import type { Closeable, Logger } from '@relais/runtime';
import { CONSUMER_GROUPS, TOPICS } from '@relais/vacancy';
import { type EnricherSurroundings, enrichBatch } from './enrich-batch.ts';
import { ensureMatches } from './rebuild-matches.ts';

export interface EnricherOptions extends EnricherSurroundings {
  readonly coder: Coder;
  readonly logger: Logger;
}

export interface Enricher extends Closeable {
  /** Rejects when the stage failed for good: the process is expected to end. */
  readonly finished: Promise<void>;
}

const BATCH_SIZE = 500;

/** Opens the second stage: observations in, merged and coded offers out. */
export async function openEnricher(options: EnricherOptions): Promise<Enricher> {
  await ensureMatches(options.ledger, options.state, options.logger);
  const consumer: Consumer = await options.log.consume(
    { group: CONSUMER_GROUPS.enricher, topics: [TOPICS.observations.name], maxRecords: BATCH_SIZE, from: 'beginning' },
    (batch) => enrichBatch(options, batch),
  );
  return { finished: consumer.finished, close: () => consumer.close() };
}
