import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyDeliveryEvent,
  attemptOf,
  type Delivery,
  type DeliveryEvent,
  type Ledger,
  openEmbeddedLedger,
  openPostgresLedger,
} from '@relais/ledger';
import { openEmbeddedFile } from '@relais/runtime';
import { freshDatabase, startPostgres, temporaryDirectory } from '@relais/testkit';
import { offerIdOf } from '@relais/vacancy';
import { Client } from 'pg';

/** What it takes to keep track of deliveries, each wished, tried once and confirmed. */
export interface TrackedRun {
  readonly store: 'embedded' | 'postgres';
  readonly deliveries: number;
  /** Deliveries entered a second: two writes of a delivery and an attempt. */
  readonly perSecond: number;
  readonly diskBytesPerDelivery: number;
  /** Resident memory of this process that came with them, MB. */
  readonly memoryGrowthMb: number;
  /** What a question takes with all of them there, ms: the deliveries of one offer, those due at one partner, all counts. */
  readonly questionMs: { readonly ofOffer: number; readonly due: number; readonly counts: number };
}

const PARTNERS = 20;
const AT_ONCE = 2_000;

/** Both stores; PostgreSQL is left out where it cannot be had. */
export async function trackedDeliveries(deliveries: number): Promise<TrackedRun[]> {
  const runs = [await inFile(deliveries)];
  const postgres = await startPostgres();
  if (!postgres.ok) return runs;
  try {
    return [...runs, await inPostgres(await freshDatabase(postgres.server), deliveries)];
  } finally {
    await postgres.server.close();
  }
}

async function inFile(deliveries: number): Promise<TrackedRun> {
  using directory = temporaryDirectory();
  const file = openEmbeddedFile(join(directory.path, 'relais.sqlite'));
  const ledger = openEmbeddedLedger(file);
  try {
    const size = async () => {
      file.execute('PRAGMA wal_checkpoint(TRUNCATE)');
      return readdirSync(directory.path).reduce((sum, name) => sum + statSync(join(directory.path, name)).size, 0);
    };
    return { store: 'embedded', ...(await track(ledger, deliveries, size)) };
  } finally {
    await ledger.close();
    file.close();
  }
}

async function inPostgres(url: string, deliveries: number): Promise<TrackedRun> {
  const ledger = await openPostgresLedger({ url });
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const size = async () => {
      const { rows } = await client.query<{ size: string }>('select pg_database_size(current_database()) as size');
      return Number(rows[0]?.size ?? 0);
    };
    return { store: 'postgres', ...(await track(ledger, deliveries, size)) };
  } finally {
    await client.end();
    await ledger.close();
  }
}

async function track(
  ledger: Ledger,
  deliveries: number,
  size: () => Promise<number>,
): Promise<Omit<TrackedRun, 'store'>> {
  const [bytes, memory, startedAt] = [await size(), process.memoryUsage.rss(), performance.now()];
  for (let from = 0; from < deliveries; from += AT_ONCE)
    await enter(ledger, from, Math.min(AT_ONCE, deliveries - from));
  const seconds = (performance.now() - startedAt) / 1_000;
  const grown = process.memoryUsage.rss() - memory;
  return {
    deliveries,
    perSecond: Math.round(deliveries / seconds),
    diskBytesPerDelivery: Math.round(((await size()) - bytes) / deliveries),
    memoryGrowthMb: Math.max(0, Math.round(grown / 2 ** 20)),
    questionMs: {
      ofOffer: await milliseconds(() => ledger.deliveries.ofOffer(offerOf(0))),
      due: await milliseconds(() => ledger.deliveries.due('partner-0', Date.now(), 100)),
      counts: await milliseconds(() => ledger.deliveries.counts()),
    },
  };
}

async function milliseconds(question: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await question();
  return Math.round((performance.now() - startedAt) * 10) / 10;
}

const offerOf = (number: number) => offerIdOf(`vdab:${Math.floor(number / PARTNERS)}`);

/** Wished in one turn and confirmed in the next, as the sink does it. */
async function enter(ledger: Ledger, from: number, count: number): Promise<void> {
  const at = Date.now();
  const numbers = Array.from({ length: count }, (_, index) => from + index);
  const wished = numbers.map((number) => ({ number, delivery: after(null, number, wish()) }));
  await ledger.deliveries.apply({ deliveries: wished.map(({ delivery }) => ({ delivery, mark: 0 })), attempts: [] });
  const batchId = `d_${randomBytes(12).toString('hex')}`;
  const confirmed = wished.map(({ number, delivery }) => {
    const { revision, desiredHash: hash } = delivery;
    const tried = { channel: 'webhook', startedAt: at };
    const event: DeliveryEvent = { type: 'accepted', revision, batchId, hash, tried };
    return { delivery: after(delivery, number, event), attempts: attemptOf({ ...address(number), at, event }) ?? [] };
  });
  await ledger.deliveries.apply({
    deliveries: confirmed.map(({ delivery }) => ({ delivery, mark: 1 })),
    attempts: confirmed.flatMap(({ attempts }) => attempts),
  });
}

function wish(): DeliveryEvent {
  return { type: 'desired', hash: randomBytes(16).toString('hex'), offerVersion: 1, offerFence: 1 };
}

function address(number: number) {
  return { subscription: `partner-${number % PARTNERS}`, offerId: offerOf(number) };
}

function after(before: Delivery | null, number: number, event: DeliveryEvent): Delivery {
  const delivery = applyDeliveryEvent(before, { ...address(number), at: Date.now(), event });
  if (delivery === null) throw new Error('the event leads to no delivery');
  return delivery;
}
