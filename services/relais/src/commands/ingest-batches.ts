import { EXIT, type ServiceContext } from '@relais/configuration';
import { decisionRecord } from '@relais/ingest';
import type { Batch } from '@relais/ledger';
import { commandErrors } from '../errors.ts';
import { batchesText, batchText } from './ingest-text.ts';
import { type InstallationOptions, onInstallation, print, requireSource } from './installation.ts';
import { lookUntil } from './look-until.ts';

export interface ListOptions extends InstallationOptions {
  readonly held: boolean;
  readonly source?: string;
}

export interface DecideOptions extends InstallationOptions {
  /** Seconds to wait until ingest has applied it. */
  readonly wait: number;
}

const NEWEST = 50;

/** `relais batch list`: the newest batches, or those that wait for a decision. */
export function listBatches(options: ListOptions): Promise<number> {
  return onInstallation(options, async ({ stores, configuration }) => {
    const { batches } = stores.ledger;
    const { source } = options;
    const filter = source === undefined ? {} : { source };
    const found = options.held ? await batches.held() : await batches.list({ ...filter, limit: NEWEST, offset: 0 });
    const wanted = found.filter((batch) => source === undefined || batch.source === source);
    // A source that was taken out of the configuration still has its batches.
    if (source !== undefined && wanted.length === 0) requireSource(configuration, source);
    print(options, wanted, () => batchesText(wanted));
    return EXIT.ok;
  });
}

/**
 * `relais batch release|refuse`: asks ingest to withdraw what a held batch did not show, or to keep it. The command is an
 * event: it is durable when this returns, and whoever has the source applies it.
 */
export function decideBatch(batchId: string, decision: 'release' | 'refuse', options: DecideOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const { log, ledger } = context.stores;
    const batch = await ledger.batches.get(batchId);
    if (batch === null) throw commandErrors.create('COMMAND_BATCH_UNKNOWN', { batch: batchId });
    const { status } = batch;
    if (status !== 'held') throw commandErrors.create('COMMAND_BATCH_NOT_HELD', { batch: batchId, status });
    await log.publish([decisionRecord({ batchId, decision, at: new Date().toISOString(), by: context.holder })]);
    const now = await decided(context, batch, options.wait);
    const waiting = `Asked for. The process that reads ${batch.source} applies it; \`relais batch list --held\` shows what still waits.\n`;
    print(options, { decision, batch: now }, () => (now.status === 'held' ? waiting : batchText(now)));
    return EXIT.ok;
  });
}

/** The batch once it is decided, or as it stands when the time is over. */
async function decided({ stores, signal }: ServiceContext, batch: Batch, seconds: number): Promise<Batch> {
  const look = async () => (await stores.ledger.batches.get(batch.id)) ?? batch;
  return await lookUntil(look, ({ status }) => status !== 'held', { seconds, signal });
}
