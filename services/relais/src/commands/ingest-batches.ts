import { EXIT, type ServiceContext } from '@relais/configuration';
import { decisionRecord } from '@relais/ingest';
import type { Batch } from '@relais/ledger';
import { sleep } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { type InstallationOptions, onInstallation } from './ingest-context.ts';
import { batchesText, batchText } from './ingest-text.ts';

export interface ListOptions extends InstallationOptions {
  readonly held: boolean;
  readonly source?: string;
}

export interface DecideOptions extends InstallationOptions {
  /** Seconds to wait until ingest has applied it. */
  readonly wait: number;
}

const NEWEST = 50;
const LOOK_MS = 250;

/** `relais batch list`: the newest batches, or those that wait for a decision. */
export function listBatches(options: ListOptions): Promise<number> {
  return onInstallation(options, 'refuse', async ({ stores }) => {
    const { batches } = stores.ledger;
    const { source } = options;
    const filter = source === undefined ? {} : { source };
    const found = options.held ? await batches.held() : await batches.list({ ...filter, limit: NEWEST, offset: 0 });
    const wanted = found.filter((batch) => source === undefined || batch.source === source);
    process.stdout.write(options.json ? `${JSON.stringify(wanted)}\n` : batchesText(wanted));
    return EXIT.ok;
  });
}

/**
 * `relais batch release|refuse`: asks ingest to withdraw what a held batch did not show, or to keep it. The command is an
 * event: it is durable when this returns, and whoever has the source applies it.
 */
export function decideBatch(batchId: string, decision: 'release' | 'refuse', options: DecideOptions): Promise<number> {
  return onInstallation(options, 'refuse', async (context) => {
    const { log, ledger } = context.stores;
    const batch = await ledger.batches.get(batchId);
    if (batch === null) throw commandErrors.create('COMMAND_BATCH_UNKNOWN', { batch: batchId });
    const { status } = batch;
    if (status !== 'held') throw commandErrors.create('COMMAND_BATCH_NOT_HELD', { batch: batchId, status });
    await log.publish([decisionRecord({ batchId, decision, at: new Date().toISOString(), by: context.holder })]);
    const now = await decided(context, batch, options.wait);
    const waiting = `Asked for. Ingest applies it as soon as it has ${batch.source}; \`relais batch list --held\` tells.\n`;
    const text = now.status === 'held' ? waiting : batchText(now);
    process.stdout.write(options.json ? `${JSON.stringify({ decision, batch: now })}\n` : text);
    return EXIT.ok;
  });
}

/** The batch once it is decided, or as it stands when the time is over. */
async function decided({ stores, signal }: ServiceContext, batch: Batch, waitSeconds: number): Promise<Batch> {
  const until = Date.now() + waitSeconds * 1000;
  for (;;) {
    const now = (await stores.ledger.batches.get(batch.id)) ?? batch;
    if (now.status !== 'held' || Date.now() >= until || signal.aborted) return now;
    await sleep(LOOK_MS, signal).catch(() => undefined);
  }
}
