import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  dropFiles,
  heldClock,
  liveReferences,
  sftpClient,
  simulation,
  temporaryFolder,
  textOf,
} from '../simulation.ts';

const OWN = /<Id idOwner="LEFOREM"><IdValue>(\d+)<\/IdValue><\/Id>/g;

function references(content: string): string[] {
  return [...content.matchAll(OWN)].map(([, reference = '']) => reference);
}

describe('the drop', () => {
  test('begins with a full file of everything that is live', async () => {
    const simulator = await simulation();
    const [file, ...more] = await dropFiles(simulator.addresses.drop);
    expect(more).toEqual([]);
    expect(file?.name).toMatch(/^forem-.*-full\.xml$/);
    expect(file?.content).toContain('mode="full" count="45"');
    expect(references(file?.content ?? '').toSorted()).toEqual(liveReferences(simulator, 'forem'));
  });

  test('goes on with files of changes that lead to the truth', async () => {
    const simulator = await simulation({ offers: 2000 });
    await simulator.advance({ times: 6 });
    const held = new Set<string>();
    for (const { content } of await dropFiles(simulator.addresses.drop)) {
      for (const [opening] of content.matchAll(/<PositionOpening .*?<\/PositionOpening>/gs)) {
        const [reference = ''] = references(opening);
        if (opening.includes('>Inactive</Status>')) held.delete(reference);
        else held.add(reference);
      }
    }
    expect([...held].toSorted()).toEqual(liveReferences(simulator, 'forem'));
  });

  test('names the VDAB vacancy behind an echo, and writes the echo in French', async () => {
    const simulator = await simulation({ offers: 2000 });
    const [file] = await dropFiles(simulator.addresses.drop);
    const echoes = simulator
      .truth()
      .list.filter(({ appearances }) =>
        appearances.some(({ kind, service }) => kind === 'echo' && service === 'forem'),
      );
    expect(echoes.length).toBeGreaterThan(10);
    for (const { appearances } of echoes) {
      const [original, echo] = [
        appearances.find(({ kind }) => kind === 'original'),
        appearances.find(({ service }) => service === 'forem'),
      ];
      const identifiers = `<Id idOwner="LEFOREM"><IdValue>${echo?.reference}</IdValue></Id><Id idOwner="VDAB"><IdValue>${original?.reference}</IdValue></Id>`;
      expect(file?.content).toContain(
        `<PositionOpening xml:lang="FR" version="5.2"><PositionRecordInfo>${identifiers}`,
      );
    }
  });

  test('is taken up again after a restart without repeating what was published', async () => {
    const [clock, directory] = [heldClock(), temporaryFolder()];
    const first = await simulation({ clock, directory });
    clock.move(1000);
    await first.advance();
    const before = await dropFiles(first.addresses.drop);
    await first.close();
    const second = await simulation({ clock, directory });
    expect(await dropFiles(second.addresses.drop)).toEqual(before);
    clock.move(1000);
    await second.advance({ times: 4 });
    expect((await dropFiles(second.addresses.drop)).length).toBeGreaterThan(before.length);
  });
});

describe('SFTP', () => {
  test('refuses another key, another user and, at the client, another host key', async () => {
    const { drop, partners } = (await simulation()).addresses;
    await expect(sftpClient({ ...drop, privateKey: partners.sftp.privateKey })).rejects.toThrow(/authentication/i);
    await expect(sftpClient({ ...drop, username: 'somebody' })).rejects.toThrow(/authentication/i);
    const { hostKeyFingerprint } = (await simulation({ seed: 6 })).addresses.drop;
    await expect(sftpClient({ ...drop, hostKeyFingerprint })).rejects.toThrow(/host/i);
  });

  test('shuts each user into its own folder', async () => {
    const { drop } = (await simulation()).addresses;
    const client = await sftpClient(drop);
    expect(await client.realPath('/offers/../../..')).toBe('/');
    expect(await client.exists('/../../population.json')).toBe(false);
    expect((await client.list('/')).map(({ name }) => name)).toEqual(['adg', 'offers']);
  });

  test('lets a reader make folders, move files and remove them, never over another file', async () => {
    const { drop } = (await simulation()).addresses;
    const client = await sftpClient(drop);
    const [file] = await client.list(drop.folder);
    const from = `${drop.folder}/${file?.name}`;
    await client.mkdir(`${drop.folder}/processed`);
    await client.put(Buffer.from('x'), `${drop.folder}/processed/taken.xml`);
    await expect(client.rename(from, `${drop.folder}/processed/taken.xml`)).rejects.toThrow(/fail/i);
    await client.rename(from, `${drop.folder}/processed/${file?.name}`);
    await client.delete(`${drop.folder}/processed/taken.xml`);
    expect((await client.list(`${drop.folder}/processed`)).map(({ name }) => name)).toEqual([file?.name]);
    expect((await client.stat(`${drop.folder}/processed/${file?.name}`)).size).toBe(file?.size);
  });

  test('carries large files in both directions unharmed', async () => {
    const { partners } = (await simulation()).addresses;
    const client = await sftpClient(partners.sftp);
    const bytes = Buffer.alloc(3_000_000, 'relais ');
    await client.put(bytes, '/inbox/large.bin');
    expect(bytes.equals((await client.get('/inbox/large.bin')) as Buffer)).toBe(true);
  });

  test('breaks off, refuses a rename and runs out of space on demand', async () => {
    const simulator = await simulation();
    const { partners } = simulator.addresses;
    const client = await sftpClient(partners.sftp);
    await simulator.faults.set({ service: 'sftp', kind: 'disk-full' });
    // The client resolves all the same: only the size tells.
    await client.put(Buffer.from('x'), '/inbox/a.part');
    expect((await client.stat('/inbox/a.part')).size).toBe(0);
    await client.put(Buffer.from('x'), '/inbox/a.part');
    await simulator.faults.set({ service: 'sftp', kind: 'rename-refused' });
    await expect(client.rename('/inbox/a.part', '/inbox/a')).rejects.toThrow(/fail/i);
    await client.rename('/inbox/a.part', '/inbox/a');
    await simulator.faults.set({ service: 'sftp', kind: 'connection-reset' });
    await expect(client.list('/inbox')).rejects.toThrow();
    expect((await (await sftpClient(partners.sftp)).list('/inbox')).length).toBe(1);
  });
});

