import type { Release } from '@relais/competent';
import type { ServiceContext } from '@relais/configuration';
import { type Enricher, openEnricherStage } from '@relais/enricher';
import { type Ingest, openIngestStage } from '@relais/ingest';
import type { Batch } from '@relais/ledger';
import { openOpsStage } from '@relais/ops';
import { type Closeable, CloseStack } from '@relais/runtime';
import { openSinkStage } from '@relais/sink';

/** All stages in one process. */
export interface Pipeline extends Closeable {
  readonly ingest: Ingest;
  /** Where the operations pages are. */
  readonly opsUrl: string;
  /** Where pull partners read their feeds; null without such a partner. */
  readonly feedUrl: string | null;
  /** Rejects when any stage failed for good. */
  readonly finished: Promise<void>;
}

export interface PipelineOptions {
  /** The reference that the configuration names. */
  readonly reference: Release;
  readonly onProgress: (batch: Batch) => void;
}

/** Opens the stages against the stream, so that each finds its reader ready: sink, enricher, ingest. */
export async function openPipeline(context: ServiceContext, options: PipelineOptions): Promise<Pipeline> {
  const closing = new CloseStack();
  try {
    const ops = closing.use(await openOpsStage(context));
    const sink = closing.use(await openSinkStage(context));
    const enricher: Enricher = closing.use(await openEnricherStage(context, options.reference));
    const ingest = closing.use(await openIngestStage(context, options.onProgress));
    const finished = Promise.race([sink.finished, enricher.finished]);
    return { ingest, opsUrl: ops.ready.url, feedUrl: sink.feedUrl, finished, close: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}
