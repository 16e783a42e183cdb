import type { Possibility } from './alone.ts';
import { keepsApart } from './decide.ts';
import { areRivals } from './evidence.ts';
import { byCodeUnits } from './normal-text.ts';
import { NO_RULES, type OperatorRules } from './operator-rules.ts';
import type { Signature } from './signature.ts';

/** What speaks for two vacancies being one job. */
export interface Edge {
  readonly one: number;
  readonly other: number;
  readonly score: number;
  readonly exact: boolean;
  /** The employer of one is not known. */
  readonly weak: boolean;
  /** Null for evidence; else it is none, and counts where both are alone. */
  readonly alone: Possibility | null;
}

export interface Settling {
  /** More than any of the vacancies' numbers. */
  readonly count: number;
  readonly edges: readonly Edge[];
  readonly rules: OperatorRules;
  readonly keyOf: (number: number) => string;
  readonly signatureOf: (number: number) => Signature;
}

/** Vacancies of one job that likeness may bring together: each is compared with all others. References join any number. */
const MOST_ALIKE = 256;

/**
 * Groups vacancies by all the evidence at once, so that the order of their arrival plays no part: references first, then
 * likeness from the strongest on, each judged against all members of both groups. Ties go by key.
 * @returns the members of each group of the vacancies that evidence speaks of
 */
export function settle(settling: Settling): readonly (readonly number[])[] {
  const edges = [...withoutDoubt(settling), ...betweenLoners(settling)];
  const groups = new Map<number, Group>();
  for (const number of endsOf(edges)) groups.set(number, { members: [number], apart: new Set() });
  const linked = new Set(edges.map(({ one, other }) => pairOf(one, other, settling.count)));
  for (const edge of inOrder(settling, edges)) {
    const [one, other] = [groups.get(edge.one), groups.get(edge.other)];
    if (one === undefined || other === undefined || one === other || one.apart.has(other)) continue;
    const tooMany = !edge.exact && one.members.length + other.members.length > MOST_ALIKE;
    const refused =
      tooMany || one.members.some((a) => other.members.some((b) => refuses(settling, edge, { a, b, linked })));
    if (refused) keepApart(one, other);
    else unite(groups, one, other);
  }
  return [...new Set(groups.values())].map(({ members }) => members);
}

/** Vacancies that are one job, and the groups that one of them is not: since groups only grow, they stay apart. */
interface Group {
  readonly members: number[];
  readonly apart: Set<Group>;
}

/** The larger one takes the other in, so that a member moves a few times at most. */
function unite(groups: Map<number, Group>, one: Group, other: Group): void {
  const [stays, goes] = one.members.length < other.members.length ? [other, one] : [one, other];
  for (const number of goes.members) {
    stays.members.push(number);
    groups.set(number, stays);
  }
  for (const each of goes.apart) {
    each.apart.delete(goes);
    keepApart(stays, each);
  }
}

function keepApart(one: Group, other: Group): void {
  one.apart.add(other);
  other.apart.add(one);
}

function endsOf(edges: readonly Edge[]): Set<number> {
  const ends = new Set<number>();
  for (const { one, other } of edges) ends.add(one).add(other);
  return ends;
}

/** A vacancy whose employer is hidden and that fits two which are not one job is left alone. */
function withoutDoubt({ edges, signatureOf }: Settling): readonly Edge[] {
  const weakOf = new Map<number, number[]>();
  for (const { one, other, weak } of edges) {
    if (!weak) continue;
    weakOf
      .set(one, weakOf.get(one) ?? [])
      .get(one)
      ?.push(other);
    weakOf
      .set(other, weakOf.get(other) ?? [])
      .get(other)
      ?.push(one);
  }
  const doubtful = new Set<number>();
  for (const [number, others] of weakOf) {
    const few = others.slice(0, MOST_COMPARED).map(signatureOf);
    if (few.some((a) => few.some((b) => a !== b && areRivals(a, b)))) doubtful.add(number);
  }
  const evidence = edges.filter(({ alone }) => alone === null);
  return evidence.filter(({ one, other, weak }) => !weak || !(doubtful.has(one) || doubtful.has(other)));
}

/** Likely pairs of which neither has another that it is, or may be, and that the first one cannot be as well. */
function betweenLoners({ edges, signatureOf }: Settling): readonly Edge[] {
  const likely = edges.filter(({ alone }) => alone === 'likely');
  if (likely.length === 0) return [];
  const othersOf = new Map<number, number[]>(
    likely.flatMap(({ one, other }) => [
      [one, []],
      [other, []],
    ]),
  );
  for (const { one, other } of edges) {
    othersOf.get(one)?.push(other);
    othersOf.get(other)?.push(one);
  }
  const mayBeOther = (number: number, partner: number) =>
    (othersOf.get(number) ?? []).some((each) => each !== partner && areRivals(signatureOf(each), signatureOf(partner)));
  return likely.filter(({ one, other }) => !mayBeOther(one, other) && !mayBeOther(other, one));
}

const MOST_COMPARED = 24;

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly linked: ReadonlySet<number>;
}

function refuses({ rules, keyOf, signatureOf, count }: Settling, edge: Edge, { a, b, linked }: Pair): boolean {
  if (rules !== NO_RULES && rules.apart(keyOf(a), keyOf(b))) return true;
  return !edge.exact && !linked.has(pairOf(a, b, count)) && keepsApart(signatureOf(a), signatureOf(b));
}

function pairOf(one: number, other: number, count: number): number {
  return Math.min(one, other) * count + Math.max(one, other);
}

function inOrder({ keyOf }: Settling, edges: readonly Edge[]): Edge[] {
  const byKey = Array.from(endsOf(edges), (number) => ({ number, key: keyOf(number) })).toSorted((a, b) =>
    byCodeUnits(a.key, b.key),
  );
  const places = new Map(byKey.map(({ number }, place) => [number, place]));
  const placeOf = (number: number) => places.get(number) ?? 0;
  const first = ({ one, other }: Edge) => Math.min(placeOf(one), placeOf(other));
  const second = ({ one, other }: Edge) => Math.max(placeOf(one), placeOf(other));
  return edges.toSorted(
    (a, b) =>
      Number(a.alone !== null) - Number(b.alone !== null) ||
      Number(b.exact) - Number(a.exact) ||
      Number(a.weak) - Number(b.weak) ||
      b.score - a.score ||
      first(a) - first(b) ||
      second(a) - second(b),
  );
}
