import type { Possibility } from './alone.ts';
import { keepsApart } from './decide.ts';
import { areRivals } from './evidence.ts';
import { byCodeUnits } from './normal-text.ts';
import type { OperatorRules } from './operator-rules.ts';
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

/**
 * Groups vacancies by all the evidence at once, so that the order of their arrival plays no part: references first, then
 * likeness from the strongest on, each judged against all members of both groups. Ties go by key.
 * @returns the members of each group of the vacancies that evidence speaks of
 */
export function settle(settling: Settling): readonly (readonly number[])[] {
  const { rules, count } = settling;
  const edges = [...withoutDoubt(settling), ...betweenLoners(settling)];
  const groups = new Map(edges.flatMap(({ one, other }) => [one, other]).map((number) => [number, [number]]));
  const linked = new Set(edges.map(({ one, other }) => pairOf(one, other, count)));
  for (const edge of inOrder(settling, edges)) {
    const [ours = [], theirs = []] = [groups.get(edge.one), groups.get(edge.other)];
    if (ours === theirs) continue;
    const refused = ours.some((a) => theirs.some((b) => refuses(settling, edge, { a, b, linked, rules })));
    if (refused) continue;
    for (const number of theirs) {
      ours.push(number);
      groups.set(number, ours);
    }
  }
  return [...new Set(groups.values())];
}

/** A vacancy whose employer is hidden and that fits two which are not one job is left alone. */
function withoutDoubt({ edges, signatureOf }: Settling): readonly Edge[] {
  const weakOf = new Map<number, number[]>();
  for (const { one, other, weak } of edges) {
    if (!weak) continue;
    weakOf.set(one, [...(weakOf.get(one) ?? []), other]);
    weakOf.set(other, [...(weakOf.get(other) ?? []), one]);
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
  readonly rules: OperatorRules;
}

function refuses({ keyOf, signatureOf, count }: Settling, edge: Edge, { a, b, linked, rules }: Pair): boolean {
  if (rules.apart(keyOf(a), keyOf(b))) return true;
  return !edge.exact && !linked.has(pairOf(a, b, count)) && keepsApart(signatureOf(a), signatureOf(b));
}

function pairOf(one: number, other: number, count: number): number {
  return Math.min(one, other) * count + Math.max(one, other);
}

function inOrder({ keyOf }: Settling, edges: readonly Edge[]): Edge[] {
  const named = edges.map((edge) => {
    const [first = '', second = ''] = [keyOf(edge.one), keyOf(edge.other)].toSorted(byCodeUnits);
    return { edge, first, second };
  });
  const sorted = named.toSorted(
    (a, b) =>
      Number(a.edge.alone !== null) - Number(b.edge.alone !== null) ||
      Number(b.edge.exact) - Number(a.edge.exact) ||
      Number(a.edge.weak) - Number(b.edge.weak) ||
      b.edge.score - a.edge.score ||
      byCodeUnits(a.first, b.first) ||
      byCodeUnits(a.second, b.second),
  );
  return sorted.map(({ edge }) => edge);
}
