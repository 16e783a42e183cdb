import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  describeWith,
  describeWithOwn,
  eventually,
  freshPrefix,
  type SftpAddress,
  sftpClient,
  startSftp,
} from '@relais/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Channel, ItemOutcome } from '../../src/index.ts';
import { batchOf, running, upserts } from '../offers.ts';
import { openWith } from '../surroundings.ts';
import { startCuttingProxy } from './cutting-proxy.ts';
import { type Client, Partner, settingsFor } from './partner.ts';

const run = promisify(execFile);

/** About 260 KiB. */
const ITEMS = upserts(300);
const NAMES = ['jobs-all_b1.jsonl', 'jobs-all_b1.manifest.json'];
const ACCEPTED = { kind: 'accepted' };
const REFUSED = { kind: 'failed', reason: 'server-error', retriable: true };

/** Sends the same batch each time; what came of it, which is one and the same for all its offers. */
async function sendTo(channel: Channel): Promise<ItemOutcome | undefined> {
  const outcomes = await channel.send(batchOf(ITEMS), running);
  expect(outcomes).toEqual(ITEMS.map(() => outcomes[0]));
  return outcomes[0];
}

/** The batch is there whole and once, and nothing else is. */
async function expectInPlace(partner: Partner): Promise<void> {
  expect((await partner.held()).size).toBe(ITEMS.length);
  expect(await partner.names('in')).toEqual(NAMES);
}

/** The same, seen over a connection of its own: a server that was killed has closed those before. */
async function expectInPlaceAt(sftp: SftpAddress, folder: string): Promise<void> {
  const client = await sftpClient(sftp);
  await expectInPlace(new Partner(folder, client));
  await client.end();
}

await describeWithOwn(['sftp'], 'an OpenSSH', ({ sftp }) => {
  test('that dies fails the batch, and takes it whole once it is back', async () => {
    const { folder } = await Partner.at(sftp, await sftpClient(sftp));
    const channel = openWith(settingsFor(sftp, folder));
    await sftp.kill();
    expect(await sendTo(channel)).toMatchObject({ kind: 'failed', reason: 'connection' });
    await sftp.restart();
    expect(await sendTo(channel)).toEqual(ACCEPTED);
    await expectInPlaceAt(sftp, folder);
    await channel.close();
  });

  test('that is killed in the middle of an upload has nothing under its name, and takes it whole once it is back', async () => {
    const before = await Partner.at(sftp, await sftpClient(sftp));
    const proxy = await startCuttingProxy(sftp);
    const channel = openWith(settingsFor(sftp, before.folder, { host: '127.0.0.1', port: proxy.port }));
    // What the server has by then is all that it gets: the upload cannot end before the kill.
    proxy.cut = { afterBytes: 100_000, how: 'stall' };
    const sending = sendTo(channel);
    await eventually(async () => (await before.names('in')).length > 0, { what: 'the beginning of an upload' });
    await sftp.kill();
    expect(await sending).toMatchObject({ kind: 'failed', reason: 'connection', retriable: true });
    proxy.cut = null;
    await sftp.restart();
    const client = await sftpClient(sftp);
    const after = new Partner(before.folder, client);
    expect(await after.names('in')).toEqual([`${NAMES[0]}.part`]);
    expect(await sendTo(channel)).toEqual(ACCEPTED);
    await expectInPlace(after);
    await client.end();
    await channel.close();
    await proxy.close();
  });

  test('whose host key changes is not told who we are, until it has its old one again', async () => {
    const other = await startSftp();
    if (!other.ok) throw new Error(other.reason);
    await using changed = other.server;
    const client = await sftpClient(sftp);
    const partner = await Partner.at(sftp, client);
    const target = { host: sftp.host, port: sftp.port };
    const proxy = await startCuttingProxy(target);
    const channel = openWith(settingsFor(sftp, partner.folder, { host: '127.0.0.1', port: proxy.port }));
    target.port = changed.port;
    const refused = await sendTo(channel);
    expect(refused).toMatchObject({ kind: 'failed', reason: 'authentication', retriable: true });
    expect(JSON.stringify(refused)).toContain(changed.hostKeyFingerprint);
    target.port = sftp.port;
    expect(await sendTo(channel)).toEqual(ACCEPTED);
    await expectInPlace(partner);
    target.port = changed.port;
    proxy.drop();
    expect(await sendTo(channel)).toMatchObject({ kind: 'failed', reason: 'authentication' });
    await client.end();
    await channel.close();
    await proxy.close();
  });

  test('that is restarted between two batches takes both', async () => {
    const { folder } = await Partner.at(sftp, await sftpClient(sftp));
    const channel = openWith(settingsFor(sftp, folder));
    expect(await sendTo(channel)).toEqual(ACCEPTED);
    await sftp.kill();
    await sftp.restart();
    expect(await sendTo(channel)).toEqual(ACCEPTED);
    await expectInPlaceAt(sftp, folder);
    await channel.close();
  });
});

await describeWith(['sftp'], 'an OpenSSH that refuses', ({ sftp }) => {
  let client: Client;
  beforeAll(async () => {
    client = await sftpClient(sftp);
  });
  afterAll(async () => await client.end());

  test.each(NAMES)('to rename to %s fails the batch, and takes it whole once the name is free', async (name) => {
    const partner = await Partner.at(sftp, client);
    const channel = openWith(settingsFor(sftp, partner.folder));
    // No file takes the place of a folder that holds something.
    await partner.makeFolder(`in/${name}`);
    await partner.write(`in/${name}/in-the-way`, '');
    expect(await sendTo(channel)).toMatchObject(REFUSED);
    expect((await partner.names('in')).filter((each) => each !== name && !each.endsWith('.part'))).not.toContain(
      NAMES[1],
    );
    await client.rmdir(partner.path(`in/${name}`), true);
    expect(await sendTo(channel)).toEqual(ACCEPTED);
    await expectInPlace(partner);
    await channel.close();
  });

  test('for want of space fails the batch, and takes it whole once there is space', async ({ skip }) => {
    await using disk = await smallDisk(sftp.directory);
    if (disk === undefined) return skip('without the right to mount a small disk in the folder of the server');
    const partner = new Partner(disk.folder, client);
    await partner.makeFolder('in');
    const channel = openWith(settingsFor(sftp, partner.folder));
    expect(await sendTo(channel)).toMatchObject(REFUSED);
    expect((await partner.names('in')).filter((name) => !name.endsWith('.part'))).toEqual([]);
    await disk.grow();
    expect(await sendTo(channel)).toEqual(ACCEPTED);
    await expectInPlace(partner);
    await channel.close();
  });
});

interface SmallDisk extends AsyncDisposable {
  readonly folder: string;
  /** To 16 MiB. */
  grow(): Promise<void>;
}

/** A disk of 128 KiB in a folder of this machine; undefined where it cannot be had. */
async function smallDisk(parent: string): Promise<SmallDisk | undefined> {
  const folder = join(parent, freshPrefix());
  try {
    await mkdir(folder);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  return {
    folder,
    grow: async () => void (await run('mount', ['-o', 'remount,size=16m', folder])),
    [Symbol.asyncDispose]: async () => void (await run('umount', ['--lazy', folder])),
  };
}
