import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Configuration, configurationSchema, openStores, type Stores } from '@relais/configuration';
import { silentLogger, silentMetrics } from '@relais/runtime';
import { openSinkStage } from '@relais/sink';
import { startService, temporaryDirectory } from '@relais/testkit';
import { emptyVacancy, eventHeaders, type Offer, offerIdOf, TOPICS, workplace } from '@relais/vacancy';

export interface DeliveryScenario {
  readonly name: string;
  /** Offers published a second; null publishes all at once. */
  readonly offersPerSecond: number | null;
  readonly offers: number;
  readonly partners: number;
  /** Of the partners: how many reset every connection, and how many answer after 30 s. */
  readonly dead: number;
  readonly slow: number;
}

export interface DeliveryRun extends DeliveryScenario {
  readonly deliveries: number;
  readonly seconds: number;
  readonly deliveriesPerSecond: number;
  /** From the moment the offer event was published to the partner's receipt, over the partners that are well; ms. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** CPU seconds of this process per thousand deliveries. */
  readonly cpuPerThousand: number;
  readonly diskBytesPerDelivery: number;
}

const PATIENCE_MS = 120_000;
const SLOW_MS = 30_000;

/** Publishes offers as the enricher does and measures until every partner that is well has confirmed them all. */
export async function deliveryRun(scenario: DeliveryScenario): Promise<DeliveryRun> {
  using directory = temporaryDirectory();
  await using receiver = startService({ entry: 'scripts/bench/receiver.ts' });
  const { port } = await receiver.json((record) => 'port' in record);
  const configuration = configurationFor(scenario, directory.path, `http://127.0.0.1:${String(port)}`);
  const stores = await openStores(configuration, silentLogger);
  const signal = new AbortController().signal;
  const sink = await openSinkStage({
    configuration,
    stores,
    logger: silentLogger,
    metrics: silentMetrics,
    holder: 'bench',
    signal,
  });
  try {
    const cpu = process.cpuUsage();
    const startedAt = performance.now();
    const published = await publishAll(stores, scenario);
    const well = subscriptionsOf(scenario).filter(({ kind }) => kind === 'well');
    await confirmed(stores, well.length * scenario.offers, well);
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const latencies = await latenciesOf(stores, well, published);
    const deliveries = latencies.length;
    return {
      ...scenario,
      deliveries,
      seconds,
      deliveriesPerSecond: deliveries / seconds,
      latencyMs: { p50: quantile(latencies, 0.5), p95: quantile(latencies, 0.95), p99: quantile(latencies, 0.99) },
      cpuPerThousand: (user + system) / 1e6 / (deliveries / 1_000),
      diskBytesPerDelivery: Math.round(statSync(join(directory.path, 'relais.sqlite')).size / deliveries),
    };
  } finally {
    await sink.close();
    await stores.close();
  }
}

interface BenchSubscription {
  readonly id: string;
  readonly kind: 'well' | 'dead' | 'slow';
}

function subscriptionsOf({ partners, dead, slow }: DeliveryScenario): BenchSubscription[] {
  return Array.from({ length: partners }, (_, index) => {
    const kind = index < dead ? 'dead' : index < dead + slow ? 'slow' : 'well';
    return { id: `partner-${index}`, kind };
  });
}

function configurationFor(scenario: DeliveryScenario, directory: string, base: string): Configuration {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const query = { well: '', dead: '?dead=1', slow: `?delayMs=${SLOW_MS}` };
  const partners = subscriptionsOf(scenario).map(({ id, kind }) => ({
    id,
    name: id,
    subscriptions: [
      {
        id,
        channel: {
          kind: 'webhook',
          url: `${base}/${id}${query[kind]}`,
          secrets: [secret],
          allowPrivateNetworks: true,
          timeoutMs: 40_000,
        },
      },
    ],
  }));
  return configurationSchema.parse({ directory, partners });
}

async function publishAll(
  stores: Stores,
  { offers, offersPerSecond }: DeliveryScenario,
): Promise<ReadonlyMap<string, number>> {
  const published = new Map<string, number>();
  const perTurn = offersPerSecond === null ? 500 : Math.max(1, Math.round(offersPerSecond / 50));
  const startedAt = performance.now();
  for (let from = 0; from < offers; from += perTurn) {
    if (offersPerSecond !== null) {
      await wait(Math.max(0, (from / offersPerSecond) * 1_000 - (performance.now() - startedAt)));
    }
    const group = Array.from({ length: Math.min(perTurn, offers - from) }, (_, index) => anOffer(from + index));
    const now = Date.now();
    for (const offer of group) published.set(offer.id, now);
    await stores.log.publish(group.map(recordOf));
    await stores.ledger.offers.apply({ vacancies: [], offers: group });
  }
  return published;
}

async function confirmed(stores: Stores, wanted: number, among: readonly BenchSubscription[]): Promise<void> {
  const ids = new Set(among.map(({ id }) => id));
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const counts = await stores.ledger.deliveries.counts();
    const done = counts
      .filter(({ subscription, state }) => ids.has(subscription) && state === 'confirmed')
      .reduce((sum, { count }) => sum + count, 0);
    if (done === wanted) return;
    if (performance.now() > until) throw new Error(`${done} of ${wanted} deliveries were confirmed in time`);
    await wait(50);
  }
}

async function latenciesOf(
  stores: Stores,
  among: readonly BenchSubscription[],
  published: ReadonlyMap<string, number>,
): Promise<number[]> {
  const latencies: number[] = [];
  for (const { id } of among) {
    for await (const page of stores.ledger.deliveries.scan(id)) {
      for (const { offerId, changedAt } of page) latencies.push(changedAt - (published.get(offerId) ?? changedAt));
    }
  }
  return latencies.toSorted((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** An offer of ordinary size: about 3 KB as a partner sees it. */
function anOffer(index: number): Offer {
  const reference = String(index);
  const empty = emptyVacancy('vdab', reference);
  const plain = `Wij zoeken een bakker voor onze winkel nummer ${index}. `.repeat(20);
  const vacancy = {
    ...empty,
    titles: { nl: `Bakker ${index}` },
    descriptions: { nl: { plain, html: `<p>${plain}</p>` } },
    employer: { ...empty.employer, name: `Bakkerij ${index % 100}` },
    workplaces: [workplace({ country: 'BE', postcode: '9000', municipality: 'Gent' })],
  };
  const { origin } = vacancy;
  const member = { source: 'vdab', reference, version: 1, origin, supplierType: 'employer' } as const;
  return {
    id: offerIdOf(`vdab:${reference}`),
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [{ ...member, redistributionRefused: false, reason: 'it founded the offer' }],
    formerMembers: [],
    vacancy,
    contact: null,
    coding: null,
    changedAt: new Date().toISOString(),
  };
}

function recordOf(offer: Offer) {
  const headers = eventHeaders({ id: offer.id, type: 'offer.published', source: '/bench', time: offer.changedAt });
  const value = JSON.stringify({ type: 'offer.published', offer });
  return { topic: TOPICS.offers.name, key: offer.id, value, headers };
}
