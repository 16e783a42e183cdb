import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { type Configuration, doubtsAbout, loadConfiguration, requireConfiguration } from '../src/index.ts';
import { actiris, faultsOf, load, partner, pathsOf, webhook } from './configured.ts';

test('an empty file is a configuration of its own: embedded, without sources and partners', () => {
  expect(load({})).toMatchObject({
    ok: true,
    configuration: { directory: './var', log: { driver: 'embedded' }, sources: [], partners: [] },
  });
});

test('every fault is reported at once, by path', () => {
  const tree = {
    logLevel: 'loud',
    colour: 'blue',
    log: { driver: 'kafka', brokers: ['kafka:9092'] },
    ops: { port: 70_000, prot: 1 },
    sources: [
      actiris('twice', { schedule: { zone: 'Europe/Atlantis' }, settings: { baseUrl: 'nowhere', bogus: 1 } }),
      actiris('twice', { settings: { baseUrl: 'https://actiris.example.org', http: { burts: 3 } } }),
    ],
    partners: [
      partner('p', { kind: 'topic' }, { kind: 'topic' }),
      partner('p', webhook({ secrets: ['whsec_written'] })),
      partner('q', webhook({ secrets: [{ env: 'MISSING' }], url: 'ftp://example.org' })),
    ],
  };
  expect([...new Set(pathsOf(tree))]).toEqual([
    '(root)',
    'logLevel',
    'ops',
    'ops.port',
    'partners',
    'partners.0.subscriptions',
    'partners.1.subscriptions.0.channel.secrets.0',
    'partners.2.subscriptions.0.channel.secrets.0',
    'partners.2.subscriptions.0.channel.url',
    'sources',
    'sources.0.schedule.zone',
    'sources.0.settings.baseUrl',
    'sources.1.settings.http',
    'state.driver',
  ]);
});

describe('ids', () => {
  test.each([
    ['two sources', { sources: [actiris('a'), actiris('a')] }, 'sources', 'the id a is given twice'],
    [
      'two partners',
      { partners: [partner('a', webhook()), { ...partner('b', webhook()), id: 'a' }] },
      'partners',
      'the id a',
    ],
    [
      'subscriptions of two partners',
      { partners: [partner('a', webhook()), { ...partner('a', webhook()), id: 'b' }] },
      'partners',
      'the subscription id a-0 is given twice',
    ],
  ])('that %s share are a fault', (_what, tree, path, message) => {
    expect(faultsOf(tree)).toEqual([{ path, message: expect.stringContaining(message) as unknown }]);
  });
});

test('a policy that allows and denies the same is a fault, and so is an address that two servers want', () => {
  const contradictory = { origins: { allow: ['vdab', 'forem'], deny: ['forem'] } };
  const partners = [{ ...partner('p', webhook()), policy: contradictory }];
  const port = { port: 4100 };
  expect(faultsOf({ partners, ops: port, feed: port })).toEqual([
    { path: 'partners.0.policy.origins', message: 'allowed and denied at once: forem' },
    { path: 'feed.port', message: '127.0.0.1:4100 is the address of ops already' },
  ]);
  const health = { ingest: { port: 4102 }, enricher: { port: 4102, host: '0.0.0.0' }, sink: { port: 4110 } };
  expect(faultsOf({ feed: { port: 4110 }, health })).toEqual([
    { path: 'health.sink.port', message: '127.0.0.1:4110 is the address of feed already' },
  ]);
  expect(faultsOf({ ops: { port: 0 }, feed: { port: 0 } })).toEqual([]);
});

test('a policy that names a source which is not configured is doubted, not refused: its offers may still stand', () => {
  const policy = { sources: { allow: ['actiris', 'vdab'], deny: ['actirs'] } };
  const loaded = (tree: object): Configuration => {
    const outcome = load(tree);
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.faults));
    return outcome.configuration;
  };
  const partners = [{ ...partner('p', webhook()), policy }];
  expect(doubtsAbout(loaded({ sources: [actiris()], partners }))).toEqual([
    { path: 'partners.0.policy.sources.allow', message: 'not configured as a source: vdab (there are actiris)' },
    { path: 'partners.0.policy.sources.deny', message: 'not configured as a source: actirs (there are actiris)' },
  ]);
  expect(doubtsAbout(loaded({ sources: [actiris()], partners: [partner('p', webhook())] }))).toEqual([]);
});

describe('a ledger in PostgreSQL', () => {
  const ledger = { driver: 'postgres', database: 'relais' };
  const servers = {
    log: { driver: 'kafka', brokers: ['kafka:9092'] },
    state: { driver: 'redis', url: 'redis://redis' },
  };

  test('that names no server is a fault, beside all others', () => {
    expect(faultsOf({ ...servers, ledger, ops: { port: -1 }, places: 'none.places' })).toMatchObject([
      { path: 'ledger', message: 'names no server: write url or host, or set PGHOST' },
      { path: 'ops.port' },
      { path: 'places', message: 'there is no file of places none.places' },
    ]);
  });

  test('may leave its server to the environment', () => {
    expect(faultsOf({ ...servers, ledger }, { PGHOST: 'db' })).toEqual([]);
    expect(faultsOf({ ...servers, ledger: { ...ledger, host: 'db' } })).toEqual([]);
  });
});

