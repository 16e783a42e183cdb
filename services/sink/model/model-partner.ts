import {
  type Channel,
  type ChannelBatch,
  type DeliveryItem,
  type InventoryRecord,
  type ItemOutcome,
  type Receipt,
  type ReceiptBatch,
} from '@relais/channels';
import { contentHash } from '@relais/runtime';

/** What the partner does with an offer that reaches it. */
export const ANSWERS = [
  'accepts',
  'accepts, but its answer is lost',
  'refuses',
  'fails',
  'fails for good',
  'takes it in for later',
] as const;
export type Answer = (typeof ANSWERS)[number];

/**
 * What the partner keeps of an offer: the revision, by which it knows what is older; or only the content, so that it can
 * tell its hash, and takes things in the order in which they come.
 */
export type Keeping = 'revisions' | 'hashes';

/** How its holding comes to differ: it loses an offer, goes back to an older one, or has one from elsewhere. */
export type Drift = 'lost' | 'older' | 'ghost';

interface Holding {
  /** Null for what it got from elsewhere and cannot place. */
  readonly revision: number | null;
  /** Hash of the view; null once it was removed. */
  readonly hash: string | null;
}

interface Waiting {
  readonly batchId: string;
  readonly item: DeliveryItem;
}

const RECEIPT_WITHIN_MS = 60_000;

/** A partner that honours the idempotency key, answers as the story says, and complains of what must not happen. */
export class ModelPartner implements Channel {
  readonly kind = 'model';
  readonly batchSize = 2;
  readonly concurrency = 2;
  readonly lingerMs = 0;
  readonly receiptsEveryMs = 1_000;
  readonly complaints: string[] = [];
  /** Offers whose holding was changed behind our back and was not set right since. */
  readonly drifted = new Map<string, Drift>();
  answers: readonly Answer[] = [];
  /** How many items were sent to it. */
  sent = 0;
  readonly #keeping: Keeping;
  readonly #subscription: string;
  readonly #holdings = new Map<string, Holding>();
  readonly #taken = new Set<string>();
  readonly #contents = new Map<string, string | null>();
  /** What it answered, as key and answer. */
  readonly #answered = new Set<string>();
  readonly #newestSent = new Map<string, number>();
  #inbox: Waiting[] = [];
  #outbox: (Waiting & { outcome: Receipt['outcome'] })[] = [];

  constructor(subscription: string, keeping: Keeping) {
    this.#subscription = subscription;
    this.#keeping = keeping;
  }

  /** True when it ever answered so to this revision. */
  hasSaid(item: { offerId: string; revision: number }, answer: ItemOutcome['kind']): boolean {
    return this.#answered.has(`${this.#keyOf(item)} ${answer}`);
  }

  /** Hash of what it holds of an offer; null when it holds nothing. */
  holds(offerId: string): string | null {
    return this.#holdings.get(offerId)?.hash ?? null;
  }

  async send({ id, items }: ChannelBatch): Promise<readonly ItemOutcome[]> {
    return items.map((item, index) => {
      const outcome = this.#answer(item, id, this.answers[index] ?? 'accepts');
      return this.#said(item, outcome);
    });
  }

