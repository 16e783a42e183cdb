import { describe, expect, test } from 'vitest';
import { openSource, readSourceFile, SOURCES, sourceSettingsSchema } from '../src/index.ts';
import { testContext } from './test-context.ts';
import { vacancyV4 } from './vdab/builders.ts';

const drop = {
  kind: 'drop',
  host: 'drop.example.org',
  username: 'relais',
  login: { privateKey: 'a key' },
  hostKeyFingerprints: [`SHA256:${'a'.repeat(43)}`],
  folder: '/in',
};
const faultsOf = (settings: object) =>
  sourceSettingsSchema.safeParse(settings).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe('settings of sources', () => {
  test('are told apart by their kind, each with its defaults', () => {
    expect(Object.keys(SOURCES)).toEqual(['vdab', 'actiris', 'forem', 'france-travail', 'eures', 'drop']);
    expect(sourceSettingsSchema.parse({ kind: 'vdab', baseUrl: 'https://api.example.org/v4/' })).toMatchObject({
      baseUrl: 'https://api.example.org/v4',
      zone: 'Europe/Brussels',
      http: { callsPerSecond: 20 },
      pageSize: 2000,
      overlapMinutes: 15,
    });
    expect(sourceSettingsSchema.parse({ kind: 'france-travail', baseUrl: 'https://x.fr' })).toMatchObject({
      zone: 'Europe/Paris',
    });
    expect(sourceSettingsSchema.parse(drop)).toMatchObject({
      port: 22,
      semantics: 'delta',
      processedFolder: 'processed',
    });
  });

  test('name every fault by its path', () => {
    expect(
      faultsOf({ kind: 'vdab', baseUrl: 'ftp://x', zone: 'Mars/Base', pageSize: 5000, overlapMinutes: 1 }),
    ).toEqual(['zone', 'baseUrl', 'pageSize', 'overlapMinutes']);
    expect(faultsOf({ kind: 'carrier-pigeon' })).toEqual(['kind']);
  });

  test('of a drop must pin a host key, stay in their folder and have a login', () => {
    expect(faultsOf({ ...drop, hostKeyFingerprints: [] })).toEqual(['hostKeyFingerprints']);
    expect(faultsOf({ ...drop, hostKeyFingerprints: ['MD5:aa'] })).toEqual(['hostKeyFingerprints.0']);
    expect(faultsOf({ ...drop, folder: '/in/../etc' })).toEqual(['folder']);
    expect(faultsOf({ ...drop, folder: 'in' })).toEqual(['folder']);
    expect(faultsOf({ ...drop, processedFolder: '../x', files: ['a/*.xml'] })).toEqual(['processedFolder', 'files.0']);
    expect(faultsOf({ ...drop, login: {} })).toEqual(['login']);
  });
});

test('a source of any kind is opened and its files are read by its settings', async () => {
  const settings = sourceSettingsSchema.parse({ kind: 'vdab', baseUrl: 'https://api.example.org' });
  const adapter = openSource('vdab', settings, testContext());
  await adapter.close();
  await adapter.close();
  const bytes = Buffer.from(JSON.stringify([vacancyV4()]));
  expect([...readSourceFile('vdab', settings, { name: 'raw', bytes })]).toMatchObject([{ kind: 'vacancy' }]);
  expect([...readSourceFile('vdab', settings, { name: 'raw', bytes: Buffer.from('[{') })]).toMatchObject([
    { kind: 'unreadable', code: 'ANSWER_UNREADABLE' },
  ]);
});
