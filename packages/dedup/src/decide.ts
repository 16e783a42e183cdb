import type { Signature } from './signature.ts';
import { sketchSimilarity } from './text-sketch.ts';

/** A standing vacancy that shares a match key. */
export interface Candidate {
  readonly vacancyKey: string;
  readonly offerId: string;
  readonly signature: Signature;
}

export type LinkKind = 'echo' | 'channel' | 'repost' | 'source-duplicate';

/** Why two vacancies are one job. */
export interface Link {
  readonly vacancyKey: string;
  readonly offerId: string;
  readonly kind: LinkKind;
  /** 0–1. */
  readonly score: number;
  /** In words, for a person. */
  readonly reasons: readonly string[];
}

export interface Decision {
  /** Offers the vacancy belongs to: none, one, or several that it links. Sorted. */
  readonly offerIds: readonly string[];
  readonly links: readonly Link[];
}

/** Texts that must agree this much before two records of one source count as the same job shown again. */
const SAME_SOURCE_SIMILARITY = 0.9;
/** Below this two texts in one language are about different jobs, whatever else agrees. */
const OTHER_SOURCE_SIMILARITY = 0.3;

/**
 * Decides which of the candidates describe the same job. References decide alone; everything else passes the gates first:
 * same employer, same workplace, no contradiction in country, contract and working time. The same text in another town is
 * another job. Doubt means "not the same": two offers that should be one cost less than one that hides another.
 */
export function decide(vacancy: Signature, candidates: readonly Candidate[]): Decision {
  const links = candidates.flatMap((candidate) => linkOf(vacancy, candidate) ?? []);
  return { offerIds: [...new Set(links.map((link) => link.offerId))].toSorted(), links };
}

function linkOf(vacancy: Signature, candidate: Candidate): Link | null {
  const found = byReference(vacancy, candidate.signature) ?? byEvidence(vacancy, candidate.signature);
  return found === null ? null : { vacancyKey: candidate.vacancyKey, offerId: candidate.offerId, ...found };
}

type Found = Pick<Link, 'kind' | 'score' | 'reasons'>;

function byReference(one: Signature, other: Signature): Found | null {
  if (isOriginOf(one, other) || isOriginOf(other, one)) {
    return { kind: 'echo', score: 1, reasons: ['one names the other as its origin'] };
  }
  if (one.origin !== null && other.origin !== null && sameReference(one.origin, other.origin)) {
    return { kind: 'echo', score: 1, reasons: ['both name the same reference of the same origin'] };
  }
  const sameService = one.own.service === other.own.service;
  if (sameService && (one.duplicates.includes(other.own.reference) || other.duplicates.includes(one.own.reference))) {
    return { kind: 'source-duplicate', score: 0.99, reasons: ['the source itself calls them duplicates'] };
  }
  return null;
}

function byEvidence(one: Signature, other: Signature): Found | null {
  const employer = sameEmployer(one, other);
  if (employer === null || !passesGates(one, other)) return null;
  const similarity = textSimilarity(one, other);
  const texts = similarity === null ? [] : [`texts agree to ${Math.round(similarity * 100)} %`];
  const reasons = [employer, 'same workplace', 'same title', ...texts];
  if (sameSupply(one, other)) return { kind: 'channel', score: 0.98, reasons: [...reasons, 'same supplier reference'] };
  const sameSource = one.own.service === other.own.service;
  return sameSource ? asRepost(similarity, reasons) : acrossSources(one, other, { similarity, reasons });
}

/** Two references of one source are two jobs, unless their texts are the same. */
function asRepost(similarity: number | null, reasons: readonly string[]): Found | null {
  const repeated = similarity !== null && similarity >= SAME_SOURCE_SIMILARITY;
  return repeated ? { kind: 'repost', score: 0.95, reasons } : null;
}

function acrossSources(
  one: Signature,
  other: Signature,
  { similarity, reasons }: { similarity: number | null; reasons: readonly string[] },
): Found | null {
  if (similarity !== null && similarity < OTHER_SOURCE_SIMILARITY) return null;
  const echo = one.provenance === 'echo' || other.provenance === 'echo';
  return { kind: echo ? 'echo' : 'channel', score: echo ? 0.96 : 0.93, reasons };
}

function passesGates(one: Signature, other: Signature): boolean {
  const title = one.titles.some((text) => other.titles.includes(text));
  const place = one.places.length > 0 && one.places.join('|') === other.places.join('|');
  return (
    title &&
    place &&
    agree(one.country, other.country) &&
    agree(one.contract, other.contract) &&
    agree(one.regime, other.regime)
  );
}

/** The same, or one of them does not say. */
function agree(one: string | null, other: string | null): boolean {
  return one === null || other === null || one === other;
}

/** By number where both have one, else by name. Null when they are not, or not known to be, the same. */
function sameEmployer(one: Signature, other: Signature): string | null {
  if (one.enterpriseNumber !== null && other.enterpriseNumber !== null) {
    return one.enterpriseNumber === other.enterpriseNumber ? 'same enterprise number' : null;
  }
  return one.employer !== null && one.employer === other.employer ? 'same employer name' : null;
}

function sameSupply(one: Signature, other: Signature): boolean {
  if (one.supplied === null || other.supplied === null) return false;
  return one.supplied.by === other.supplied.by && one.supplied.reference === other.supplied.reference;
}

function isOriginOf(one: Signature, other: Signature): boolean {
  return other.origin !== null && sameReference(one.own, other.origin);
}

function sameReference(
  one: { service: string; reference: string },
  other: { service: string; reference: string },
): boolean {
  return one.service === other.service && one.reference === other.reference;
}

/** The best agreement over the languages both have; null when no text can be compared. */
function textSimilarity(one: Signature, other: Signature): number | null {
  const shared = Object.entries(one.sketches).flatMap(([language, sketch]) => {
    const twin = other.sketches[language];
    return twin === undefined ? [] : sketchSimilarity(sketch, twin);
  });
  return shared.length === 0 ? null : Math.max(...shared);
}
