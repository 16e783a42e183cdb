import { CloseStack, type EmbeddedFile, openEmbeddedFile } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { openEmbeddedState } from '../../src/index.ts';
import { stateContract } from '../state-contract.ts';
import type { Store } from '../store.ts';

async function openStore(): Promise<Store> {
  const closers = new CloseStack();
  const directory = temporaryDirectory();
  closers.defer(directory.remove);
  const path = `${directory.path}/relais.sqlite`;
  let now = Date.UTC(2030, 0, 1);
  return {
    address: { driver: 'embedded', path },
    heldClock: true,
    open: () => closers.use(openEmbeddedState(closers.use(openEmbeddedFile(path)), { clock: { now: () => now } })),
    async standing() {
      const file = closers.use(openEmbeddedFile(path));
      const counted = file.prepare('SELECT count(*) AS count FROM state_match_entry').get() as { count: number };
      return counted.count;
    },
    elapse: async (milliseconds) => void (now += milliseconds),
    close: () => closers.close(),
  };
}

stateContract('embedded', openStore);

function inMemory(): EmbeddedFile {
  return openEmbeddedFile(':memory:');
}

test('closing the state leaves the shared file open', async () => {
  const file = inMemory();
  const state = openEmbeddedState(file);
  await state.values.set('cursor', '1');
  await state.close();
  expect(await openEmbeddedState(file).values.get('cursor')).toBe('1');
  file.close();
});

test('makes tables that begin with state_ alone', () => {
  const file = inMemory();
  openEmbeddedState(file);
  const tables = file.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all() as { name: string }[];
  expect(tables.filter(({ name }) => !name.startsWith('state_'))).toEqual([]);
  file.close();
});

test('keeps the match index of a file whose places repeated the vacancy', async () => {
  const file = inMemory();
  const entry = { vacancyKey: 'vdab:1', offerId: 'o', signature: 's', keys: ['k'] };
  await openEmbeddedState(file).matches.apply({ put: [entry], remove: [] });
  file.execute(`ALTER TABLE state_match_place ADD COLUMN vacancy_key TEXT`);
  const { matches } = openEmbeddedState(file);
  expect(await matches.lookup(['k'], 1)).toEqual([entry]);
  await matches.apply({ put: [{ ...entry, keys: ['other'] }], remove: [] });
  expect(await matches.lookup(['k', 'other'], 1)).toEqual([{ ...entry, keys: ['other'] }]);
  file.close();
});

test('undoes a whole put when one of its entries cannot be written', async () => {
  const file = inMemory();
  const { memory } = openEmbeddedState(file);
  const entry = { hash: 'h', version: 1, live: true, endsAt: null, sourceVersion: null };
  await expect(
    memory.put('vdab', [
      { ...entry, reference: 'a' },
      { ...entry, reference: 'b', version: 0.5 },
    ]),
  ).rejects.toThrow();
  expect(await memory.get('vdab', ['a'])).toEqual(new Map());
  expect(await memory.countLive('vdab')).toBe(0);
  file.close();
});

test('a file that another process keeps locked is a retriable failure', async () => {
  using directory = temporaryDirectory();
  const [file, other] = [openEmbeddedFile(`${directory.path}/f`), openEmbeddedFile(`${directory.path}/f`)];
  const state = openEmbeddedState(file);
  file.execute('PRAGMA busy_timeout = 1');
  other.execute('BEGIN IMMEDIATE');
  await expect(state.values.set('cursor', '1')).rejects.toMatchObject({ code: 'STATE_UNAVAILABLE', retriable: true });
  other.execute('ROLLBACK');
  await state.values.set('cursor', '1');
  other.close();
  file.close();
});
