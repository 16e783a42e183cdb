import { EXIT, type ServiceContext } from '@relais/configuration';
import { rebuildOffers } from '@relais/enricher';
import { rebuildBatches } from '@relais/ingest';
import { type RebuiltFeeds, rebuildDeliveries, rebuildFeeds } from '@relais/sink';
import { commandErrors } from '../errors.ts';
import { holdingStages } from '../run/hold-stages.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';
import { subscriptionIds } from './partner-subscription.ts';

export interface RebuildOptions extends InstallationOptions {
  readonly discard: boolean;
}

/** What `relais rebuild ledger --json` prints. */
interface RebuiltLedger {
  /** Records of the log that were read. */
  readonly records: number;
  readonly openOffers: number;
  readonly liveVacancies: number;
  readonly deliveries: number;
  readonly feeds: RebuiltFeeds;
}

/** `relais rebuild ledger`: throws the ledger away, if told to, and builds it anew from the log. */
export function rebuildLedger(options: RebuildOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const rebuilt = await holdingStages(context, async (signal) => {
      await emptied(context, options.discard);
      return await rebuild({ ...context, signal }, options.json ? () => undefined : progress());
    });
    print(options, rebuilt, () => textOf(rebuilt));
    return rebuilt.feeds.failed === 0 ? EXIT.ok : EXIT.failed;
  });
}

async function emptied({ stores }: ServiceContext, discard: boolean): Promise<void> {
  if (await stores.ledger.isEmpty()) return;
  if (!discard) throw commandErrors.create('COMMAND_LEDGER_NOT_EMPTY');
  await stores.ledger.clear();
}

type Progress = (topic: string, records: number) => void;

/** Offers before deliveries: the feeds are filled from both. */
async function rebuild(context: ServiceContext, onProgress: Progress): Promise<RebuiltLedger> {
  const { configuration, signal, stores } = context;
  const { log, state, ledger } = stores;
  const around = { log, ledger, signal, onProgress };
  const subscriptions = subscriptionIds(configuration);
  let records = await rebuildBatches(around);
  records += await rebuildOffers(around);
  records += await rebuildDeliveries({ ...around, state, subscriptions });
  const feeds = await rebuildFeeds(context);
  const { open, liveVacancies } = await ledger.offers.statistics();
  const deliveries = (await ledger.deliveries.counts()).reduce((sum, { count }) => sum + count, 0);
  return { records, openOffers: open, liveVacancies, deliveries, feeds };
}

const TOLD_EVERY = 20_000;

/** A line on standard error at the beginning of a topic and now and then within it. */
function progress(): Progress {
  let told = { topic: '', records: 0 };
  return (topic, records) => {
    if (topic === told.topic && records - told.records < TOLD_EVERY) return;
    told = { topic, records };
    process.stderr.write(`${topic}: ${records} records\n`);
  };
}

function textOf({ records, openOffers, liveVacancies, deliveries, feeds }: RebuiltLedger): string {
  const feed = feeds.failed === 0 ? '' : `${feeds.failed} entries could not be written to the feeds: call it again.\n`;
  return `The ledger is rebuilt from ${records} records: ${openOffers} open offers of ${liveVacancies} vacancies, ${deliveries} deliveries, ${feeds.written} feed entries.\n${feed}`;
}
