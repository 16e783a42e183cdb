import type { OutgoingRecord } from '@relais/event-log';
import type { Ledger } from '@relais/ledger';
import { emptyVacancy, type Offer, type OfferEvent, offerIdOf, TOPICS, workplace } from '@relais/vacancy';
import type { MemoryLog } from './memory-log.ts';
import type { OfferName, Step } from './steps.ts';

type Change = Extract<Step, { offer: OfferName; late: boolean }>;

/** The stage before the sink: offers in the log, and in the ledger at once or some time after. */
export class Offers {
  readonly #log: MemoryLog;
  readonly #ledger: Ledger;
  readonly #newest = new Map<OfferName, Offer>();
  #late: Offer[] = [];
  #edits = 0;

  constructor(log: MemoryLog, ledger: Ledger) {
    this.#log = log;
    this.#ledger = ledger;
  }

  newest(): readonly Offer[] {
    return [...this.#newest.values()];
  }

  async change(change: Change): Promise<void> {
    const next = this.#next(change, this.#newest.get(change.offer));
    if (next === null) return;
    this.#newest.set(change.offer, next);
    await this.#log.publish([recordOf(next)]);
    this.#late.push(next);
    if (!change.late) await this.land();
  }

  /** What was late reaches the ledger. */
  async land(): Promise<void> {
    const offers = this.#late;
    this.#late = [];
    for (const offer of offers) await this.#ledger.offers.apply({ vacancies: [], offers: [offer] });
  }

  /** Every offer that stands. */
  async landAgain(): Promise<void> {
    this.#late = [];
    await this.#ledger.offers.apply({ vacancies: [], offers: this.newest() });
  }

  #next(change: Change, standing: Offer | undefined): Offer | null {
    if (standing === undefined) return change.does === 'publish' ? openOffer(change.offer) : null;
    if (standing.status === 'merged') return null;
    const version = standing.version + 1;
    if (standing.status === 'open') return this.#nextOfOpen(change, standing, version);
    return change.does === 'publish' ? { ...openOffer(change.offer), version, fence: standing.fence } : null;
  }

  #nextOfOpen(change: Change, standing: Offer, version: number): Offer | null {
    const gone = { version, members: [], vacancy: null };
    switch (change.does) {
      case 'edit':
        return { ...this.#edited(standing), version };
      case 'edit unseen':
        return { ...standing, version, changedAt: '2026-11-23T03:00:00.000Z' };
      // Two writers wrote the same version: the higher fence counts.
      case 'rewrite':
        return { ...this.#edited(standing), fence: standing.fence + 1 };
      case 'merge':
        return this.#isOpen(change.into) && change.into !== change.offer
          ? { ...standing, ...gone, status: 'merged', mergedInto: offerIdOf(`vdab:${change.into}`) }
          : null;
      case 'close':
        return { ...standing, ...gone, status: 'closed' };
      case 'publish':
        return null;
    }
  }

  #isOpen(name: OfferName): boolean {
    return this.#newest.get(name)?.status === 'open';
  }

  /** Between two titles, so that a view may come back. */
  #edited(offer: Offer): Offer {
    if (offer.vacancy === null) return offer;
    this.#edits += 1;
    const titles = Object.fromEntries(
      Object.keys(offer.vacancy.titles).map((language) => [language, `Titel ${this.#edits % 3}`]),
    );
    return { ...offer, vacancy: { ...offer.vacancy, titles } };
  }
}

/** `a` is in Dutch and French, `b` in Dutch, `c` in Dutch and comes from another service than VDAB. */
function openOffer(name: OfferName): Offer {
  const service = name === 'c' ? 'forem' : 'vdab';
  const empty = emptyVacancy(service, name);
  const titles: Record<string, string> = name === 'a' ? { nl: 'Bakker', fr: 'Boulanger' } : { nl: 'Bakker' };
  const vacancy = { ...empty, titles, workplaces: [workplace({ country: 'BE', postcode: '9000' })] };
  const member = {
    source: service,
    reference: name,
    version: 1,
    origin: vacancy.origin,
    supplierType: 'employer',
    redistributionRefused: false,
    reason: 'it founded the offer',
  } as const;
  return {
    id: offerIdOf(`vdab:${name}`),
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [member],
    formerMembers: [],
    vacancy,
    contact: null,
    coding: null,
    changedAt: '2026-11-22T03:00:00.000Z',
  };
}

function recordOf(offer: Offer): OutgoingRecord {
  const event: OfferEvent = { type: 'offer.updated', offer };
  return { topic: TOPICS.offers.name, key: offer.id, value: JSON.stringify(event), headers: {} };
}
