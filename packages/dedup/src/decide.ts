import { type Evidence, evidenceOf, type LinkKind } from './evidence.ts';
import { byCodeUnits } from './normal-text.ts';
import type { Signature } from './signature.ts';

/** A standing vacancy that shares a match key with the new one. */
export interface Candidate {
  readonly vacancyKey: string;
  readonly offerId: string;
  readonly signature: Signature;
}

interface Link {
  readonly vacancyKey: string;
  readonly offerId: string;
  readonly kind: LinkKind;
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface Decision {
  readonly decision: 'same' | 'new';
  /** Offers that the vacancy belongs to, sorted; several when it shows that they are one, and then the first one stays. */
  readonly offerIds: readonly string[];
  /** The candidates that it was found the same as, best first. */
  readonly links: readonly Link[];
}

interface Finding {
  readonly candidate: Candidate;
  readonly evidence: Evidence;
}

/**
 * Decides whether a vacancy is a job that is already there. References link it to every offer they name. A judgement of
 * likeness links it to one offer at most, the likeliest, and never to one that holds another live vacancy of the same
 * source which it keeps apart: a wrong merge hides a job, a missed one shows it twice.
 */
export function decide(vacancy: Signature, candidates: readonly Candidate[]): Decision {
  const others = candidates.filter(({ signature }) => !isSame(signature, vacancy));
  const findings = others
    .map((candidate) => ({ candidate, evidence: evidenceOf(vacancy, candidate.signature) }))
    .filter((finding): finding is Finding => finding.evidence !== null)
    .toSorted(byStrength);
  const named = findings.filter(({ evidence }) => evidence.exact);
  const chosen = [...named, ...likeliest(vacancy, findings, others)];
  const offerIds = [...new Set(chosen.map(({ candidate }) => candidate.offerId))].toSorted(byCodeUnits);
  return { decision: chosen.length > 0 ? 'same' : 'new', offerIds, links: chosen.map(linkOf) };
}

/** The judgements that lead to the one offer which fits best. */
function likeliest(vacancy: Signature, findings: readonly Finding[], candidates: readonly Candidate[]): Finding[] {
  const found = new Set(findings.map(({ candidate }) => candidate.vacancyKey));
  const keptApart = candidates.filter(
    ({ vacancyKey, signature }) =>
      signature.source === vacancy.source && signature.withdrawn === undefined && !found.has(vacancyKey),
  );
  const closed = new Set(keptApart.map(({ offerId }) => offerId));
  const open = findings.filter(({ candidate, evidence }) => !evidence.exact && !closed.has(candidate.offerId));
  const best = open[0]?.candidate.offerId;
  return open.filter(({ candidate }) => candidate.offerId === best);
}

function byStrength(a: Finding, b: Finding): number {
  return b.evidence.score - a.evidence.score || byCodeUnits(a.candidate.vacancyKey, b.candidate.vacancyKey);
}

function isSame(a: Signature, b: Signature): boolean {
  return a.source === b.source && a.reference === b.reference;
}

function linkOf({ candidate, evidence }: Finding): Link {
  const { kind, score, reasons } = evidence;
  return { vacancyKey: candidate.vacancyKey, offerId: candidate.offerId, kind, score, reasons };
}
