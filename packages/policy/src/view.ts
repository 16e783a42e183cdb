import { type ContactData, contactEndsAt } from '@relais/vacancy';
import type { OfferFacts } from './facts.ts';
import { inLanguages } from './languages.ts';
import type { Partner, Policy } from './partner.ts';
import type { LanguageText, PartnerOffer } from './partner-offer.ts';
import { memberDenied } from './policy-rules.ts';
import { writeView } from './view-text.ts';

/** What of the offer depends on the partner's policy. */
type Shown = Pick<PartnerOffer, 'contact' | 'references'>;

/** The offer as the partner sees it at a moment. Partners with the same languages and releases share one object. */
export function viewOf(
  facts: OfferFacts,
  { languages, policy }: Pick<Partner, 'languages' | 'policy'>,
  at: number,
): PartnerOffer {
  const references = shownReferences(facts, policy);
  const { contact } = facts.offer;
  const release = contact !== null && contactEndsAt(contact) <= at ? 'none' : policy.contactData;
  const key = JSON.stringify([languages, release, references]);
  const known = facts.views.get(key);
  if (known !== undefined) return known;
  const whole = release === 'none' ? facts.masked() : facts.whole;
  const view = partOf(whole, languages, { contact: releasedContact(contact, release), references });
  writeView(view, facts.texts);
  facts.views.set(key, view);
  return view;
}

function partOf(whole: PartnerOffer, languages: readonly string[], shown: Shown): PartnerOffer {
  const { titles, descriptions, occupations } = whole;
  const labelled = <Coded extends { labels: LanguageText[] }>(coded: Coded): Coded => ({
    ...coded,
    labels: inLanguages(coded.labels, languages),
  });
  return {
    ...whole,
    ...shown,
    titles: inLanguages(titles, languages),
    descriptions: inLanguages(descriptions, languages),
    occupations: {
      ...occupations,
      competent: occupations.competent.map(labelled),
      competences: occupations.competences.map(labelled),
    },
  };
}

function shownReferences({ offer }: OfferFacts, policy: Policy): PartnerOffer['references'] {
  return offer.members
    .filter((member) => memberDenied(member, policy) === null)
    .map(({ source, reference }) => ({ source, reference }))
    .toSorted((a, b) => compare(a.source, b.source) || compare(a.reference, b.reference));
}

function releasedContact(contact: ContactData | null, release: Policy['contactData']): ContactData | null {
  if (contact === null || release === 'none') return null;
  if (release === 'all') return contact;
  const { email, telephone, postalAddress } = contact;
  if (email === null && telephone === null && postalAddress === null) return null;
  return { name: null, role: null, email, telephone, postalAddress };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
