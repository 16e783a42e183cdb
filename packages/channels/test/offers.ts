import { filterSchema, judge, type PartnerOffer, partnerSchema, viewText } from '@relais/policy';
import { emptyVacancy, type Offer, workplace } from '@relais/vacancy';
import type { ChannelBatch, DeliveryItem } from '../src/index.ts';

export const NOW = Date.parse('2026-11-22T10:00:00.000Z');

const partner = partnerSchema.parse({ id: 'jobs', name: 'Jobs' });
const everything = { filter: filterSchema.parse({}) };

/** A view as policy makes it, with text that is awkward to transport. */
export function view(offerId: string, title = 'Boulanger-pâtissier «\u2028» 🥖'): PartnerOffer {
  const vacancy = { ...emptyVacancy('vdab', offerId), titles: { fr: title } };
  const descriptions = {
    fr: { plain: 'Une ligne.\nUne autre.\r\n"Guillemets" \\ et\tfin', html: '<p>Une ligne.</p>' },
  };
  const offer: Offer = {
    id: offerId,
    version: 1,
    fence: 1,
    status: 'open',
    mergedInto: null,
    members: [
      {
        source: 'vdab',
        reference: offerId,
        version: 1,
        origin: vacancy.origin,
        supplierType: 'employer',
        redistributionRefused: false,
        reason: 'founder',
      },
    ],
    formerMembers: [],
    vacancy: { ...vacancy, descriptions, workplaces: [workplace({ country: 'BE' })] },
    contact: null,
    coding: null,
    changedAt: '2026-11-22T10:00:00.000Z',
  };
  const judgement = judge(offer, partner, everything);
  if (!judgement.held) throw new Error(judgement.reason);
  return judgement.view;
}

export function upsert(offerId: string, revision = 1, title?: string): DeliveryItem {
  return { offerId, revision, content: viewText(view(offerId, title)) };
}

export function removal(offerId: string, revision = 2): DeliveryItem {
  return { offerId, revision, content: null };
}

export function upserts(count: number): DeliveryItem[] {
  return Array.from({ length: count }, (_, index) => upsert(`of_${String(index).padStart(24, '0')}`));
}

export function batchOf(items: readonly DeliveryItem[], id = 'b1'): ChannelBatch {
  return { id, items, at: NOW };
}

export const running = new AbortController().signal;
