import type { Channel, ChannelBatch, InventoryRecord, ItemOutcome, ReceiptBatch } from '@relais/channels';
import { openEmbeddedEventLog } from '@relais/event-log';
import { type DeliveryState, openEmbeddedLedger } from '@relais/ledger';
import { filterLocator, filterSchema, partnerSchema } from '@relais/policy';
import { CloseStack, openEmbeddedFile, silentLogger, silentMetrics, systemClock } from '@relais/runtime';
import { openEmbeddedState } from '@relais/state';
import { emptyVacancy, eventHeaders, type Offer, offerIdOf, TOPICS, workplace } from '@relais/vacancy';
import type { PartnerAlert } from '../src/alerts.ts';
import { openSink, type SinkOptions } from '../src/sink.ts';
import type { ActiveSubscription } from '../src/subscription.ts';
import { ViewCache } from '../src/view-cache.ts';

export type Stage = Awaited<ReturnType<typeof openTestStage>>;

/** The sink's stores in memory. `start` opens the sink; it may be closed and opened again, as after a restart. */
export async function openTestStage() {
  const closing = new CloseStack();
  const file = closing.use(openEmbeddedFile(':memory:'));
  const log = closing.use(openEmbeddedEventLog(file));
  const state = closing.use(openEmbeddedState(file));
  const ledger = closing.use(openEmbeddedLedger(file));
  // Nothing is compacted away while a slow test looks at all that was published.
  await log.ensureTopics(Object.values(TOPICS).map((topic) => ({ ...topic, cleanup: 'delete' })));
  const alerts: PartnerAlert[] = [];
  const start = async (subscriptions: readonly ActiveSubscription[], change: Partial<SinkOptions> = {}) =>
    closing.use(
      await openSink({
        holder: 'test',
        log,
        state,
        ledger,
        views: new ViewCache(100),
        alerts: { raise: async (alert) => void alerts.push(alert), close: async () => undefined },
        clock: systemClock,
        logger: silentLogger,
        metrics: silentMetrics,
        locate: filterLocator(null),
        subscriptions,
        ...change,
      }),
    );
  /** Applies an offer as the enricher does: log first, then ledger. */
  const publish = async (...offers: readonly Offer[]) => {
    await log.publish(offers.map(recordOf));
    await ledger.offers.apply({ vacancies: [], offers });
  };
  const states = async (): Promise<Record<string, DeliveryState>> => {
    const found: Record<string, DeliveryState> = {};
    for await (const deliveries of ledger.deliveries.scan('push')) {
      for (const delivery of deliveries) found[delivery.offerId] = delivery.state;
    }
    return found;
  };
  return { log, state, ledger, alerts, start, publish, states, close: () => closing.close() };
}

/** A partner that answers as told and remembers what it holds, newest revision first. */
export class ScriptedPartner implements Channel {
  readonly kind = 'scripted';
  readonly batchSize = 10;
  readonly concurrency = 2;
  readonly lingerMs = 0;
  readonly receiptsEveryMs = 20;
  readonly holdings = new Map<string, { revision: number; content: string | null }>();
  readonly batches: ChannelBatch[] = [];
  readonly waiting: ReceiptBatch[] = [];
  readonly sets: { id: string; offerIds: string[] }[] = [];
  sendFull?: NonNullable<Channel['sendFull']> = async ({ id, items }) => {
    const offerIds: string[] = [];
    for await (const { offerId } of items) offerIds.push(offerId);
    this.sets.push({ id, offerIds });
    return { kind: 'accepted' };
  };
  inventory?: NonNullable<Channel['inventory']> = () => this.#inventory();
  answer: (offerId: string, attempt: number) => ItemOutcome | Promise<ItemOutcome> = () => ({ kind: 'accepted' });
  readonly #attempts = new Map<string, number>();

  async send(batch: ChannelBatch): Promise<readonly ItemOutcome[]> {
    this.batches.push(batch);
    const outcomes: ItemOutcome[] = [];
    for (const item of batch.items) {
      const attempt = (this.#attempts.get(item.offerId) ?? 0) + 1;
      this.#attempts.set(item.offerId, attempt);
      const outcome = await this.answer(item.offerId, attempt);
      if (outcome.kind === 'accepted' || outcome.kind === 'handed-over') this.#hold(item);
      outcomes.push(outcome);
    }
    return outcomes;
  }

  async receipts(): Promise<readonly ReceiptBatch[]> {
    return this.waiting.splice(0);
  }

  async close(): Promise<void> {}

  /** Changes what it holds behind our back; null loses the offer. */
  drift(offerId: string, held: { revision: number } | null): void {
    if (held === null) this.holdings.delete(offerId);
    else this.holdings.set(offerId, { ...held, content: '{}' });
  }

  async *#inventory(): AsyncIterable<InventoryRecord> {
    for (const [offerId, { revision, content }] of [...this.holdings]) {
      if (content !== null) yield { offerId, revision, hash: null };
    }
  }

  #hold({ offerId, revision, content }: ChannelBatch['items'][number]): void {
    if ((this.holdings.get(offerId)?.revision ?? 0) <= revision) this.holdings.set(offerId, { revision, content });
  }
}

/** What an attempt ends with that did not arrive; for good when it is not retriable. */
export function failedFor(reason: Failure['reason'], retriable = true): Failure {
  return { kind: 'failed', reason, detail: null, retriable, retryAfterMs: null };
}

type Failure = Extract<ItemOutcome, { kind: 'failed' }>;

export function subscriptionTo(channel: Channel, change: Partial<ActiveSubscription> = {}): ActiveSubscription {
  return {
    id: 'push',
    partner: partnerSchema.parse({ id: 'partner', name: 'Partner', service: 'actiris' }),
    filter: filterSchema.parse({}),
    channel,
    retry: { waitSeconds: [0.05, 0.05], jitter: 0 },
    health: { failures: 1_000, waitSeconds: 1, mostWaitSeconds: 1, budgetHours: 24, pauseWhenSpent: false },
    reconcile: { schedule: null, zone: 'Europe/Brussels' },
    fingerprint: 'first',
    ...change,
  };
}

/** An open offer with one vacancy of VDAB. */
export function anOffer(reference: string, change: Partial<Offer> = {}): Offer {
  const empty = emptyVacancy('vdab', reference);
  const vacancy = {
    ...empty,
    titles: { nl: `Bakker ${reference}` },
    workplaces: [workplace({ country: 'BE', postcode: '9000' })],
  };
  return {
    id: offerIdOf(`vdab:${reference}`),
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [
      {
        source: 'vdab',
        reference,
        version: 1,
        origin: vacancy.origin,
        supplierType: 'employer',
        redistributionRefused: false,
        reason: 'it founded the offer',
      },
    ],
    formerMembers: [],
    vacancy,
    contact: null,
    coding: null,
    changedAt: '2026-11-22T03:00:00.000Z',
    ...change,
  };
}

/** The same offer, gone. */
export function closed(offer: Offer): Offer {
  return { ...offer, version: offer.version + 1, status: 'closed', members: [], vacancy: null };
}

/** The same offer with another title. */
export function edited(offer: Offer, title: string): Offer {
  const vacancy = offer.vacancy === null ? null : { ...offer.vacancy, titles: { nl: title } };
  return { ...offer, version: offer.version + 1, vacancy };
}

function recordOf(offer: Offer) {
  const headers = eventHeaders({
    id: `${offer.id}/${offer.version}`,
    type: 'offer',
    source: '/test',
    time: offer.changedAt,
  });
  return { topic: TOPICS.offers.name, key: offer.id, value: JSON.stringify({ type: 'offer.updated', offer }), headers };
}
