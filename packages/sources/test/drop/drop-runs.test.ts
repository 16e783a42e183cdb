import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { sha256 } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDrop } from '../../src/drop/runs.ts';
import { onServer } from '../../src/drop/server.ts';
import type { DropSettings } from '../../src/drop/settings.ts';
import { piecesOf, type RawBytes, type SourceAdapter } from '../../src/index.ts';
import { dropSettings, type SimulatedWorld, simulatedWorld } from '../simulated.ts';
import { ofKind, readAll, readRun, referencesOf, type TestContext, testContext } from '../test-context.ts';

let world: SimulatedWorld;
let settings: DropSettings;
let context: TestContext;
let adapter: SourceAdapter;

async function openWorld(): Promise<void> {
  world = await simulatedWorld({ offers: 300 });
  settings = dropSettings(world.simulator.addresses.drop, { snapshotFiles: ['*-full.xml'] });
  context = testContext();
  adapter = openDrop('forem', settings, context);
}

/** The first file read and put away, so that a fault is alone in what comes next. */
async function afterFirstRound(): Promise<string | null> {
  return (await readAll(adapter, 'round')).cursor;
}

describe('reading a drop', () => {
  beforeEach(openWorld);
  afterEach(async () => await world.close());

  test('takes a file once, knows a snapshot by its name, and finds nothing the next time', async () => {
    const first = await readAll(adapter, 'round');
    expect(first.runs.map(({ run }) => run.mode)).toEqual(['snapshot']);
    expect(first.runs[0]?.run.end().complete).toBe(true);
    expect(first.runs[0]?.announced).toBe(world.live('forem').length);
    expect((await readAll(adapter, 'changes', first.cursor)).runs).toEqual([]);
  });

  test('archives a file as it came and never holds it', async () => {
    using directory = temporaryDirectory();
    const kept = new Map<string, Uint8Array[]>();
    const archive = (raw: RawBytes, hash = '') => {
      kept.set(hash, [...piecesOf(raw)]);
      return Promise.resolve(hash);
    };
    const streaming = openDrop('forem', settings, { ...context, archive, scratch: directory.path });
    const { runs } = await readAll(streaming, 'round');
    const [[hash, pieces] = ['', []]] = kept;
    expect([runs[0]?.pages[0]?.archiveHash, sha256(Buffer.concat(pieces))]).toEqual([hash, hash]);
    expect(pieces.length).toBeGreaterThan(1);
    expect(readdirSync(directory.path)).toEqual([]);
  });

  test('has all of a file when its reading ends, however slow our own disk is', async () => {
    const taken: Uint8Array[] = [];
    const slowly = async (piece: Uint8Array) => {
      await wait(30);
      taken.push(piece);
    };
    const size = await onServer('forem', settings, new AbortController().signal, async (server) => {
      const [file] = await server.list();
      if (file === undefined) throw new Error('the drop is empty');
      await server.read(file, slowly);
      return file.size;
    });
    expect(Buffer.concat(taken)).toHaveLength(size);
  });

  test('keeps the services apart that a document names: its own reference, and the origin of an echo', async () => {
    const { runs } = await readAll(adapter, 'round');
    const echoes = ofKind(runs[0]?.items ?? [], 'vacancy').filter(
      ({ vacancy }) => vacancy.origin.provenance === 'echo',
    );
    expect(echoes.length).toBeGreaterThan(0);
    const vdab = new Set(
      world.simulator
        .truth()
        .list.flatMap(({ appearances }) =>
          appearances.filter(({ service }) => service === 'vdab').map(({ reference }) => reference),
        ),
    );
    for (const { vacancy } of echoes) {
      expect(vacancy.origin).toMatchObject({ service: 'vdab', hops: ['vdab', 'forem'] });
      expect(vdab.has(vacancy.origin.reference ?? '')).toBe(true);
    }
  });

  test('reads a file of changes: what is inactive is withdrawn', async () => {
    const cursor = await afterFirstRound();
    await world.simulator.advance({ times: 3 });
    const { runs } = await readAll(adapter, 'changes', cursor);
    expect(runs.map(({ run }) => run.mode)).toEqual(['delta', 'delta', 'delta']);
    const withdrawn = ofKind(
      runs.flatMap(({ items }) => items),
      'withdrawn',
    );
    expect(withdrawn.length).toBeGreaterThan(0);
    expect(withdrawn.every(({ reason }) => reason === 'status')).toBe(true);
  });

  test('shows an offer again that an earlier file of changes withdrew', async () => {
    let cursor = await afterFirstRound();
    const withdrawn = new Set<string>();
    const reopened: string[] = [];
    for (let day = 0; day < 30 && reopened.length === 0; day++) {
      await world.simulator.advance();
      const next = await readAll(adapter, 'changes', cursor);
      cursor = next.cursor;
      const items = next.runs.flatMap((run) => run.items);
      reopened.push(...referencesOf(ofKind(items, 'vacancy')).filter((reference) => withdrawn.has(reference)));
      for (const reference of referencesOf(ofKind(items, 'withdrawn'))) withdrawn.add(reference);
    }
    expect(reopened.length).toBeGreaterThan(0);
  });

  test('a file that was read but not put away before a crash is put away, and not read again', async () => {
    let cursor: string | null = null;
    for await (const run of adapter.runs({ scope: 'round', cursor: null, signal: new AbortController().signal })) {
      await readRun(run);
      cursor = run.end().cursor;
    }
    const next = openDrop('forem', settings, context);
    const { runs, cursor: moved } = await readAll(next, 'round', cursor);
    expect(runs).toEqual([]);
    expect((await readAll(next, 'round', moved)).runs).toEqual([]);
  });

  test('a file that only looks like one that was read is read', async () => {
    let cursor = '';
    for await (const run of adapter.runs({ scope: 'round', cursor: null, signal: new AbortController().signal })) {
      await readRun(run);
      cursor = run.end().cursor ?? '';
    }
    const other = cursor.replace(/"sha256":"[0-9a-f]{64}"/, `"sha256":"${'0'.repeat(64)}"`);
    expect((await readAll(adapter, 'round', other)).runs.length).toBe(1);
  });
});