describe('faults of the drop', () => {
  test('leave half a file and complete it when they end', async () => {
    const simulator = await simulation();
    const latest = async () => (await dropFiles(simulator.addresses.drop)).at(-1)?.content ?? '';
    await simulator.faults.set({ service: 'forem', kind: 'half-written-file' });
    expect(await latest()).not.toContain('</PositionOpenings>');
    await simulator.faults.clear('forem');
    expect(await latest()).toContain('</PositionOpenings>');
  });

  test('put hostile files beside the sound ones', async () => {
    const simulator = await simulation();
    const { faults, addresses } = simulator;
    const latest = async () => (await dropFiles(addresses.drop)).at(-1)?.content ?? '';
    await faults.set({ service: 'forem', kind: 'entity-bomb' });
    expect(await latest()).toMatch(/<!DOCTYPE .*<PositionTitle>&e9;/s);
    await faults.set({ service: 'forem', kind: 'renamed-field' });
    expect(await latest()).not.toContain('<PositionTitle>');
    await faults.set({ service: 'forem', kind: 'truncated-snapshot', remains: 0.2 });
    const short = await latest();
    expect(short).toContain('mode="full" count="45"');
    expect(references(short).length).toBe(9);
    await faults.set({ service: 'forem', kind: 'oversized-record' });
    const large = await latest();
    expect(large.length).toBeGreaterThan(50 * 1024 * 1024);
    expect(references(large)).toContain('999999999');
  });

  test('write bytes that are not what the declaration says', async () => {
    const simulator = await simulation();
    await simulator.faults.set({ service: 'forem', kind: 'wrong-encoding' });
    const { drop } = simulator.addresses;
    const client = await sftpClient(drop);
    const name = (await client.list(drop.folder))
      .map((file) => file.name)
      .toSorted()
      .at(-1);
    const bytes = (await client.get(`${drop.folder}/${name}`)) as Buffer;
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow(TypeError);
  });

  test('repeat a file under a new name, and give a change an old time', async () => {
    const directory = temporaryFolder();
    const simulator = await simulation({ directory, offers: 2000 });
    await simulator.faults.set({ service: 'forem', kind: 'duplicate-file' });
    const [first, copy] = await dropFiles(simulator.addresses.drop);
    expect(copy?.content).toBe(first?.content);
    await simulator.faults.set({ service: 'forem', kind: 'old-modification-time' });
    await simulator.advance();
    const folder = join(directory, 'drops/forem/offers');
    const times = readdirSync(folder)
      .toSorted()
      .map((name) => statSync(join(folder, name)).mtimeMs);
    expect(times.at(-1)).toBeLessThan(Date.now() - 300 * 86_400_000);
  });

  test('list names that lead out of the folder until they are cleared', async () => {
    const simulator = await simulation();
    const { drop } = simulator.addresses;
    await simulator.faults.set({ service: 'forem', kind: 'path-trick' });
    const client = await sftpClient(drop);
    expect((await client.list(drop.folder)).map(({ name }) => name)).toContain('../escape.xml');
    expect(await textOf(client, `${drop.folder}/../escape.xml`)).toContain('<PositionOpening ');
    await simulator.faults.clear();
    expect((await client.list(drop.folder)).length).toBe(1);
  });
});

test('documents of a recorded folder lie in a drop of their own, and stay away once moved', async () => {
  const [recorded, directory] = [temporaryFolder(), temporaryFolder()];
  mkdirSync(join(recorded, 'some'));
  writeFileSync(
    join(recorded, 'some/one.xml'),
    '<?xml version="1.0"?>\n<!-- made up -->\n<x:PositionOpening xmlns:x="urn:x"/>',
  );
  writeFileSync(join(recorded, 'some/other.xml'), '<urlset/>');
  const simulator = await simulation({ recorded, directory });
  const address = simulator.addresses.recorded;
  expect(address?.franceTravail).toBeNull();
  if (address === null) throw new Error('no recorded drop');
  const client = await sftpClient(address.drop);
  expect((await client.list(address.drop.folder)).map(({ name }) => name)).toEqual(['some-one.xml']);
  await client.delete(`${address.drop.folder}/some-one.xml`);
  await simulator.close();
  const again = (await simulation({ recorded, directory })).addresses.recorded;
  if (again === null) throw new Error('no recorded drop');
  expect(await dropFiles(again.drop)).toEqual([]);
});
