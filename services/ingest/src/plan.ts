import type { BatchDrift, HoldReason } from '@relais/ledger';
import type { SourcePage, SourceRun } from '@relais/sources';
import { newBatch, safeWords } from './books.ts';
import { holdReason } from './completeness.ts';
import { judgePages, type PageJudgement, withdrawal } from './judge-page.ts';
import { inPortions, referencesOf } from './portions.ts';
import { absences, type BatchSurroundings } from './run-batch.ts';

export const PLANNED_CHANGES = ['created', 'changed', 'withdrawn', 'unchanged', 'quarantined'] as const;
export type PlannedChange = (typeof PLANNED_CHANGES)[number];

export interface PlannedGroup {
  readonly count: number;
  /** At most ten. `reason` is told of what is quarantined or withdrawn. */
  readonly examples: readonly { readonly reference: string | null; readonly reason: string | null }[];
}

/** What a run of a source would do. `created` counts new vacancies and those that come back. */
export interface Plan {
  readonly source: string;
  readonly mode: SourceRun['mode'];
  readonly subject: string;
  readonly announced: number | null;
  readonly changes: Readonly<Record<PlannedChange, PlannedGroup>>;
  /** Why what is absent would be held instead of withdrawn, and how much; null when nothing would be held. */
  readonly held: { readonly reason: HoldReason; readonly absent: number; readonly live: number } | null;
  readonly drift: readonly BatchDrift[];
}

const MOST_EXAMPLES = 10;

/**
 * Reads a run and tells what it would do. It writes what would be remembered, and nothing else.
 * @param around with a planned state, which holds what earlier plans of the same call would have changed
 * @param keep given each page after it was judged
 */
export async function planRun(
  around: BatchSurroundings,
  run: SourceRun,
  keep: (page: SourcePage) => Promise<void>,
  signal: AbortSignal,
): Promise<Plan> {
  const planning = new Planning(around, run);
  for await (const portion of inPortions(run.pages(signal), around.clock)) {
    signal.throwIfAborted();
    await planning.take(portion);
    for (const page of portion) await keep(page);
  }
  return await planning.end();
}

interface GrowingGroup {
  count: number;
  readonly examples: PlannedGroup['examples'][number][];
}

class Planning {
  readonly #around: BatchSurroundings;
  readonly #seen = new Set<string>();
  readonly #changes: Record<PlannedChange, GrowingGroup>;
  readonly #run: SourceRun;
  #announced: number | null = null;
  #received = 0;

  constructor(around: BatchSurroundings, run: SourceRun) {
    this.#around = around;
    this.#run = run;
    const empty = PLANNED_CHANGES.map((change) => [change, { count: 0, examples: [] }]);
    this.#changes = Object.fromEntries(empty) as Record<PlannedChange, GrowingGroup>;
  }

  async take(portion: readonly SourcePage[]): Promise<void> {
    this.#announced = portion.findLast(({ announced }) => announced !== null)?.announced ?? this.#announced;
    await this.#judge(portion);
    const { source, clock } = this.#around;
    const counted = { announced: this.#announced, received: this.#received };
    this.#around.onProgress?.({
      ...newBatch({ id: 'plan', source, mode: this.#run.mode, openedAt: clock.now() }),
      ...counted,
    });
  }

  async #judge(portion: readonly SourcePage[]): Promise<void> {
    const { source, rules, clock, state } = this.#around;
    const references = referencesOf(portion);
    for (const reference of references) this.#seen.add(reference);
    const known = await state.memory.get(source, references);
    const observedAt = new Date(clock.now()).toISOString();
    const judged = judgePages({ batchId: 'plan', source, observedAt }, rules, portion, known);
    this.#received += judged.results.length;
    this.#count(judged, new Set([...known.values()].filter(({ live }) => live).map(({ reference }) => reference)));
    await state.memory.put(source, judged.remember);
  }

  #count(judged: PageJudgement, live: Set<string>): void {
    for (const { type, reference } of judged.observations) {
      if (type === 'vacancy.withdrawn') live.delete(reference);
      else this.#enter(live.has(reference) ? 'changed' : 'created', { reference, reason: null });
      if (type === 'vacancy.observed') live.add(reference);
    }
    for (const { outcome, reference, reason } of judged.results) {
      if (outcome === 'observed') continue;
      this.#enter(outcome, { reference, reason: reason === null ? null : safeWords(reason) });
    }
  }

  #enter(change: PlannedChange, example: PlannedGroup['examples'][number]): void {
    const group = this.#changes[change];
    group.count += 1;
    if (group.examples.length < MOST_EXAMPLES) group.examples.push(example);
  }

  async end(): Promise<Plan> {
    const { mode, subject } = this.#run;
    const { complete, drift = [] } = this.#run.end();
    const held = mode === 'snapshot' ? await this.#judgeAbsences(complete) : null;
    const announced = this.#announced;
    return { source: this.#around.source, mode, subject, announced, changes: this.#changes, held, drift };
  }

  async #judgeAbsences(complete: boolean): Promise<Plan['held']> {
    const { source, state, clock, mostAbsentPercent: limitPercent } = this.#around;
    const { absent, live } = await absences(this.#around, this.#seen);
    const reason = holdReason({ complete, shown: this.#seen.size, live, absent: absent.length, limitPercent });
    if (reason !== null) return { reason, absent: absent.length, live };
    const stamp = { batchId: 'plan', source, observedAt: new Date(clock.now()).toISOString() };
    for (const { reference } of absent) this.#enter('withdrawn', { reference, reason: 'absent' });
    await state.memory.put(
      source,
      absent.map((entry) => withdrawal(stamp, entry, 'absent').remember),
    );
    return null;
  }
}
