import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import {
  type PartnerBehaviour,
  type PartnerCounts,
  type PartnerHoldings,
  REJECTION_REASONS,
  type RejectionReason,
} from '../model.ts';
import { at, hashText } from '../population/random.ts';

export interface Incoming {
  readonly offerId: string;
  readonly revision: number;
  readonly action: 'upsert' | 'remove';
  readonly offer: unknown;
}

/** What the partner says about one item. */
export interface Verdict {
  readonly offerId: string;
  readonly revision: number;
  readonly outcome: 'accepted' | 'rejected';
  readonly reason?: RejectionReason;
  readonly detail?: string;
}

/** What the partner knows of an offer: the newest revision it saw, the one it holds and the one it refused. */
const entrySchema = z.object({
  offerId: z.string(),
  revision: z.number(),
  held: z.number().nullable(),
  rejected: z.number().nullable(),
});
type Entry = z.infer<typeof entrySchema>;

/**
 * What a partner holds, newest revision per offer. Survives a restart: each change is a line of a file,
 * written before the partner answers.
 */
export class Holdings {
  readonly #file: string;
  readonly #keepOffers: boolean;
  readonly #entries = new Map<string, Entry>();
  readonly #offers = new Map<string, unknown>();
  readonly #counts = { requests: 0, upserts: 0, removals: 0, repeats: 0, outdated: 0, rejections: 0, refused: 0 };
  #pending = '';

  constructor(file: string, keepOffers: boolean) {
    this.#file = file;
    this.#keepOffers = keepOffers;
    mkdirSync(dirname(file), { recursive: true });
    for (const line of existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []) this.#remember(line);
  }

  count(what: keyof PartnerCounts): void {
    this.#counts[what] += 1;
  }

  /** Takes items in: newest revision wins, repeats and outdated ones have no effect. Durable when it returns. */
  take(items: readonly Incoming[], rejects: number): Verdict[] {
    const verdicts = items.map((item) => this.#takeOne(item, rejects));
    if (this.#pending !== '') appendFileSync(this.#file, this.#pending);
    this.#pending = '';
    return verdicts;
  }

  view(): PartnerHoldings {
    const offers: { offerId: string; revision: number }[] = [];
    const rejected: { offerId: string; revision: number; reason: RejectionReason }[] = [];
    for (const entry of this.#entries.values()) {
      const { offerId } = entry;
      if (entry.held !== null) offers.push({ offerId, revision: entry.held });
      if (entry.rejected !== null) rejected.push({ offerId, revision: entry.rejected, reason: reasonFor(offerId) });
    }
    return { offers, rejected, counts: { ...this.#counts } };
  }

  offer(offerId: string): unknown {
    return this.#offers.get(offerId);
  }

  forget(): void {
    this.#entries.clear();
    this.#offers.clear();
    rmSync(this.#file, { force: true });
  }

  #takeOne(item: Incoming, rejects: number): Verdict {
    const { offerId, revision, action } = item;
    const known = this.#entries.get(offerId);
    const accepted: Verdict = { offerId, revision, outcome: 'accepted' };
    if (known !== undefined && revision < known.revision) return this.#counted('outdated', accepted);
    const wasRejected = known?.rejected === revision;
    if (known?.revision === revision && !wasRejected) return this.#counted('repeats', accepted);
    if (action === 'remove') {
      this.#enter({ offerId, revision, held: null, rejected: null }, null);
      return this.#counted('removals', accepted);
    }
    if (!refuses(offerId, rejects)) {
      this.#enter({ offerId, revision, held: revision, rejected: null }, item.offer);
      return this.#counted('upserts', accepted);
    }
    const reason = reasonFor(offerId);
    const refusal: Verdict = {
      ...accepted,
      outcome: 'rejected',
      reason,
      detail: `against the partner's rules: ${reason}`,
    };
    if (wasRejected) return this.#counted('repeats', refusal);
    this.#enter({ offerId, revision, held: known?.held ?? null, rejected: revision }, this.#offers.get(offerId));
    return this.#counted('rejections', refusal);
  }

  #counted(what: keyof PartnerCounts, verdict: Verdict): Verdict {
    this.count(what);
    return verdict;
  }

  #enter(entry: Entry, offer: unknown): void {
    this.#entries.set(entry.offerId, entry);
    this.#pending += `${JSON.stringify(entry)}\n`;
    if (entry.held !== null && this.#keepOffers) this.#offers.set(entry.offerId, offer);
    else this.#offers.delete(entry.offerId);
  }

  /** A last line that was cut off by a crash was never answered for: the sender sends it again. */
  #remember(line: string): void {
    try {
      const entry = entrySchema.parse(JSON.parse(line));
      this.#entries.set(entry.offerId, entry);
    } catch {
      // Nothing to remember in an empty or broken line.
    }
  }
}

/** The same offers are refused every time, whatever their revision. */
function refuses(offerId: string, share: number): boolean {
  return hashText(offerId) % 10_000 < share * 10_000;
}

function reasonFor(offerId: string): RejectionReason {
  return at(REJECTION_REASONS, Math.floor(hashText(offerId) / 10_000));
}

/** How a partner behaves now: a behaviour for some requests gives way to accepting. */
export class Conduct {
  #behaviour: PartnerBehaviour = { mode: 'accept' };
  #left = Number.POSITIVE_INFINITY;

  set(behaviour: PartnerBehaviour): void {
    this.#behaviour = behaviour;
    this.#left = behaviour.times ?? Number.POSITIVE_INFINITY;
  }

  get rejects(): number {
    return this.#behaviour.rejects ?? 0;
  }

  /** The behaviour toward the next request. */
  next(): PartnerBehaviour {
    if (this.#left <= 0) return { mode: 'accept' };
    this.#left -= 1;
    return this.#behaviour;
  }
}
