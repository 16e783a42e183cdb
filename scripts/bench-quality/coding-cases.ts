import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { mapInputSchema, ReferenceLabel, Release } from '@relais/competent';
import type { z } from 'zod';
import { folded } from './coding-split.ts';

export type Target = 'rome' | 'esco' | 'competent';

/** A line for the coder and the codes that are right, by target. */
export interface Case {
  readonly line: z.infer<typeof mapInputSchema>;
  readonly gold: Readonly<Partial<Record<Target, ReadonlySet<string>>>>;
}

interface RealOffer {
  readonly id: string;
  readonly intitule: string;
  readonly description?: string;
  readonly romeCode: string;
  readonly appellationlibelle?: string;
}

/** The real offers of a French public service whose ROME code the release has: title, text, and the codes they came with. */
export function realOffers(shared: string, release: Release): { offers: RealOffer[]; newer: RealOffer[] } {
  const folder = join(shared, 'offers', 'france-travail');
  const all = readdirSync(folder)
    .toSorted()
    .flatMap((name) => {
      return (JSON.parse(readFileSync(join(folder, name), 'utf8')) as { resultats: RealOffer[] }).resultats;
    });
  const known = ({ romeCode }: RealOffer) => release.find('rome', romeCode) !== undefined;
  return { offers: all.filter(known), newer: all.filter((offer) => !known(offer)) };
}

/** What the coder is given of a real offer. */
export type Given = 'title' | 'title and text' | 'title, text and codes';

export function offerCase(offer: RealOffer, given: Given): Case {
  const { id, intitule, description = '', romeCode, appellationlibelle = '' } = offer;
  const codes = [
    { scheme: 'rome', code: romeCode },
    { scheme: 'rome-appellation', code: appellationlibelle },
  ];
  return {
    line: {
      id,
      title: intitule,
      lang: 'fr',
      ...(given === 'title' ? {} : { text: description }),
      ...(given === 'title, text and codes' ? { codes } : {}),
    },
    gold: { rome: new Set([romeCode]) },
  };
}

/** A case per title, however often it is met. */
export function distinctTitles(offers: readonly RealOffer[]): RealOffer[] {
  const byTitle = new Map(offers.map((offer) => [`${folded(offer.intitule)} ${offer.romeCode}`, offer]));
  return [...byTitle.values()];
}

/** Offers as vague as can be: of each title that has more, only its first word. */
export function firstWords(offers: readonly RealOffer[]): RealOffer[] {
  return distinctTitles(offers).flatMap((offer) => {
    const [first = '', ...others] =
      offer.intitule
        .split(/[(/,|]|\s-/, 1)[0]
        ?.trim()
        .split(/\s+/) ?? [];
    return others.length === 0 ? [] : [{ ...offer, intitule: first }];
  });
}

/** Held-out labels with every concept that carries the same label, and what the published crosswalks make of those. */
export function labelCases(release: Release, test: readonly ReferenceLabel[], all: readonly ReferenceLabel[]): Case[] {
  const holders = new Map<string, Set<number>>();
  for (const label of all) {
    const concept = release.find(label.scheme, label.code);
    const key = `${label.scheme} ${label.language} ${folded(label.text)}`;
    if (concept !== undefined) holders.set(key, (holders.get(key) ?? new Set()).add(concept));
  }
  return test.map((label) => {
    const concepts = [...(holders.get(`${label.scheme} ${label.language} ${folded(label.text)}`) ?? [])];
    const line = { id: `${label.code} ${label.text}`, title: label.text, lang: label.language };
    return { line, gold: goldOf(release, label.scheme, concepts) };
  });
}

function goldOf(release: Release, scheme: string, concepts: readonly number[]): Case['gold'] {
  const linked = (from: readonly number[], to: 'esco' | 'rome' | 'competent2') =>
    from.flatMap((concept) => release.steps(concept, to).map(({ target }) => target));
  const codes = (list: readonly number[]) => new Set(list.map((concept) => release.codeOf(concept)));
  const esco = scheme === 'esco' ? concepts : linked(concepts, 'esco');
  const competent = { competent: codes(linked(esco, 'competent2')) };
  if (scheme === 'esco') return { esco: codes(esco), ...competent };
  return { rome: codes(linked(concepts, 'rome')), ...competent };
}

/** Titles of Competent 2 that have exactly the same occupation in ESCO, as queries to a release without Competent's titles. */
export function competentTitles(release: Release, language: 'nl' | 'fr'): Case[] {
  const cases: Case[] = [];
  for (const { code, labels } of release.occupations()) {
    const own = release.titles(release.find('competent2', code) ?? -1)[language] ?? labels[language];
    const same = release
      .steps(release.find('competent2', code) ?? -1, 'esco')
      .filter(({ relation }) => relation === 'exact');
    if (own === undefined || same.length === 0) continue;
    const esco = new Set(same.map(({ target }) => release.codeOf(target)));
    cases.push({ line: { id: code, title: own, lang: language }, gold: { esco } });
  }
  return cases;
}