test('what is not there is said to be missing, with its kind', () => {
  expect(
    faultsOf({ partners: [{ id: 'p', subscriptions: [{ id: 's' }] }], sources: [{ id: 'a', kind: 'actiris' }] }),
  ).toEqual(
    expect.arrayContaining([
      { path: 'partners.0.name', message: 'is missing: string' },
      { path: 'partners.0.subscriptions.0.channel', message: 'is missing: object' },
      { path: 'sources.0.settings', message: 'is missing' },
    ]),
  );
});

describe('the guards of a source', () => {
  test('are set where nothing is said of them', () => {
    expect(load({ sources: [actiris()] })).toMatchObject({
      configuration: {
        sources: [
          {
            ...{ mostAbsentPercent: 20, mostHops: 4, expireEverySeconds: 900, contactDays: 180, silentAfterHours: 36 },
            schedule: { jitterSeconds: 300 },
          },
        ],
      },
    });
  });

  test.each([
    ['a share of more than everything', { mostAbsentPercent: 101 }, 'sources.0.mostAbsentPercent'],
    ['a chain without any service', { mostHops: 0 }, 'sources.0.mostHops'],
    ['contact data that is not kept at all', { contactDays: 0 }, 'sources.0.contactDays'],
    ['a jitter of more than an hour', { schedule: { jitterSeconds: 3_601 } }, 'sources.0.schedule.jitterSeconds'],
  ])('have limits of their own: %s is a fault', (_what, change, path) => {
    expect(pathsOf({ sources: [actiris('a', change)] })).toEqual([path]);
  });
});

describe('a partner topic', () => {
  test('belongs to one subscription, since two would overwrite each other on it', () => {
    expect(pathsOf({ partners: [partner('a', { kind: 'topic' }, { kind: 'topic' })] })).toEqual([
      'partners.0.subscriptions',
    ]);
  });

  test('stands beside other channels and the topics of other partners', () => {
    const partners = [partner('a', { kind: 'topic' }, webhook()), partner('b', { kind: 'topic' })];
    expect(load({ partners })).toMatchObject({ ok: true });
  });
});

describe('unknown members', () => {
  test.each([
    ['at the root', { sorces: [] }, '(root)', 'sorces'],
    ['of a part', { ops: { prot: 1 } }, 'ops', 'prot'],
    ['of a partner', { partners: [{ ...partner('a', webhook()), polcy: {} }] }, 'partners.0', 'polcy'],
    [
      "of a source's settings",
      { sources: [actiris('a', { settings: { baseUrl: 'https://a.example', bas: 1 } })] },
      'sources.0.settings',
      'bas',
    ],
  ])('are a fault: %s', (_where, tree, path, name) => {
    expect(faultsOf(tree)).toEqual([{ path, message: expect.stringContaining(name) as unknown }]);
  });
});

test.each([
  ['log', { log: { driver: 'kafka', brokers: ['kafka:9092'] } }, 'state.driver'],
  ['state', { state: { driver: 'redis', url: 'redis://redis' } }, 'log.driver'],
  ['ledger', { ledger: { driver: 'postgres', host: 'db', database: 'relais', user: 'relais' } }, 'log.driver'],
])('%s alone on a server does not mix with the embedded file', (_part, tree, path) => {
  expect(faultsOf(tree)).toContainEqual({
    path,
    message: expect.stringContaining('either all embedded or all') as unknown,
  });
});

test('a configuration that is demanded throws with every fault in the details of the error', () => {
  using folder = temporaryDirectory();
  const path = join(folder.path, 'relais.yaml');
  writeFileSync(path, 'logLevel: loud\nops: {port: -1}\n');
  expect(() => requireConfiguration({ path, environment: {} })).toThrow(
    expect.objectContaining({
      code: 'CONFIGURATION_INVALID',
      details: expect.objectContaining({
        count: 2,
        faults: [expect.stringMatching(/^logLevel: /), expect.stringMatching(/^ops\.port: /)],
      }) as unknown,
    }),
  );
});

test.each([
  ['that is not there', null],
  ['that is not YAML', 'sources: [unclosed\npartners: {'],
  ['with an alias to nothing', 'password: *hunter2\n'],
  ['with an alias within its own anchor', 'sources: &all [*all, hunter2]\n'],
  ['with a tag that nobody knows', 'password: !hunter2 hunter2\n'],
])('a file %s cannot be read, and says why in one line, without a word of it', (_what, text) => {
  using folder = temporaryDirectory();
  const path = join(folder.path, 'relais.yaml');
  if (text !== null) writeFileSync(path, text);
  expect(() => loadConfiguration({ path, environment: {} })).toThrow(
    expect.objectContaining({
      code: 'CONFIGURATION_UNREADABLE',
      message: expect.not.stringMatching(/\n|hunter2/) as unknown,
    }),
  );
});
