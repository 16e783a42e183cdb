import { describe, expect, test } from 'vitest';
import { resolveReferences } from '../src/resolve-references.ts';
import { faultsOf, load, partner, pathsOf, WEBHOOK_SECRET, webhook } from './configured.ts';

const redis = { driver: 'redis', url: 'redis://redis.example.org:6379' };
const resolve = (tree: unknown, environment: Record<string, string> = {}) =>
  resolveReferences(tree, { environment, folder: '/nonexistent' });

describe('a reference', () => {
  test('is replaced by the environment variable, or by the file beside the configuration without its line end', () => {
    const channel = webhook({ secrets: [{ env: 'SECRET' }, { file: 'second' }] });
    const second = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
    const loaded = load({ partners: [partner('a', channel)] }, { SECRET: WEBHOOK_SECRET }, { second: `${second}\n` });
    expect(loaded).toMatchObject({ ok: true });
    const [subscription] = loaded.ok ? (loaded.configuration.partners[0]?.subscriptions ?? []) : [];
    expect(subscription?.channel).toMatchObject({ secrets: [WEBHOOK_SECRET, second] });
  });

  test('gives a number where one is asked for', () => {
    const loaded = load({ ops: { port: { env: 'PORT', as: 'number' } } }, { PORT: '4100' });
    expect(loaded).toMatchObject({ ok: true, configuration: { ops: { port: 4100 } } });
  });

  test.each(['', ' ', 'abc', '0x10', '1e3', 'NaN'])('to the text "%s" is no number', (text) => {
    expect(faultsOf({ ops: { port: { env: 'PORT', as: 'number' } } }, { PORT: text })).toEqual([
      { path: 'ops.port', message: 'is not a number' },
    ]);
  });

  test('to a variable that is not set, or to a file that is not there, is named once and at its path', () => {
    const channel = webhook({ secrets: [{ env: 'MISSING' }, { file: 'absent' }] });
    expect(faultsOf({ ops: { port: { env: 'PORT', as: 'number' } }, partners: [partner('a', channel)] })).toEqual([
      { path: 'ops.port', message: 'the environment variable PORT is not set' },
      {
        path: 'partners.0.subscriptions.0.channel.secrets.0',
        message: 'the environment variable MISSING is not set',
      },
      {
        path: 'partners.0.subscriptions.0.channel.secrets.1',
        message: 'the file absent cannot be read (ENOENT)',
      },
    ]);
  });

  test('inside a choice of shapes is told without the choice that fails because of it', () => {
    const settings = { host: 'h', username: 'u', folder: '/', hostKeyFingerprints: [`SHA256:${'A'.repeat(43)}`] };
    const login = { privateKey: { env: 'KEY' } };
    const source = { id: 'drop', kind: 'drop', settings: { ...settings, login } };
    expect(pathsOf({ sources: [source] })).toEqual(['sources.0.settings.login.privateKey']);
  });
});

describe('a secret that is written out', () => {
  test.each([
    ['a password', { state: { ...redis, password: 'hunter2' } }, 'state.password'],
    ['a number', { state: { ...redis, password: 1234 } }, 'state.password'],
    ['a list', { channel: { secrets: ['whsec_abc'] } }, 'channel.secrets.0'],
    ['a key of a login', { settings: { login: { privateKey: 'PRIVATE KEY' } } }, 'settings.login.privateKey'],
    ['a name of two words', { oauth: { client_secret: 'x' } }, 'oauth.client_secret'],
    ['a header', { headers: { 'X-Api-Key': 'x' } }, 'headers.X-Api-Key'],
    ['an authorization header', { headers: { Authorization: 'Bearer x' } }, 'headers.Authorization'],
    ['an address with a password', { ledger: { url: 'postgres://relais:hunter2@db/relais' } }, 'ledger.url'],
    ['an address with no user and a password', { a: [{ b: 'redis://:hunter2@redis' }] }, 'a.0.b'],
    ['an address in the middle of a text', { note: 'see https://u:hunter2@example.org' }, 'note'],
    [
      'a key of a gateway',
      { headers: { 'Ocp-Apim-Subscription-Key': 'hunter2' } },
      'headers.Ocp-Apim-Subscription-Key',
    ],
    ['an address with a token as parameter', { baseUrl: 'https://example.org/?access_token=hunter2' }, 'baseUrl'],
    ['an address with a key as parameter', { baseUrl: 'https://example.org/?x=1&subscription-key=hunter2' }, 'baseUrl'],
    ['an address with a password as parameter', { url: 'postgres://db/relais?ssl=1&password=hunter2' }, 'url'],
  ])('is a fault: %s', (_what, tree, path) => {
    const { faults, tree: resolved } = resolve(tree);
    expect(faults).toEqual([
      { path, message: expect.stringContaining('write {env: NAME} or {file: path}') as unknown },
    ]);
    expect(JSON.stringify(resolved)).not.toContain('hunter2');
  });

  test.each([
    ['a token address', { tokenUrl: 'https://example.org/oauth/token' }],
    ['an address with a search', { url: 'https://example.org/?keyword=baker&monkey' }],
    ['an address with a port', { url: 'https://example.org:8443/a@b' }],
    ['an address with a user', { url: 'sftp://relais@example.org' }],
    ['a secret that is left empty', { password: null, passphrase: '' }],
  ])('is not seen in %s', (_what, tree) => {
    expect(resolve(tree).faults).toEqual([]);
  });
});

test('no fault holds a value', () => {
  const values = { SECRET: 'sesame-opens', PORT: 'sesame-port' };
  const tree = {
    ops: { port: { env: 'PORT', as: 'number' }, host: 5 },
    state: { ...redis, password: 'sesame-written' },
    sources: [{ id: 'Sesame Name', kind: 'sesame-kind', settings: { baseUrl: 'sesame-address' } }],
    partners: [partner('a', webhook({ secrets: [{ env: 'SECRET' }], url: 'https://u:sesame@example.org' }))],
  };
  const faults = faultsOf(tree, values);
  expect(faults.length).toBeGreaterThanOrEqual(6);
  expect(JSON.stringify(faults).toLowerCase()).not.toContain('sesame');
});
