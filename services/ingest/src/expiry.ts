import type { Batch } from '@relais/ledger';
import type { SourceRun } from '@relais/sources';
import { SLICE } from './portions.ts';
import { type BatchSurroundings, runBatch, snapshotName } from './run-batch.ts';

/**
 * Withdraws the vacancies whose own end has passed and that the source has not shown since, whether it answers or not.
 * A whole snapshot begun after the end showed what is still live: there the source's word counts, and not the date.
 * Null when there is nothing to do. Safe to repeat.
 */
export async function expireEnded(around: BatchSurroundings, signal: AbortSignal): Promise<Batch | null> {
  const ended = await endedReferences(around);
  return ended.length === 0 ? null : await runBatch(around, expiryRun(ended), signal);
}

async function endedReferences({ state, source, clock }: BatchSurroundings): Promise<string[]> {
  const now = clock.now();
  const shownSince = Number((await state.values.get(snapshotName(source))) ?? Number.NEGATIVE_INFINITY);
  const ended: string[] = [];
  for await (const entries of state.memory.scan(source)) {
    for (const { reference, live, endsAt } of entries) {
      if (live && endsAt !== null && endsAt <= now && endsAt > shownSince) ended.push(reference);
    }
  }
  return ended;
}

/** The same way through as what a source says: one batch, one slice at a time. */
function expiryRun(references: readonly string[]): SourceRun {
  return {
    mode: 'delta',
    subject: 'expiry',
    async *pages() {
      await Promise.resolve();
      for (let from = 0; from < references.length; from += SLICE) {
        const slice = references.slice(from, from + SLICE);
        const items = slice.map((reference, index) => ({
          ...({ kind: 'withdrawn', position: from + index, reference, reason: 'expired' } as const),
        }));
        yield { archiveHash: null, items, announced: references.length };
      }
    },
    end: () => ({ cursor: null, complete: false }),
    settle: () => Promise.resolve(),
  };
}
