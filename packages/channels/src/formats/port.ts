import type { PartnerOffer } from '@relais/policy';
import { type DeliveryItem, idempotencyKey } from '../port.ts';

/** One offer as a format takes it: the item of a delivery with its key. */
export interface FormatItem extends DeliveryItem {
  readonly key: string;
}

/** The view of an item as policy released it; null asks the partner to hold the offer no longer. */
export function offerOf({ content }: Pick<DeliveryItem, 'content'>): PartnerOffer | null {
  // The sink hands over views of policy and nothing else.
  return content === null ? null : (JSON.parse(content) as PartnerOffer);
}

/** What a document with many offers says about itself. */
export interface DocumentHead {
  readonly subscription: string;
  /** `full` replaces everything the partner holds; `difference` changes what it names and nothing else. */
  readonly load: 'full' | 'difference';
  /** Number of items that follow. */
  readonly count: number;
  /** When the document was put together, milliseconds since the epoch. */
  readonly at: number;
}

/**
 * A way to write offers. It writes what the view holds and adds nothing: contact data stands there only where policy
 * released it, and the attribution of the licence always. Every format shows the flags `interregionalHelp`,
 * `activeManagement` and `international`. The same item always gives the same text.
 */
export interface Format {
  readonly name: string;
  readonly mediaType: string;
  /** Of a file, without a dot. */
  readonly extension: string;
  /** A document of its own, with the format's own form of a removal. */
  one(item: FormatItem): string;
  /** A document of many, piece by piece: what is joined is the text. */
  many(items: Iterable<FormatItem>, head: DocumentHead): Iterable<string>;
}

/** The item of a delivery as formats take it. */
export function formatItem(subscription: string, item: DeliveryItem): FormatItem {
  const { offerId, revision, content } = item;
  return { key: idempotencyKey(subscription, item), offerId, revision, content };
}

/** The view with nothing in it: what is left of an offer in a format whose removals are documents too. */
export function maskedOffer(id: string): PartnerOffer {
  return {
    id,
    flags: { interregionalHelp: [], activeManagement: false, international: false },
    origin: { service: '', reference: null },
    url: null,
    titles: [],
    descriptions: [],
    employer: { name: null, enterpriseNumber: null, sectors: [], description: null },
    workplaces: [],
    occupations: {
      competent: [],
      competent1: [],
      esco: [],
      isco: [],
      rome: [],
      competences: [],
      native: [],
      confidence: 0,
      automatic: false,
    },
    contract: { type: null, codes: [], startDate: null, startsImmediately: null },
    workingTime: { regime: null, hoursPerWeek: null, shifts: [] },
    positions: 1,
    requirements: { experience: null, studies: [], languages: [], drivingLicences: [], skills: [], certificates: [] },
    pay: null,
    payText: null,
    application: { url: null, instructions: null },
    contact: null,
    publication: { created: null, from: null, until: null },
    licence: null,
    references: [],
  };
}

/** A title and a description in one language; empty where the offer has none of the two in it. */
export interface Texts {
  readonly language: string;
  readonly title: string;
  readonly plain: string;
  readonly html: string | null;
}

/** The texts by language, in the order of the view: the partner's best language first. Never empty. */
export function textsOf(offer: PartnerOffer): [Texts, ...Texts[]] {
  const written = [...offer.titles, ...offer.descriptions].map(({ language }) => language);
  const [first = 'und', ...others] = new Set(written);
  return [textsIn(offer, first), ...others.map((language) => textsIn(offer, language))];
}

function textsIn(offer: PartnerOffer, language: string): Texts {
  const title = offer.titles.find((each) => each.language === language) ?? offer.titles[0];
  const description = offer.descriptions.find((each) => each.language === language) ?? offer.descriptions[0];
  return { language, title: title?.text ?? '', plain: description?.plain ?? '', html: description?.html ?? null };
}

/** The values without repeats. */
export function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
