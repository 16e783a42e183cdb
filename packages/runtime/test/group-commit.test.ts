import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { GroupCommit } from '../src/group-commit.ts';

let database: DatabaseSync;
let group: GroupCommit;
/** Flushes that were asked for and have not ended. */
let flushes: PromiseWithResolvers<void>[];
let flushedNow: number;
let acknowledged: string[];

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE entry (value TEXT)');
  [flushes, flushedNow, acknowledged] = [[], 0, []];
  group = new GroupCommit(database, {
    flush: async () => {
      const flush = Promise.withResolvers<void>();
      flushes.push(flush);
      await flush.promise;
    },
    flushNow: () => (flushedNow += 1),
    close: () => undefined,
  });
});

async function write(value: string): Promise<void> {
  await group.add(() => database.prepare('INSERT INTO entry VALUES (?)').run(value));
  acknowledged.push(value);
}
const committed = () => database.prepare('SELECT value FROM entry').all().length;

describe('work that is committed', () => {
  test('is acknowledged when the disk has it, and what is committed meanwhile shares the next flush', async () => {
    const first = write('a');
    await nextTurn();
    const later = [write('b'), nextTurn().then(() => write('c'))];
    await nextTurn();
    await nextTurn();
    expect([committed(), flushes.length, acknowledged]).toEqual([3, 1, []]);
    flushes[0]?.resolve();
    await first;
    expect([flushes.length, acknowledged]).toEqual([2, ['a']]);
    flushes[1]?.resolve();
    await Promise.all(later);
    expect([flushes.length, acknowledged]).toEqual([2, ['a', 'b', 'c']]);
  });

  test('is brought to the disk at once at the end', async () => {
    const written = write('a');
    group.finish();
    await written;
    expect([flushedNow, flushes.length]).toEqual([1, 0]);
  });

  test('is never acknowledged again once a flush has failed', async () => {
    const fault = new Error('EIO');
    const written = write('a');
    await nextTurn();
    flushes[0]?.reject(fault);
    await expect(written).rejects.toBe(fault);
    await expect(write('b')).rejects.toBe(fault);
    expect([committed(), flushes.length]).toEqual([1, 1]);
  });
});
