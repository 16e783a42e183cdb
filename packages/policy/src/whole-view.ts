import type { OccupationCoding, Offer, OfferMember, Vacancy } from '@relais/vacancy';
import { inUsualOrder } from './languages.ts';
import type { LanguageText, PartnerOffer } from './partner-offer.ts';

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

/** The offer in all its languages, without what policy has to release: views of partners are made of its parts. */
export function wholeView(offer: Offer, vacancy: Vacancy, { origin }: OfferMember): PartnerOffer {
  const { redistributionRefused: _refused, ...flags } = vacancy.flags;
  const { modified: _modified, ...publication } = vacancy.publication;
  return {
    id: offer.id,
    flags,
    origin: { service: origin.service, reference: origin.reference },
    url: vacancy.url,
    titles: textsOf(vacancy.titles),
    descriptions: inUsualOrder(Object.entries(vacancy.descriptions).map(([language, text]) => ({ language, ...text }))),
    employer: vacancy.employer,
    workplaces: vacancy.workplaces,
    occupations: occupationsOf(vacancy, offer.coding),
    contract: vacancy.contract,
    workingTime: vacancy.workingTime,
    positions: vacancy.positions,
    requirements: vacancy.requirements,
    pay: vacancy.pay,
    payText: vacancy.payText,
    application: vacancy.application,
    contact: null,
    publication,
    licence: vacancy.licence,
    references: [],
  };
}

function occupationsOf(vacancy: Vacancy, coding: OccupationCoding | null): PartnerOffer['occupations'] {
  const { competent, competent1, esco, isco, rome, competences, confidence, automatic } = coding ?? UNMAPPED;
  const labelled = <Coded extends { labels: Readonly<Record<string, string>>; score: number }>({
    labels,
    ...coded
  }: Coded) => ({
    ...rounded(coded),
    labels: textsOf(labels),
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

function textsOf(texts: Readonly<Record<string, string>>): LanguageText[] {
  return inUsualOrder(Object.entries(texts).map(([language, text]) => ({ language, text })));
}

function rounded<Coded extends { score: number }>(coded: Coded): Coded {
  return { ...coded, score: twoDecimals(coded.score) };
}

function twoDecimals(value: number): number {
  return Math.round(value * 100) / 100;
}
