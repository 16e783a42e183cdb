import type { QuarantineEntry } from '@relais/ledger';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { batchOf, emptyCounts, newBatch } from '../src/books.ts';
import { rebuildBatches } from '../src/rebuild-batches.ts';
import { batchRecord, quarantineRecord } from '../src/records.ts';
import { openTestStage, type Stage } from './open-stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await openTestStage();
});
afterEach(() => stage.close());

const opened = newBatch({ id: 'b_1', source: 'vdab', mode: 'snapshot', openedAt: 1_000 });
const rebuild = async () => await rebuildBatches({ ...stage, signal: new AbortController().signal });

test('batches come back as they ended last, and a held one without the absences that nobody wrote down', async () => {
  const closed = batchOf(opened, { ...emptyCounts(), received: 2, observed: 2 }, { status: 'closed', closedAt: 2_000 });
  const held = { ...closed, id: 'b_2', status: 'held', absent: 3, heldFor: 'empty' } as const;
  const decided = { ...held, id: 'b_3', status: 'refused' } as const;
  const records = [closed, held, { ...decided, status: 'held' as const }, decided].map(batchRecord);
  await stage.log.publish(records);
  expect(await rebuild()).toBe(records.length);
  expect(await stage.ledger.batches.get('b_1')).toEqual(closed);
  expect(await stage.ledger.batches.held()).toEqual([held]);
  expect(await stage.ledger.batches.get('b_3')).toEqual(decided);
  expect(await stage.ledger.batches.countAbsences('b_2')).toBe(0);
});

test('quarantine comes back; what no batch had is left in the topic', async () => {
  const entry: QuarantineEntry = {
    id: 'q_1',
    batchId: 'b_1',
    source: 'vdab',
    reference: null,
    code: 'RECORD_INVALID',
    reason: 'no title',
    stage: 'normalise',
    archiveHash: null,
    at: 1_500,
  };
  const poison = {
    ...quarantineRecord(entry),
    key: 'poison',
    value: JSON.stringify({ code: 'X', reason: 'unreadable' }),
  };
  await stage.log.publish([quarantineRecord(entry), poison]);
  await rebuild();
  await rebuild();
  expect(await stage.ledger.quarantine.list({ limit: 10, offset: 0 })).toEqual([entry]);
});