describe('a hostile or faulty file', () => {
  let cursor: string | null = null;

  beforeAll(async () => {
    await openWorld();
    cursor = await afterFirstRound();
  });
  afterAll(async () => await world.close());

  async function withFault(kind: string) {
    await world.simulator.faults.set({ service: 'forem', kind } as Parameters<typeof world.simulator.faults.set>[0]);
    const read = await readAll(adapter, 'round', cursor);
    cursor = read.cursor;
    return { runs: read.runs, items: read.runs.flatMap(({ items }) => items) };
  }

  test('with an entity bomb is refused whole, with the reason', async () => {
    const { items, runs } = await withFault('entity-bomb');
    expect(items).toMatchObject([
      { kind: 'unreadable', code: 'FILE_FORMAT', reason: 'a document type declaration is refused' },
    ]);
    expect(runs.length).toBe(1);
  });

  test('that was cut in the middle gives the records before the cut, and one more that says so', async () => {
    const { items } = await withFault('half-written-file');
    expect(ofKind(items, 'unreadable')).toMatchObject([
      { code: 'FILE_TRUNCATED', reason: 'the document ends inside this record' },
    ]);
    expect(items.at(-1)?.kind).toBe('unreadable');
  });

  test('with a record of 50 MB gives the others', async () => {
    const { items } = await withFault('oversized-record');
    expect(items.map(({ kind }) => kind)).toEqual(['vacancy', 'unreadable', 'vacancy']);
    expect(ofKind(items, 'unreadable')).toMatchObject([{ code: 'RECORD_TOO_LARGE', reference: '999999999' }]);
  });

  test('in an encoding that it does not declare keeps its damaged records out, and names them', async () => {
    const { items } = await withFault('wrong-encoding');
    expect(items.length).toBe(2);
    for (const item of ofKind(items, 'unreadable')) {
      expect(item).toMatchObject({
        code: 'RECORD_DAMAGED',
        reason: 'it holds bytes that are not of the declared encoding',
      });
      expect(item.reference).not.toBeNull();
    }
    expect(ofKind(items, 'unreadable').length).toBeGreaterThan(0);
  });

  test('whose name leads out of the folder is never opened, and stands in the books once', async () => {
    const archived = context.archived.size;
    const { items } = await withFault('path-trick');
    expect(items.length).toBe(4);
    for (const item of ofKind(items, 'unreadable'))
      expect(item).toMatchObject({ code: 'FILE_NAME_REFUSED', stage: 'fetch' });
    expect((await readAll(adapter, 'round', cursor)).runs).toEqual([]);
    expect(context.archived.size).toBe(archived);
    await world.simulator.faults.clear('forem', 'path-trick');
  });

  test('that comes again under another name is put away unread, unless its settings say otherwise', async () => {
    await world.simulator.advance();
    const { runs } = await withFault('duplicate-file');
    expect(runs.map(({ items }) => items.length > 0)).toEqual([true, false]);
    const reading = openDrop('forem', { ...settings, repeats: 'read' }, context);
    await world.simulator.faults.set({ service: 'forem', kind: 'duplicate-file' });
    const again = await readAll(reading, 'round', cursor);
    cursor = again.cursor;
    expect(referencesOf(again.runs[0]?.items ?? [])).toEqual(referencesOf(runs[0]?.items ?? []));
  });

  test('with a time of last year is read all the same', async () => {
    await world.simulator.faults.set({ service: 'forem', kind: 'old-modification-time' });
    await world.simulator.advance();
    const read = await readAll(adapter, 'round', cursor);
    cursor = read.cursor;
    expect(read.runs.length).toBe(1);
  });

  test('that is a snapshot of fewer records than it announces is not complete', async () => {
    const { runs } = await withFault('truncated-snapshot');
    expect(runs[0]?.run).toMatchObject({ mode: 'snapshot' });
    expect(runs[0]?.run.end().complete).toBe(false);
  });

  test('whose titles have another name still has its other fields', async () => {
    const { items } = await withFault('renamed-field');
    expect(ofKind(items, 'vacancy').every(({ vacancy }) => Object.keys(vacancy.titles).length === 0)).toBe(true);
  });
});

