import { expect, test } from 'vitest';
import { aBatch, collected, NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

export function batchesContract(around: () => Surroundings): void {
  test('a batch comes back as it was put', async () => {
    const { batches } = around().ledger;
    const batch = aBatch({
      ...{ announced: 12, failure: 'the source “stopped”', status: 'failed', closedAt: NOON + 5 },
      ...{ absent: 3, heldFor: 'many-absent', drift: [{ path: 'a.b', count: 2, kind: 'unknown-field' }] },
    });
    await batches.put(batch);
    expect(await batches.get('batch-1')).toEqual(batch);
    expect(await batches.get('batch-2')).toBeNull();
  });

  test('a later word on an open batch replaces the earlier one', async () => {
    const { batches } = around().ledger;
    await batches.put(aBatch({ received: 1 }));
    await batches.put(aBatch({ received: 2, status: 'closed', closedAt: NOON + 9 }));
    expect(await batches.get('batch-1')).toMatchObject({ received: 2, status: 'closed' });
  });

  test('a batch that is held is found until it is decided, and is never held again after that', async () => {
    const { batches } = around().ledger;
    await batches.put(aBatch({ id: 'b1', status: 'closed' }));
    await batches.put(aBatch({ id: 'b2', status: 'held', absent: 1 }));
    await batches.put(aBatch({ id: 'b3', source: 'forem', status: 'held', openedAt: NOON + 1 }));
    await batches.put(aBatch({ id: 'b2', status: 'held', absent: 2 }));
    expect((await batches.held()).map(({ id, absent }) => [id, absent])).toEqual([
      ['b3', 0],
      ['b2', 2],
    ]);
    expect((await batches.held(1)).map(({ id }) => id)).toEqual(['b3']);
    expect(await batches.heldCounts()).toEqual(new Map(Object.entries({ forem: 1, vdab: 1 })));
    await batches.put(aBatch({ id: 'b2', status: 'released' }));
    await batches.put(aBatch({ id: 'b2', status: 'held' }));
    expect((await batches.held()).map(({ id }) => id)).toEqual(['b3']);
    expect(await batches.get('b2')).toMatchObject({ status: 'released' });
  });

  test('absences are kept per batch, counted, struck out one by one, and forgotten when the batch is decided', async () => {
    const { batches } = around().ledger;
    const references = Array.from({ length: 1_200 }, (_, index) => `r${String(index).padStart(4, '0')}`);
    await batches.putAbsences('b1', [...references, 'r0000']);
    await batches.putAbsences('b1', ['r0001', '€ "quoted"']);
    await batches.putAbsences('b2', ['r0000', 'r0001']);
    expect(await batches.countAbsences('b1')).toBe(1_201);
    await batches.removeAbsences(['b1', 'b2'], ['r0000', 'unknown']);
    expect(await collected(batches.absences('b1'))).toEqual([...references.slice(1), '€ "quoted"'].toSorted());
    expect(await collected(batches.absences('b2'))).toEqual(['r0001']);
    await batches.put(aBatch({ id: 'b1', status: 'held' }));
    await batches.put(aBatch({ id: 'b1', status: 'released' }));
    await batches.removeAbsences([], ['r0001']);
    await batches.putAbsences('b2', []);
    expect([await batches.countAbsences('b1'), await batches.countAbsences('b2')]).toEqual([0, 1]);
  });

  test('references that hold NUL or half a pair come back as they were given, and are struck out by the same text', async () => {
    const { batches } = around().ledger;
    const odd = ['a\0b', `half ${'🔥'.slice(0, 1)}`, '\0', 'a\ufffdb', 'a\uffffb', 'a\uffff0000b', 'whole 🔥'];
    await batches.putAbsences('b1', [...odd, 'plain']);
    await batches.putAbsences('b1', odd);
    expect(await batches.countAbsences('b1')).toBe(odd.length + 1);
    const given = await collected(batches.absences('b1'));
    expect(given.toSorted()).toEqual([...odd, 'plain'].toSorted());
    await batches.removeAbsences(
      ['b1'],
      given.filter((reference) => reference !== 'plain'),
    );
    expect(await collected(batches.absences('b1'))).toEqual(['plain']);
  });

  test.each(['closed', 'failed', 'held', 'refused'] as const)('a %s batch is never opened again', async (status) => {
    const { batches } = around().ledger;
    await batches.put(aBatch({ status, received: 5 }));
    await batches.put(aBatch({ status: 'open', received: 3 }));
    expect(await batches.get('batch-1')).toMatchObject({ status, received: 5 });
  });

  test('batches are listed newest first, by source, in pages', async () => {
    const { batches } = around().ledger;
    for (const [index, source] of ['vdab', 'forem', 'vdab', 'vdab'].entries())
      await batches.put(aBatch({ id: `b${index}`, source, openedAt: NOON + index }));
    const ids = async (filter: Parameters<typeof batches.list>[0]) => (await batches.list(filter)).map(({ id }) => id);
    expect(await ids({ limit: 10, offset: 0 })).toEqual(['b3', 'b2', 'b1', 'b0']);
    expect(await ids({ limit: 2, offset: 1 })).toEqual(['b2', 'b1']);
    expect(await ids({ source: 'vdab', limit: 2, offset: 1 })).toEqual(['b2', 'b0']);
  });
}
