import { execFile } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Configuration, loadConfiguration } from '@relais/configuration';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { addOnboarding } from '../../src/partner-commands.ts';

const run = promisify(execFile);
let folder: TemporaryDirectory;
let printed: string;
beforeEach(() => {
  folder = temporaryDirectory();
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => (printed += String(text)) !== '');
});
afterEach(() => {
  vi.restoreAllMocks();
  folder.remove();
});

async function call(...args: string[]): Promise<void> {
  const partner = new Command('partner').exitOverride();
  addOnboarding(partner, {
    inspection: (parent, name, description) => parent.command(name).description(description),
    leaveWith: () => undefined,
    wholeNumber: Number,
    moment: String,
  });
  await partner.parseAsync(args, { from: 'user' });
}

const at = (name: string) => join(folder.path, name);
const secrets = () => ['--secrets', at('secrets')];

function loaded(path: string): Configuration {
  const read = loadConfiguration({ path, environment: {} });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  return read.configuration;
}

const HOST_KEY = `SHA256:${'A'.repeat(43)}`;
const CHANNELS = {
  webhook: ['--url', 'https://jobs.example.org/relais'],
  sftp: ['--host', 'sftp.example.org', '--username', 'relais', '--host-key', HOST_KEY, '--folder', '/in'],
  topic: [],
  feed: [],
} as const;

describe('a partner that is added', () => {
  test.each(Object.entries(CHANNELS))('with the channel %s is a configuration as it stands', async (channel, given) => {
    const out = at('relais.yaml');
    const some = ['--languages', 'nl', 'fr', '--filter', '{"nuts":["BE1"],"minimumConfidence":0.5}'];
    const whole = ['--name', 'yes: a "board"', '--out', out, ...some, ...secrets(), ...given];
    await call('add', 'jobs', '--channel', channel, ...whole);
    const [partner] = loaded(out).partners;
    expect(partner).toMatchObject({ id: 'jobs', name: 'yes: a "board"', languages: ['nl', 'fr'] });
    expect(partner?.subscriptions[0]).toMatchObject({
      id: `jobs-${channel}`,
      filter: { nuts: ['BE1'], minimumConfidence: 0.5 },
      channel: { kind: channel },
    });
  });

  test('has its secret in a file for one user, and nowhere else', async () => {
    await call('add', 'jobs', '--channel', 'webhook', ...CHANNELS.webhook, ...secrets());
    const path = join(at('secrets'), 'jobs-webhook-secret');
    const secret = readFileSync(path, 'utf8').trim();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(at('secrets')).mode & 0o777).toBe(0o700);
    expect(secret).toMatch(/^whsec_/);
    expect(printed).toContain(path);
    expect(printed).not.toContain(secret);
  });

  test('over SFTP has a key that OpenSSH reads, and is told its public half', async () => {
    await call('add', 'jobs', '--channel', 'sftp', ...CHANNELS.sftp, ...secrets());
    const path = join(at('secrets'), 'jobs-sftp-key');
    const { stdout: publicKey } = await run('ssh-keygen', ['-y', '-f', path]);
    expect(printed).toContain(publicKey.trim().split(' ').slice(0, 2).join(' '));
  });

  test.each([
    ['what its channel needs is missing', ['--channel', 'webhook'], 'the channel webhook needs --url'],
    ['its address is not secure', ['--channel', 'webhook', '--url', 'http://jobs.example.org/'], 'must be https'],
    ['its filter means nothing', ['--channel', 'feed', '--filter', '{"nuts":["brussels"]}'], 'filter.nuts.0'],
  ])('is refused when %s, and no secret is left', async (_what, given, words) => {
    await expect(call('add', 'jobs', ...given, ...secrets())).rejects.toThrow(words);
    expect(() => statSync(at('secrets'))).toThrow('ENOENT');
  });

  test('is refused rights where the log has no users, or when it is there already', async () => {
    const config = at('relais.yaml');
    await call('add', 'jobs', '--channel', 'topic', '--out', config);
    const again = ['--channel', 'topic', '--config', config, ...secrets()];
    await expect(call('add', 'museum', '--grant', ...again)).rejects.toThrow('for a log in Kafka');
    await expect(call('add', 'jobs', ...again)).rejects.toThrow('is in the configuration already');
  });
});

describe('a secret that is rotated', () => {
  async function added(channel: keyof typeof CHANNELS): Promise<string> {
    const config = at('relais.yaml');
    await call('add', 'jobs', '--channel', channel, ...CHANNELS[channel], ...secrets(), '--out', config);
    printed = '';
    return config;
  }

  test.each([
    ['webhook', 'jobs-webhook-secret-2', 'secrets'],
    ['feed', 'jobs-feed-key-2', 'apiKeys'],
  ] as const)('of a %s stands beside the old one, and both count', async (channel, name, member) => {
    const config = await added(channel);
    await call('rotate', `jobs-${channel}`, '--config', config, ...secrets());
    const path = join(at('secrets'), name);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(printed).not.toContain(readFileSync(path, 'utf8').trim());
    const text = readFileSync(config, 'utf8');
    const list = new RegExp(`${member}: \\[(.*)\\]`);
    writeFileSync(
      config,
      text.replace(list, (_all, old) => `${member}: [${old}, { file: ${JSON.stringify(path)} }]`),
    );
    expect(loaded(config).partners[0]?.subscriptions[0]?.channel).toMatchObject({ [member]: { length: 2 } });
    await call('rotate', `jobs-${channel}`, '--config', config, ...secrets());
    expect(statSync(path.replace(/2$/, '3')).isFile()).toBe(true);
  });

  test('of SFTP is a new key whose public half the partner adds first', async () => {
    const config = await added('sftp');
    await call('rotate', 'jobs-sftp', '--config', config, ...secrets());
    expect(printed).toMatch(/1\. Let the partner add this public key for relais, beside the old one: ssh-ed25519 /);
  });

  test('of a topic is set in the cluster or not at all', async () => {
    const config = await added('topic');
    await expect(call('rotate', 'jobs-topic', '--config', config, ...secrets())).rejects.toThrow('with --grant');
  });
});
