import { expect, test } from 'vitest';
import { aQuarantineEntry, NOON } from '../builders.ts';
import type { Surroundings } from '../ledger-contract.ts';

export function quarantineContract(around: () => Surroundings): void {
  test('entries come back as they were put, and repeats are ignored', async () => {
    const { quarantine } = around().ledger;
    const entry = aQuarantineEntry({ reference: null, archiveHash: null });
    await quarantine.put([entry, entry]);
    await quarantine.put([aQuarantineEntry({ reason: 'told otherwise' })]);
    await quarantine.put([]);
    expect(await quarantine.list({ limit: 10, offset: 0 })).toEqual([entry]);
  });

  test('entries are listed newest first, by batch and source, and counted by batch', async () => {
    const { quarantine } = around().ledger;
    const places = [
      ['b1', 'vdab'],
      ['b1', 'forem'],
      ['b2', 'vdab'],
    ] as const;
    await quarantine.put(
      places.map(([batchId, source], index) =>
        aQuarantineEntry({ id: `q${index}`, batchId, source, at: NOON + index }),
      ),
    );
    const ids = async (filter: { batchId?: string; source?: string }) =>
      (await quarantine.list({ ...filter, limit: 10, offset: 0 })).map(({ id }) => id);
    expect(await ids({})).toEqual(['q2', 'q1', 'q0']);
    expect(await ids({ batchId: 'b1' })).toEqual(['q1', 'q0']);
    expect(await ids({ source: 'vdab' })).toEqual(['q2', 'q0']);
    expect(await ids({ batchId: 'b1', source: 'vdab' })).toEqual(['q0']);
    expect(await quarantine.list({ limit: 1, offset: 2 })).toMatchObject([{ id: 'q0' }]);
    expect(await quarantine.countByBatch(['b1', 'b2', 'b3', 'b1'])).toEqual(
      new Map([
        ['b1', 2],
        ['b2', 1],
      ]),
    );
  });

  test('a reason with characters that no database stores does not stop the entry', async () => {
    const { quarantine } = around().ledger;
    await quarantine.put([aQuarantineEntry({ reason: `NUL \0, half a pair ${'🔥'.slice(0, 1)}, and the end` })]);
    const [entry] = await quarantine.list({ limit: 1, offset: 0 });
    expect(entry?.reason).toMatch(/^NUL .*and the end$/s);
  });
}
