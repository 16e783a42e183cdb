import { expect, test } from 'vitest';
import { aBatch, NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

export function batchesContract(around: () => Surroundings): void {
  test('a batch comes back as it was put', async () => {
    const { batches } = around().ledger;
    const batch = aBatch({ announced: 12, failure: 'the source “stopped”', status: 'failed', closedAt: NOON + 5 });
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

  test.each(['closed', 'failed'] as const)('a %s batch is never opened again', async (status) => {
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
