import { openEmbeddedEventLog } from '@relais/event-log';
import { openEmbeddedFile, silentLogger, systemClock } from '@relais/runtime';
import { partnerTopic } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import { formatItem } from '../src/formats/port.ts';
import { documentItemSchema, FORMATS, type FormatName, feedPageSchema, feedServer } from '../src/index.ts';
import { SftpFiles } from '../src/sftp/files.ts';
import { sftpSettingsSchema } from '../src/sftp/settings.ts';
import { memoryFeedStore } from './feed/memory-feed-store.ts';
import { batchOf, NOW, removal, running, upsert } from './offers.ts';
import { openWith } from './surroundings.ts';
import { SECRET, startReceiver } from './webhook/receiver.ts';

const NAMES = Object.keys(FORMATS) as FormatName[];
const OTHERS = NAMES.filter((name) => name !== 'relais-json');
const items = [upsert('of_a', 1), removal('of_b', 2)];
const written = items.map((item) => formatItem('jobs-all', item));
const head = { subscription: 'jobs-all', load: 'difference', count: 2, at: NOW } as const;
const together = (name: FormatName) => [...FORMATS[name].many(written, head)].join('');

/** The bodies that a webhook sends in this format. */
async function bodiesOf(known: Record<string, unknown>): Promise<{ text: string; type: string | undefined }[]> {
  const receiver = await startReceiver(undefined, { understands: false });
  const channel = openWith({
    kind: 'webhook',
    secrets: [SECRET],
    allowPrivateNetworks: true,
    url: receiver.url,
    ...known,
  });
  const outcomes = await channel.send(batchOf(items), running);
  expect(outcomes).toEqual([{ kind: 'accepted' }, { kind: 'accepted' }]);
  await channel.close();
  await receiver.close();
  return receiver.calls.map(({ body, headers }) => ({ text: body.toString('utf8'), type: headers['content-type'] }));
}

describe.each(OTHERS)('%s', (name) => {
  const format = FORMATS[name];

  test('goes into the envelope of a webhook, an item each', async () => {
    const [body] = await bodiesOf({ format: name });
    const { data } = JSON.parse(body?.text ?? '') as { data: { items: unknown[] } };
    const sent = data.items.map((item) => documentItemSchema.parse(item));
    expect(sent.map(({ offerId, action }) => [offerId, action])).toEqual([
      ['of_a', 'upsert'],
      ['of_b', 'remove'],
    ]);
    expect(sent.map(({ document }) => document)).toEqual(written.map((item) => format.one(item)));
    expect(body?.type).toBe('application/json');
  });

  test('is the body of a webhook by itself, signed as it stands, single and in batches', async () => {
    expect(await bodiesOf({ format: name, body: 'document' })).toEqual([
      { text: together(name), type: format.mediaType },
    ]);
    const alone = await bodiesOf({ format: name, body: 'document', mode: 'single' });
    expect(alone.map(({ text }) => text).toSorted()).toEqual(written.map((item) => format.one(item)).toSorted());
  });

  test('is the value of a topic record, with its media type; a removal is a tombstone all the same', async () => {
    const file = openEmbeddedFile(':memory:');
    const log = openEmbeddedEventLog(file);
    await openWith({ kind: 'topic', format: name }, { log }).send(batchOf(items), running);
    const values = new Map<string, string | null>();
    for await (const records of log.read({ topic: partnerTopic('jobs').name })) {
      for (const { key, value, headers } of records) {
        values.set(key, value);
        expect(headers['content-type']).toBe(format.mediaType);
      }
    }
    expect(values).toEqual(
      new Map([
        ['of_a', format.one(formatItem('jobs-all', upsert('of_a', 1)))],
        ['of_b', null],
      ]),
    );
    await log.close();
    file.close();
  });

  test('stands in the entries of a feed, removals too', async () => {
    const feedStore = memoryFeedStore();
    const key = 'k'.repeat(32);
    await openWith({ kind: 'feed', apiKeys: [key], format: name }, { feedStore }).send(batchOf(items), running);
    const subscriptions = new Map([['jobs-all', { apiKeys: [key], format: name }]]);
    const server = feedServer({ feedStore, subscriptions, logger: silentLogger, clock: systemClock });
    const answer = await server.inject({ url: '/v1/feeds/jobs-all', headers: { authorization: `Bearer ${key}` } });
    const { entries } = feedPageSchema.parse(answer.json());
    expect(entries.map(({ document }) => document)).toEqual(written.map((item) => format.one(item)));
    expect(entries[0]).toMatchObject({ mediaType: format.mediaType });
    await server.close();
  });
});

test.each(NAMES)('%s is a file with a manifest that tells of it', (name) => {
  const settings = sftpSettingsSchema.parse({
    kind: 'sftp',
    format: name,
    host: 'sftp.example',
    username: 'relais',
    password: 'secret',
    hostKeyFingerprints: [`SHA256:${'a'.repeat(43)}`],
    folder: '/in',
  });
  const [file, manifest] = new SftpFiles(settings, 'jobs-all').difference(batchOf(items));
  const { extension } = FORMATS[name];
  expect(file?.path).toBe(`/in/jobs-all_b1.${extension}`);
  expect(file?.content.toString('utf8')).toBe(together(name));
  expect(JSON.parse(manifest?.content.toString('utf8') ?? '')).toMatchObject({
    file: `jobs-all_b1.${extension}`,
    load: 'difference',
    format: name,
    count: 2,
  });
});
