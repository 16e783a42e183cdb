import type { Corpus, Labelled } from './labelled.ts';

export interface Measure {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface PositiveCount extends Measure {
  readonly pairs: number;
  readonly found: number;
}

export interface NegativeCount {
  /** Pairs of a job and one that resembles it. */
  readonly pairs: number;
  readonly merged: number;
}

export interface WrongPair {
  readonly wrong: 'merged' | 'missed';
  readonly kind: string;
  readonly one: Labelled;
  readonly other: Labelled;
}

export interface CorpusMeasure {
  readonly corpus: string;
  readonly records: number;
  readonly jobs: number;
  readonly pairwise: Measure & { readonly right: number; readonly wrong: number; readonly missed: number };
  readonly bCubed: Measure;
  readonly positive: Readonly<Record<string, PositiveCount>>;
  readonly negative: Readonly<Record<string, NegativeCount>>;
}

/** Compares offers with jobs. `offers` is the offer of each record, in the order of the corpus. */
export function measure(corpus: Corpus, offers: readonly string[]): { measure: CorpusMeasure; wrong: WrongPair[] } {
  const records = corpus.records;
  const wrong: WrongPair[] = [];
  const positive: Record<string, { pairs: number; found: number }> = {};
  const negative: Record<string, { pairs: number; merged: number }> = resemblingPairs(records);
  let [right, merged, missed] = [0, 0, 0];
  for (const [a, b] of pairsWithin(records, (record) => record.job)) {
    const kind = kindOf(records[a], records[b]);
    const count = (positive[kind] ??= { pairs: 0, found: 0 });
    count.pairs += 1;
    if (offers[a] === offers[b]) {
      count.found += 1;
      right += 1;
    } else {
      missed += 1;
      note(wrong, 'missed', kind, [records[a], records[b]]);
    }
  }
  for (const [a, b] of pairsWithin(records, (_, at) => offers[at] ?? '')) {
    const [one, other] = [records[a], records[b]];
    if (!one || !other || one.job === other.job || corpus.unsure(one, other)) continue;
    const kind = resemblanceOf(one, other);
    (negative[kind] ??= { pairs: 0, merged: 0 }).merged += 1;
    merged += 1;
    note(wrong, 'merged', kind, [one, other]);
  }
  const pairwise = { ...measureOf(right, merged, missed), right, wrong: merged, missed };
  const kinds = Object.entries(positive).map(([kind, { pairs, found }]): [string, PositiveCount] => [
    kind,
    { pairs, found, ...measureOf(found, Math.round((merged * pairs) / Math.max(1, right + missed)), pairs - found) },
  ]);
  const jobs = new Set(records.map(({ job }) => job)).size;
  return {
    measure: {
      corpus: corpus.name,
      records: records.length,
      jobs,
      pairwise,
      bCubed: bCubed(corpus, offers),
      positive: Object.fromEntries(kinds),
      negative,
    },
    wrong,
  };
}

function note(
  wrong: WrongPair[],
  what: WrongPair['wrong'],
  kind: string,
  [one, other]: (Labelled | undefined)[],
): void {
  if (one && other) wrong.push({ wrong: what, kind, one, other });
}

/** A pair is of the more distant kind of its two records. */
const DISTANCE: readonly Labelled['kind'][] = ['original', 'echo', 'channel', 'repost', 'translated'];

function kindOf(one: Labelled | undefined, other: Labelled | undefined): string {
  const [a, b] = [DISTANCE.indexOf(one?.kind ?? 'original'), DISTANCE.indexOf(other?.kind ?? 'original')];
  return DISTANCE[Math.max(a, b)] ?? 'original';
}

function resemblanceOf(one: Labelled, other: Labelled): string {
  if (one.resembles?.job === other.job) return one.resembles.how;
  if (other.resembles?.job === one.job) return other.resembles.how;
  if (one.resembles && one.resembles.job === other.resembles?.job) return one.resembles.how;
  return 'strangers';
}

function resemblingPairs(records: readonly Labelled[]): Record<string, { pairs: number; merged: number }> {
  const counts: Record<string, { pairs: number; merged: number }> = { strangers: { pairs: 0, merged: 0 } };
  const sizes = new Map<string, number>();
  for (const { job } of records) sizes.set(job, (sizes.get(job) ?? 0) + 1);
  for (const { resembles } of records) {
    if (resembles === null) continue;
    (counts[resembles.how] ??= { pairs: 0, merged: 0 }).pairs += sizes.get(resembles.job) ?? 0;
  }
  return counts;
}

function* pairsWithin(
  records: readonly Labelled[],
  groupOf: (record: Labelled, at: number) => string,
): Generator<readonly [number, number]> {
  for (const members of groupsBy(records, groupOf).values()) {
    for (const [place, a] of members.entries()) for (const b of members.slice(place + 1)) yield [a, b];
  }
}

function groupsBy(
  records: readonly Labelled[],
  groupOf: (record: Labelled, at: number) => string,
): Map<string, number[]> {
  const groups = new Map<string, number[]>();
  for (const [at, record] of records.entries()) {
    const group = groupOf(record, at);
    groups.set(group, [...(groups.get(group) ?? []), at]);
  }
  return groups;
}

function measureOf(right: number, wrong: number, missed: number): Measure {
  const precision = right + wrong === 0 ? 1 : right / (right + wrong);
  const recall = right + missed === 0 ? 1 : right / (right + missed);
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Precision and recall of each record's own cluster, on average (Bagga and Baldwin 1998). */
function bCubed({ records, unsure }: Corpus, offers: readonly string[]): Measure {
  const [jobs, clusters] = [groupsBy(records, ({ job }) => job), groupsBy(records, (_, at) => offers[at] ?? '')];
  let [precision, recall] = [0, 0];
  for (const [at, record] of records.entries()) {
    const cluster = (clusters.get(offers[at] ?? '') ?? []).filter((other) => {
      const known = records[other];
      return known === undefined || known.job === record.job || !unsure(record, known);
    });
    const common = cluster.filter((other) => records[other]?.job === record.job).length;
    precision += common / Math.max(1, cluster.length);
    recall += common / (jobs.get(record.job)?.length ?? 1);
  }
  const count = Math.max(1, records.length);
  const [p, r] = [precision / count, recall / count];
  return { precision: p, recall: r, f1: p + r === 0 ? 0 : (2 * p * r) / (p + r) };
}
