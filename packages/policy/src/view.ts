import { type ContactData, contactEndsAt, type OccupationCoding, type Vacancy } from '@relais/vacancy';
import type { OfferFacts } from './facts.ts';
import type { Partner, Policy } from './partner.ts';
import type { LanguageText, PartnerOffer } from './partner-offer.ts';
import { memberDenied } from './policy-rules.ts';

/** Order of languages where a partner has not said its own: by use among the Belgian services. */
const USUAL_ORDER = ['nl', 'fr', 'de', 'en'];

const UNMAPPED: Omit<OccupationCoding, 'method' | 'reasons' | 'release'> = {
  competent: [],
  competent1: [],
  esco: [],
  isco: [],
  rome: [],
  competences: [],
  confidence: 0,
  automatic: false,
};

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
  const release = contact === null || contactEndsAt(contact) <= at ? 'none' : policy.contactData;
  const key = JSON.stringify([languages, release, references]);
  const known = facts.views.get(key);
  if (known !== undefined) return known;
  const view = buildView(facts, languages, { contact: releasedContact(contact, release), references });
  facts.views.set(key, view);
  return view;
}

function buildView(
  { offer, vacancy, lead }: OfferFacts,
  languages: readonly string[],
  { contact, references }: Shown,
): PartnerOffer {
  const { redistributionRefused: _refused, ...flags } = vacancy.flags;
  const { modified: _modified, ...publication } = vacancy.publication;
  return {
    id: offer.id,
    flags,
    origin: { service: lead.origin.service, reference: lead.origin.reference },
    url: vacancy.url,
    titles: inLanguages(vacancy.titles, languages),
    descriptions: pick(vacancy.descriptions, languages).map(([language, text]) => ({ language, ...text })),
    employer: vacancy.employer,
    workplaces: vacancy.workplaces,
    occupations: occupationsOf(vacancy, offer.coding, languages),
    contract: vacancy.contract,
    workingTime: vacancy.workingTime,
    positions: vacancy.positions,
    requirements: vacancy.requirements,
    pay: vacancy.pay,
    payText: vacancy.payText,
    application: vacancy.application,
    contact,
    publication,
    licence: vacancy.licence,
    references,
  };
}

function shownReferences({ offer }: OfferFacts, policy: Policy): PartnerOffer['references'] {
  return offer.members
    .filter((member) => memberDenied(member, policy) === null)
    .map(({ source, reference }) => ({ source, reference }))
    .toSorted((a, b) => compare(a.source, b.source) || compare(a.reference, b.reference));
}

function occupationsOf(
  vacancy: Vacancy,
  coding: OccupationCoding | null,
  languages: readonly string[],
): PartnerOffer['occupations'] {
  const { competent, competent1, esco, isco, rome, competences, confidence, automatic } = coding ?? UNMAPPED;
  const labelled = <Coded extends { labels: Readonly<Record<string, string>>; score: number }>({
    labels,
    ...coded
  }: Coded) => ({
    ...rounded(coded),
    labels: inLanguages(labels, languages),
  });
  return {
    competent: competent.map(labelled),
    competent1: competent1.map(rounded),
    esco: esco.map(rounded),
    isco: isco.map(rounded),
    rome: rome.map(rounded),
    competences: competences.map(labelled),
    native: vacancy.occupations,
    confidence: twoDecimals(confidence),
    automatic,
  };
}

function releasedContact(contact: ContactData | null, release: Policy['contactData']): ContactData | null {
  if (contact === null || release === 'none') return null;
  if (release === 'all') return contact;
  const { email, telephone, postalAddress } = contact;
  if (email === null && telephone === null && postalAddress === null) return null;
  return { name: null, role: null, email, telephone, postalAddress };
}

function inLanguages(texts: Readonly<Record<string, string>>, languages: readonly string[]): LanguageText[] {
  return pick(texts, languages).map(([language, text]) => ({ language, text }));
}

/** Texts in the wanted languages, best first; else the one in the most usual other language. */
function pick<Text>(texts: Readonly<Record<string, Text>>, languages: readonly string[]): [string, Text][] {
  const all = Object.entries(texts);
  const wanted = all.filter(([language]) => languages.includes(language));
  if (wanted.length > 0) return sortedBy(wanted, languages);
  const usual = sortedBy(all, USUAL_ORDER);
  return languages.length === 0 ? usual : usual.slice(0, 1);
}

function sortedBy<Text>(texts: [string, Text][], order: readonly string[]): [string, Text][] {
  if (texts.length < 2) return texts;
  const rank = (language: string) => (order.includes(language) ? order.indexOf(language) : order.length);
  return texts.toSorted(([a], [b]) => rank(a) - rank(b) || compare(a, b));
}

function rounded<Coded extends { score: number }>(coded: Coded): Coded {
  return { ...coded, score: twoDecimals(coded.score) };
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