describe('a server that', () => {
  beforeEach(openWorld);
  afterEach(async () => await world.close());

  test('shows another host key is not logged in to', async () => {
    const hostKeyFingerprint = `SHA256:${'A'.repeat(43)}`;
    const strange = dropSettings({ ...world.simulator.addresses.drop, hostKeyFingerprint });
    await expect(readAll(openDrop('forem', strange, context), 'round')).rejects.toMatchObject({
      code: 'SFTP_HOST_KEY_REFUSED',
      retriable: false,
    });
  });

  test('has two keys pinned while one is replaced is read', async () => {
    const { hostKeyFingerprint } = world.simulator.addresses.drop;
    const both = { ...settings, hostKeyFingerprints: [`SHA256:${'A'.repeat(43)}`, hostKeyFingerprint] };
    expect((await readAll(openDrop('forem', both, context), 'round')).runs.length).toBe(1);
  });

  test('refuses the login is named', async () => {
    const login = { password: 'wrong' };
    await expect(readAll(openDrop('forem', { ...settings, login }, context), 'round')).rejects.toMatchObject({
      code: 'SFTP_LOGIN_REFUSED',
    });
  });

  test('is not there is an error that may pass, and names the server', async () => {
    const failure = await readAll(openDrop('forem', { ...settings, port: 1 }, context), 'round').catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: 'SFTP_UNREACHABLE', retriable: true, details: { host: settings.host } });
  });

  test('breaks off in the middle fails the run, and the file is read the next time', async () => {
    await world.simulator.faults.set({ service: 'sftp', kind: 'connection-reset', after: 8, times: 1 });
    await expect(readAll(adapter, 'round')).rejects.toMatchObject({ retriable: true });
    expect((await readAll(adapter, 'round')).runs.length).toBe(1);
  });

  test('stalls is left after the limit', async () => {
    await world.simulator.faults.set({ service: 'sftp', kind: 'slow-answer', delayMs: 5_000, times: 3 });
    const hasty = { ...settings, limits: { ...settings.limits, operationMs: 300 } };
    await expect(readAll(openDrop('forem', hasty, context), 'round')).rejects.toMatchObject({ code: 'SFTP_TIMEOUT' });
  });

  test('takes connections and says nothing is left after the limit, by that name', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const hasty = { ...settings, port, limits: { ...settings.limits, operationMs: 300 } };
    await expect(readAll(openDrop('forem', hasty, context), 'round')).rejects.toMatchObject({
      code: 'SFTP_TIMEOUT',
      details: { operation: 'connecting' },
    });
    silent.close();
  });

  test('has no space left for answers lets nothing be read twice', async () => {
    await world.simulator.faults.set({ service: 'sftp', kind: 'disk-full', times: 100 });
    const { runs, cursor } = await readAll(adapter, 'round');
    expect(world.simulator.faults.met()).toMatchObject([{ kind: 'disk-full' }]);
    expect(referencesOf(runs[0]?.items ?? [])).toEqual(world.live('forem').toSorted());
    await world.simulator.faults.clear('sftp');
    expect((await readAll(adapter, 'round', cursor)).runs).toEqual([]);
  });

  test('refuses to move files lets nothing be read twice', async () => {
    await world.simulator.faults.set({ service: 'sftp', kind: 'rename-refused', times: 100 });
    const { cursor } = await readAll(adapter, 'round');
    await world.simulator.faults.clear('sftp');
    expect((await readAll(adapter, 'round', cursor)).runs).toEqual([]);
    expect((await readAll(adapter, 'round', null)).runs).toEqual([]);
  });
});
