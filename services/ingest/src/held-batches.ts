import type { Batch, HoldReason } from '@relais/ledger';
import type { BatchDecision } from '@relais/vacancy';
import { readDecisions } from './decisions.ts';
import { withdrawal } from './judge-page.ts';
import { batchRecord, observationRecord } from './records.ts';
import type { BatchSurroundings } from './run-batch.ts';

/** Snapshots that may only have been cut short: they take the place of their like, never of a whole one. */
const DOUBTFUL: ReadonlySet<HoldReason | null> = new Set(['incomplete', 'empty']);

/** The batches of the source that wait for a decision. */
export async function heldBatches({ ledger, source }: BatchSurroundings): Promise<readonly Batch[]> {
  const held = await ledger.batches.held();
  return held.filter((batch) => batch.source === source);
}

/** A newer snapshot answers what earlier ones left open: nothing is withdrawn on the word of those any more. */
export async function supersede(
  around: BatchSurroundings,
  heldBefore: readonly Batch[],
  newer: Pick<Batch, 'mode' | 'heldFor'> & { complete: boolean },
): Promise<void> {
  if (newer.mode !== 'snapshot') return;
  const isWhole = newer.complete && !DOUBTFUL.has(newer.heldFor);
  for (const batch of heldBefore) {
    if (isWhole || (newer.heldFor !== null && DOUBTFUL.has(batch.heldFor))) await end(around, batch, 'superseded');
  }
}

/**
 * Applies what operations decided about held batches of the source, and tells how many still wait. Meant for the one
 * process that has the source.
 * Safe to repeat after a crash at any point: a batch is decided once, and its withdrawals carry the ids they had before.
 */
export async function applyDecisions(around: BatchSurroundings, signal: AbortSignal): Promise<number> {
  const held = await heldBatches(around);
  if (held.length === 0) return 0;
  const decisions = await readDecisions(around.log, new Set(held.map(({ id }) => id)));
  for (const batch of held) {
    const decision = decisions.get(batch.id);
    if (decision !== undefined) await apply(around, batch, decision, signal);
  }
  return held.length - decisions.size;
}

async function apply(
  around: BatchSurroundings,
  batch: Batch,
  decision: BatchDecision,
  signal: AbortSignal,
): Promise<Batch> {
  if (decision === 'refuse') return await end(around, batch, 'refused');
  const withdrawn = await release(around, batch, signal);
  const counts = { received: batch.received + withdrawn, withdrawn: batch.withdrawn + withdrawn };
  // What was said of it, that nothing was withdrawn, is no longer so.
  const released = await end(around, { ...batch, ...counts, failure: null }, 'released');
  const { source } = batch;
  around.metrics.add('relais_source_records_total', { source, outcome: 'withdrawn' }, withdrawn);
  return released;
}

/**
 * Withdraws what is still absent. What the source showed since was struck out when it did; what is no longer live among
 * the rest was withdrawn by this release before a crash, and counts.
 */
async function release(around: BatchSurroundings, batch: Batch, signal: AbortSignal): Promise<number> {
  const { ledger, state, log, source, clock } = around;
  const others = (await heldBatches(around)).filter(({ id }) => id !== batch.id).map(({ id }) => id);
  let withdrawn = 0;
  for await (const references of ledger.batches.absences(batch.id)) {
    signal.throwIfAborted();
    const remembered = [...(await state.memory.get(source, references)).values()];
    const stamp = { batchId: batch.id, source, observedAt: new Date(clock.now()).toISOString() };
    const judged = remembered.filter(({ live }) => live).map((entry) => withdrawal(stamp, entry, 'absent'));
    if (judged.length > 0) await log.publish(judged.map(({ observation }) => observationRecord(observation)));
    await state.memory.put(
      source,
      judged.map(({ remember }) => remember),
    );
    if (others.length > 0) await ledger.batches.removeAbsences(others, references);
    withdrawn += remembered.length;
  }
  return withdrawn;
}

async function end(
  around: BatchSurroundings,
  held: Batch,
  status: 'released' | 'refused' | 'superseded',
): Promise<Batch> {
  const { log, ledger, logger, metrics } = around;
  const ended = { ...held, status };
  await log.publish([batchRecord(ended)]);
  await ledger.batches.put(ended);
  metrics.add('relais_batches_total', { source: ended.source, outcome: status });
  logger.info({ batch: ended.id, status, withdrawn: ended.withdrawn }, 'a held batch was decided');
  around.onProgress?.(ended);
  return ended;
}
