import type { RecordResult, SourceItem } from '@relais/sources';
import type { Remembered } from '@relais/state';
import { type Observation, type Vacancy, vacancyHash, vacancySchema } from '@relais/vacancy';

/** What one page of a source means, compared with what is remembered. */
export interface PageJudgement {
  readonly observations: readonly Observation[];
  /** Memory after the page, one entry per reference that changed. */
  readonly remember: readonly Remembered[];
  readonly unreadable: readonly Extract<SourceItem, { kind: 'unreadable' }>[];
  readonly results: readonly RecordResult[];
}

export interface JudgedBatch {
  readonly batchId: string;
  readonly source: string;
  /** RFC 3339 instant. */
  readonly observedAt: string;
}

type Judged = { result: RecordResult; observation?: Observation; remember?: Remembered; unreadable?: SourceItem };

/**
 * Compares items with the memory. A reference that occurs twice in a page is judged in order,
 * the second against what the first left. Pure: nothing is written here.
 */
export function judgePage(
  batch: JudgedBatch,
  items: readonly SourceItem[],
  remembered: ReadonlyMap<string, Remembered>,
): PageJudgement {
  const memory = new Map(remembered);
  const changed = new Map<string, Remembered>();
  const observations: Observation[] = [];
  const unreadable: Extract<SourceItem, { kind: 'unreadable' }>[] = [];
  const results: RecordResult[] = [];
  for (const item of items) {
    const judged = judgeItem(batch, item, item.reference === null ? undefined : memory.get(item.reference));
    results.push(judged.result);
    if (judged.observation) observations.push(judged.observation);
    if (judged.unreadable?.kind === 'unreadable') unreadable.push(judged.unreadable);
    if (!judged.remember) continue;
    memory.set(judged.remember.reference, judged.remember);
    changed.set(judged.remember.reference, judged.remember);
  }
  return { observations, remember: [...changed.values()], unreadable, results };
}

function judgeItem(batch: JudgedBatch, item: SourceItem, known: Remembered | undefined): Judged {
  switch (item.kind) {
    case 'vacancy':
      return judgeVacancy(batch, item, known);
    case 'present':
      return known?.live === true ? unchanged(item.reference) : detailMissing(item);
    case 'withdrawn':
      return known?.live === true ? withdrawal(batch, known, item.reason) : unchanged(item.reference);
    case 'unreadable':
      return { unreadable: item, result: { reference: item.reference, outcome: 'quarantined', reason: item.reason } };
  }
}

function judgeVacancy(
  batch: JudgedBatch,
  item: Extract<SourceItem, { kind: 'vacancy' }>,
  known: Remembered | undefined,
): Judged {
  const checked = vacancySchema.safeParse(item.vacancy);
  if (!checked.success)
    return invalidVacancy(
      item,
      checked.error.issues.map((issue) => issue.path.join('.')),
    );
  const hash = vacancyHash(item.vacancy, item.contact);
  if (known?.live === true && known.hash === hash) return unchanged(item.reference);
  const version = (known?.version ?? 0) + 1;
  const { vacancy, contact, reference } = item;
  const observation: Observation = {
    type: 'vacancy.observed',
    ...batch,
    reference,
    version,
    contentHash: hash,
    vacancy,
    contact,
  };
  return {
    observation,
    remember: { reference, hash, version, live: true },
    result: { reference, outcome: 'observed', reason: null },
  };
}

/** The withdrawal of a vacancy that is live in the memory. */
export function withdrawal(
  batch: JudgedBatch,
  known: Remembered,
  reason: Extract<Observation, { type: 'vacancy.withdrawn' }>['reason'],
): Judged & { observation: Observation; remember: Remembered } {
  const version = known.version + 1;
  const reference = known.reference;
  return {
    observation: { type: 'vacancy.withdrawn', ...batch, reference, version, reason },
    remember: { ...known, version, live: false },
    result: { reference, outcome: 'withdrawn', reason },
  };
}

function unchanged(reference: string): Judged {
  return { result: { reference, outcome: 'unchanged', reason: null } };
}

/** The list named a vacancy whose details were thought known and are not: its next run asks for them. */
function detailMissing(item: { position: number; reference: string }): Judged {
  const reason = 'the list named the vacancy, but its details were neither known nor sent';
  const unreadable = { ...item, kind: 'unreadable', code: 'DETAIL_MISSING', reason, stage: 'fetch' } as const;
  return { unreadable, result: { reference: item.reference, outcome: 'quarantined', reason } };
}

function invalidVacancy(item: { position: number; reference: string; vacancy: Vacancy }, paths: string[]): Judged {
  const reason = `the normalised vacancy does not fit the model at: ${[...new Set(paths)].slice(0, 10).join(', ')}`;
  const { position, reference } = item;
  return {
    unreadable: { kind: 'unreadable', position, reference, code: 'VACANCY_INVALID', reason, stage: 'normalise' },
    result: { reference, outcome: 'quarantined', reason },
  };
}
