import type { Listing } from '../http/listing.ts';
import type { SourceContext, SourceItem, SourcePage } from '../port.ts';
import { unreadable } from '../records/items.ts';
import type { VdabRow } from './records.ts';

/** Something to hand out: a page that is ready, or references whose details are still to be read. */
export type Task = { readonly page: SourcePage } | { readonly references: readonly string[] };

/** What is known of the vacancies that a list names. */
interface Comparison {
  readonly context: SourceContext;
  /** References of one detail call. */
  readonly perCall: number;
  /** True when changes are read by themselves, so that a vacancy which is known needs nothing. */
  readonly knownAreCurrent: boolean;
}

/**
 * What `bulk` names: removals first, then the details of the rest and of those that are owed. All rows are read before:
 * only then is it certain which references end as published.
 */
export async function* changedTasks(
  comparison: Comparison,
  listing: Listing<VdabRow>,
  owed: readonly string[],
): AsyncGenerator<Task, void, undefined> {
  const published = new Map<string, string | null>();
  const pages: SourcePage[] = [];
  for await (const { archiveHash, rows } of listing.pages()) {
    const items = rows.flatMap(({ row, position }): SourceItem[] => {
      if (row.reference === null || !row.published) return [unshownItem(row, position)];
      published.set(row.reference, row.version);
      return [];
    });
    if (items.length > 0) pages.push({ archiveHash, items, announced: null });
  }
  const removed = new Set(pages.flatMap(({ items }) => items.map(({ reference }) => reference)));
  for (const page of pages) {
    yield { page: { ...page, items: page.items.filter(({ reference }) => !published.has(reference ?? '')) } };
  }
  for (const reference of owed) if (!removed.has(reference)) published.set(reference, null);
  yield* unlessUnchanged(comparison, published);
}

/** What `initial` names: those that are known as they are, and details of the others. */
export async function* listedTasks(
  comparison: Comparison,
  listing: Listing<VdabRow>,
): AsyncGenerator<Task, void, undefined> {
  const { perCall } = comparison;
  const wanted: string[] = [];
  for await (const { archiveHash, rows } of listing.pages()) {
    const shown = rows.filter(({ row }) => row.published && row.reference !== null);
    const current = await currentAmong(comparison, new Map(shown.map(({ row }) => [row.reference ?? '', row.version])));
    const items = rows.flatMap(({ row, position }): SourceItem[] => {
      const { reference } = row;
      if (reference === null || !row.published) return [unshownItem(row, position)];
      if (current.has(reference)) return [{ kind: 'present', position, reference }];
      wanted.push(reference);
      return [];
    });
    yield { page: { archiveHash, items, announced: null } };
  }
  yield* detailTasks(wanted, perCall);
}

/** Touched is not changed: where the row's version is the one that is known, no detail is asked for. */
async function* unlessUnchanged(
  comparison: Comparison,
  published: Map<string, string | null>,
): AsyncGenerator<Task, void, undefined> {
  const current = await currentAmong({ ...comparison, knownAreCurrent: false }, published);
  const items = [...current].map((reference): SourceItem => ({ kind: 'present', position: 0, reference }));
  if (items.length > 0) yield { page: { archiveHash: null, items, announced: null } };
  const changed = [...published.keys()].filter((reference) => !current.has(reference));
  // Their details may take hours, and they may be all that there are.
  published.clear();
  yield* detailTasks(changed, comparison.perCall);
}

/**
 * Those that need no details. Versions decide where the row and the memory both have one; else it is what was read
 * before that decides.
 */
async function currentAmong(
  { context, knownAreCurrent }: Comparison,
  rows: ReadonlyMap<string, string | null>,
): Promise<ReadonlySet<string>> {
  const versioned: string[] = [];
  for (const [reference, version] of rows) if (version !== null) versioned.push(reference);
  const versions = versioned.length === 0 ? NO_VERSIONS : ((await context.knownVersions?.(versioned)) ?? NO_VERSIONS);
  const known = knownAreCurrent ? await context.known([...rows.keys()]) : NOBODY;
  const current = new Set<string>();
  for (const [reference, version] of rows) {
    const kept = version === null ? undefined : versions.get(reference);
    if (kept === undefined ? known.has(reference) : kept === version) current.add(reference);
  }
  return current;
}

const NO_VERSIONS: ReadonlyMap<string, string> = new Map();
const NOBODY: ReadonlySet<string> = new Set();

/** In the order of the references: neighbours lie together in the stores, so that a portion of them changes few pages. */
function* detailTasks(references: readonly string[], perCall: number): Generator<Task, void, undefined> {
  const sorted = references.toSorted();
  for (let from = 0; from < sorted.length; from += perCall) yield { references: sorted.slice(from, from + perCall) };
}

function unshownItem({ reference }: VdabRow, position: number): SourceItem {
  if (reference !== null) return { kind: 'withdrawn', position, reference, reason: 'status' };
  const reason = 'vacatureReferentie.interneReferentie is missing';
  return unreadable({ position, reference }, 'parse', 'RECORD_WITHOUT_REFERENCE', reason);
}