  async receipts(): Promise<readonly ReceiptBatch[]> {
    const byBatch = Map.groupBy(this.#outbox, ({ batchId }) => batchId);
    return [...byBatch].map(([batchId, answered]) => ({
      batchId,
      receipts: answered.map(({ item, outcome }) => ({ offerId: item.offerId, revision: item.revision, outcome })),
      settle: async () => {
        this.#outbox = this.#outbox.filter((one) => !answered.includes(one));
      },
    }));
  }

  async *inventory(): AsyncGenerator<InventoryRecord> {
    for (const [offerId, { revision, hash }] of this.#holdings) {
      if (hash === null) continue;
      yield this.#keeping === 'revisions' ? { offerId, revision, hash: null } : { offerId, revision: null, hash };
    }
  }

  /** Works one of the offers that it took in for later. A partner that knows no revisions works them in their order. */
  work(index: number, verdict: 'accepts' | 'refuses' | 'loses'): void {
    const at = this.#keeping === 'hashes' ? 0 : index % Math.max(this.#inbox.length, 1);
    const [waiting] = this.#inbox.splice(at, 1);
    if (waiting === undefined || verdict === 'loses') return;
    if (verdict === 'accepts') this.#put(waiting.item);
    if (verdict === 'accepts' && this.#isOvertaken(waiting.item)) this.drifted.set(waiting.item.offerId, 'ghost');
    const outcome = this.#said(waiting.item, verdict === 'accepts' ? ACCEPTED : REFUSED);
    this.#outbox.push({ ...waiting, outcome });
  }

  workAll(): void {
    while (this.#inbox.length > 0) this.work(0, 'accepts');
  }

  drift(offerId: string, how: Drift): void {
    const held = this.#holdings.get(offerId);
    this.drifted.set(offerId, this.drifted.get(offerId) === 'ghost' ? 'ghost' : how);
    if (how === 'lost') this.#holdings.delete(offerId);
    else if (how === 'ghost')
      this.#holdings.set(offerId, { revision: (held?.revision ?? 0) + 1_000, hash: 'from elsewhere' });
    else if (held !== undefined && (held.revision ?? 1) > 1)
      this.#holdings.set(offerId, { revision: (held.revision ?? 2) - 1, hash: 'something older' });
  }

  async close(): Promise<void> {}

  #answer(item: DeliveryItem, batchId: string, answer: Answer): ItemOutcome {
    this.sent += 1;
    this.#inspect(item);
    switch (answer) {
      case 'accepts':
        this.#take(item);
        return ACCEPTED;
      case 'accepts, but its answer is lost':
        this.#take(item);
        return { ...FAILED, reason: 'timeout' };
      case 'refuses':
        return REFUSED;
      case 'fails':
        return FAILED;
      case 'fails for good':
        return { ...FAILED, reason: 'gone', retriable: false };
      case 'takes it in for later':
        this.#inbox.push({ item, batchId });
        return { kind: 'handed-over', receiptWithinMs: RECEIPT_WITHIN_MS };
    }
  }

  #inspect(item: DeliveryItem): void {
    const { offerId, revision } = item;
    const newest = this.#newestSent.get(offerId) ?? 0;
    if (revision < newest) this.complaints.push(`${offerId} was sent at revision ${revision} after ${newest}`);
    this.#newestSent.set(offerId, Math.max(newest, revision));
    const key = this.#keyOf(item);
    const hash = hashOf(item);
    if (this.#contents.has(key) && this.#contents.get(key) !== hash)
      this.complaints.push(`${key} came with two contents`);
    this.#contents.set(key, hash);
  }

  #take(item: DeliveryItem): void {
    if (this.#keeping === 'hashes') this.#workFirst(item.offerId);
    this.#put(item);
  }

  #put(item: DeliveryItem): void {
    const { offerId, revision } = item;
    const key = this.#keyOf(item);
    if (this.#taken.has(key)) return;
    this.#taken.add(key);
    const held = this.#holdings.get(offerId);
    if (this.#keeping === 'revisions' && (held?.revision ?? 0) > revision) return;
    this.#holdings.set(offerId, { revision, hash: hashOf(item) });
    this.drifted.delete(offerId);
  }

  /** It was told to remove the offer before it came to work an older one: it may say in between that it has none. */
  #isOvertaken({ offerId, revision }: DeliveryItem): boolean {
    const newest = this.#newestSent.get(offerId) ?? 0;
    return newest > revision && this.#contents.get(this.#keyOf({ offerId, revision: newest })) === null;
  }

  #said<Outcome extends ItemOutcome>(item: DeliveryItem, outcome: Outcome): Outcome {
    this.#answered.add(`${this.#keyOf(item)} ${outcome.kind}`);
    return outcome;
  }

  #keyOf({ offerId, revision }: { offerId: string; revision: number }): string {
    return `${this.#subscription}_${offerId}_${revision}`;
  }

  #workFirst(offerId: string): void {
    const earlier = this.#inbox.filter(({ item }) => item.offerId === offerId);
    this.#inbox = this.#inbox.filter((waiting) => !earlier.includes(waiting));
    for (const waiting of earlier) {
      this.#put(waiting.item);
      this.#outbox.push({ ...waiting, outcome: ACCEPTED });
    }
  }
}

const ACCEPTED = { kind: 'accepted' } as const;
const REFUSED = { kind: 'rejected', reason: 'not-wanted', detail: null } as const;
const FAILED = { kind: 'failed', reason: 'server-error', detail: null, retriable: true, retryAfterMs: null } as const;

function hashOf({ content }: DeliveryItem): string | null {
  return content === null ? null : contentHash(JSON.parse(content));
}
