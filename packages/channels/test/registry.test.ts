import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  acknowledgementSchema,
  channelSettingsSchema,
  documentItemSchema,
  euresReferenceSchema,
  FORMATS,
  feedPageSchema,
  inventoryLineSchema,
  sftpFullManifestSchema,
  sftpManifestSchema,
  webhookAnswerSchema,
  webhookBatchSchema,
  webhookSingleSchema,
  wireItemSchema,
} from '../src/index.ts';
import { openWith } from './surroundings.ts';
import { SECRET } from './webhook/receiver.ts';

const SETTINGS = [
  { kind: 'webhook', url: 'https://partner.example/hook', secrets: [SECRET] },
  {
    kind: 'sftp',
    host: 'sftp.partner.example',
    username: 'relais',
    password: 'secret',
    hostKeyFingerprints: [`SHA256:${'a'.repeat(43)}`],
    folder: '/in/',
  },
  { kind: 'topic' },
  { kind: 'feed', apiKeys: ['k'.repeat(24)] },
  { kind: 'eures', apiKeys: ['k'.repeat(24)] },
];

/** Folders that hold no channel. */
const BESIDE_CHANNELS = ['conformance', 'formats'];

const faultsOf = (settings: unknown) =>
  channelSettingsSchema.safeParse(settings).error?.issues.map(({ path }) => path.join('.'));

describe('the registry', () => {
  test('knows every format that has a folder, by the name it gives itself', () => {
    const folders = readdirSync(join(import.meta.dirname, '../src/formats'), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory() && entry.name !== 'xml').map(({ name }) => name);
    expect(Object.keys(FORMATS).toSorted()).toEqual(names.toSorted());
    for (const [name, format] of Object.entries(FORMATS)) expect(format.name).toBe(name);
  });

  test('opens every kind of channel that has a folder', async () => {
    const folders = readdirSync(join(import.meta.dirname, '../src'), { withFileTypes: true });
    const kinds: string[] = [];
    for (const settings of SETTINGS) {
      const channel = openWith(settings);
      kinds.push(channel.kind);
      await channel.close();
    }
    expect(kinds.toSorted()).toEqual(
      folders
        .filter((entry) => entry.isDirectory() && !BESIDE_CHANNELS.includes(entry.name))
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  test.each(SETTINGS)('takes no key that it does not know: $kind', (settings) => {
    expect(faultsOf(settings)).toBeUndefined();
    expect(faultsOf({ ...settings, colour: 'blue' })).toEqual(['']);
  });

  test.each([
    ['an unknown kind', { kind: 'carrier-pigeon' }, 'kind'],
    ['a webhook without secrets', { ...SETTINGS[0], secrets: [] }, 'secrets'],
    ['SFTP without pinned keys', { ...SETTINGS[1], hostKeyFingerprints: [] }, 'hostKeyFingerprints'],
    ['SFTP with an MD5 fingerprint', { ...SETTINGS[1], hostKeyFingerprints: ['MD5:aa:bb'] }, 'hostKeyFingerprints.0'],
    ['SFTP without key and password', { ...SETTINGS[1], password: null }, 'privateKey'],
    ['SFTP with a control character in a path', { ...SETTINGS[1], folder: '/in\u0000' }, 'folder'],
    ['a format that nobody knows', { kind: 'topic', format: 'yaml' }, 'format'],
    ['a feed with a short key', { kind: 'feed', apiKeys: ['short'] }, 'apiKeys.0'],
  ])('refuses %s', (_case, settings, path) => {
    expect(faultsOf(settings)).toEqual([path]);
  });
});

test.each(
  Object.entries({
    wireItemSchema,
    webhookBatchSchema,
    webhookSingleSchema,
    webhookAnswerSchema,
    sftpManifestSchema,
    sftpFullManifestSchema,
    feedPageSchema,
    acknowledgementSchema,
    documentItemSchema,
    inventoryLineSchema,
    euresReferenceSchema,
  }),
)('%s can be published as a JSON Schema', (_name, schema) => {
  expect(z.toJSONSchema(schema)).toHaveProperty('$schema');
});
