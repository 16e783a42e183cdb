import { areRivals, contradict, type Evidence, evidenceOf, type LinkKind } from './evidence.ts';
import { byCodeUnits } from './normal-text.ts';
import { NO_RULES, type OperatorRules } from './operator-rules.ts';
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

export interface Finding<Found extends Candidate = Candidate> {
  readonly candidate: Found;
  readonly evidence: Evidence;
}

/**
 * Decides whether a vacancy is a job that is already there. References link it to every offer they name. A judgement of
 * likeness links it to one offer at most, the likeliest, and never to one that holds another live vacancy of the same
 * source which it keeps apart, or a member that contradicts it: a wrong merge hides a job, a missed one shows it twice.
 * The rules of operators hold against both.
 */
export function decide(
  vacancy: Signature,
  candidates: readonly Candidate[],
  rules: OperatorRules = NO_RULES,
): Decision {
  return choose(vacancy, candidates, findingsOf(vacancy, candidates, rules), rules);
}

/** Those of the candidates that are the same job as the vacancy, best first. */
export function findingsOf<Found extends Candidate>(
  vacancy: Signature,
  candidates: readonly Found[],
  rules: OperatorRules,
): Finding<Found>[] {
  const key = keyOf(vacancy);
  const findings: Finding<Found>[] = [];
  for (const candidate of candidates) {
    if (isSame(candidate.signature, vacancy) || rules.apart(key, candidate.vacancyKey)) continue;
    const evidence = rules.together(key, candidate.vacancyKey) ? MERGED : evidenceOf(vacancy, candidate.signature);
    if (evidence !== null) findings.push({ candidate, evidence });
  }
  return findings.toSorted(byStrength);
}

const MERGED: Evidence = { kind: 'operator', score: 1, exact: true, weak: false, reasons: ['an operator merged them'] };

/** The offers that findings lead to. */
export function choose(
  vacancy: Signature,
  candidates: readonly Candidate[],
  findings: readonly Finding[],
  rules: OperatorRules,
): Decision {
  if (findings.length === 0) return ALONE;
  const key = keyOf(vacancy);
  const refused = new Set(
    candidates.filter(({ vacancyKey }) => rules.apart(key, vacancyKey)).map(({ offerId }) => offerId),
  );
  const open = findings.filter(({ candidate }) => !refused.has(candidate.offerId));
  const named = open.filter(({ evidence }) => evidence.exact);
  const chosen = withoutSplit([...named, ...likeliest(vacancy, open, candidates)], candidates, rules);
  const offerIds = [...new Set(chosen.map(({ candidate }) => candidate.offerId))].toSorted(byCodeUnits);
  return { decision: chosen.length > 0 ? 'same' : 'new', offerIds, links: chosen.map(linkOf) };
}

const ALONE: Decision = { decision: 'new', offerIds: [], links: [] };

/** The judgements that lead to the one offer which fits best. */
function likeliest(vacancy: Signature, findings: readonly Finding[], candidates: readonly Candidate[]): Finding[] {
  const likely = findings.filter(({ evidence }) => !evidence.exact);
  if (likely.length === 0) return [];
  const found = new Set(findings.map(({ candidate }) => candidate.vacancyKey));
  const offers = new Set(likely.map(({ candidate }) => candidate.offerId));
  const closed = new Set<string>();
  for (const { vacancyKey, offerId, signature } of candidates) {
    if (!offers.has(offerId) || closed.has(offerId) || found.has(vacancyKey) || isSame(signature, vacancy)) continue;
    if (keepsApart(vacancy, signature)) closed.add(offerId);
  }
  const open = withoutDoubt(likely.filter(({ candidate }) => !closed.has(candidate.offerId)));
  const best = open[0]?.candidate.offerId;
  return open.filter(({ candidate }) => candidate.offerId === best);
}

/** Where the employer is hidden, or a code alone translates, two that fit and are not one job cancel each other out. */
function withoutDoubt(findings: readonly Finding[]): readonly Finding[] {
  const weak = findings.filter(({ evidence }) => evidence.weak).map(({ candidate }) => candidate);
  const doubtful = weak.some((a) => weak.some((b) => a.offerId !== b.offerId && areRivals(a.signature, b.signature)));
  return doubtful ? findings.filter(({ evidence }) => !evidence.weak) : findings;
}

/** Whether a member without evidence of its own keeps a vacancy out of its offer. */
export function keepsApart(vacancy: Signature, member: Signature): boolean {
  const bothLive = vacancy.withdrawn === undefined && member.withdrawn === undefined;
  return (bothLive && vacancy.source === member.source) || contradict(vacancy, member);
}

/** Leaves out what would unite two offers that an operator split. */
function withoutSplit(
  findings: readonly Finding[],
  candidates: readonly Candidate[],
  rules: OperatorRules,
): readonly Finding[] {
  if (rules === NO_RULES || new Set(findings.map(({ candidate }) => candidate.offerId)).size < 2) return findings;
  const membersOf = (offerId: string) => candidates.filter((candidate) => candidate.offerId === offerId);
  const kept: string[] = [];
  const clash = (one: string, other: string) =>
    membersOf(one).some((a) => membersOf(other).some((b) => rules.apart(a.vacancyKey, b.vacancyKey)));
  return findings.filter(({ candidate: { offerId } }) => {
    if (kept.includes(offerId)) return true;
    if (kept.some((each) => clash(each, offerId))) return false;
    kept.push(offerId);
    return true;
  });
}

function byStrength(a: Finding, b: Finding): number {
  return b.evidence.score - a.evidence.score || byCodeUnits(a.candidate.vacancyKey, b.candidate.vacancyKey);
}

function keyOf({ source, reference }: Signature): string {
  return `${source}:${reference}`;
}

function isSame(a: Signature, b: Signature): boolean {
  return a.source === b.source && a.reference === b.reference;
}

function linkOf({ candidate, evidence }: Finding): Link {
  const { kind, score, reasons } = evidence;
  return { vacancyKey: candidate.vacancyKey, offerId: candidate.offerId, kind, score, reasons };
}
