import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { RELAIS, relais } from '../command.ts';

test.each([[[]], [['run']], [['config', 'check']]])('%j tells how it is called', async (command: string[]) => {
  const { code, stdout, stderr } = await relais([...command, '--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain(`Usage: ${['relais', ...command].join(' ')}`);
});

describe('a wrong call', () => {
  test.each([
    ['an unknown option', ['status', '--bogus']],
    ['an unknown command', ['bogus']],
    ['a number that is none', ['map', '--top', 'x']],
    ['a number of occupations that leaves none', ['map', '--top', '0']],
    ['a number that no store could count to', ['operation', 'list', '--limit', '99999999999999999999']],
    ['an address that is none', ['partner', 'test', 'board-feed', '--feed-url', 'junk']],
    ['a missing argument', ['trace']],
    ['a simulation with a configuration of its own', ['run', '--simulate', '--config', 'relais.yaml']],
    ['a look at a simulation with a configuration of its own', ['status', '--simulate', '--config', 'relais.yaml']],
    ['a configuration that is not there', ['status', '--config', 'absent.yaml']],
    ['a source that nobody knows', ['normalise', 'nosuch', 'file.json']],
    ['a file that is not there', ['normalise', 'france-travail', 'absent.json']],
    ['a release that is not there', ['map', '--reference', 'absent']],
    ['a release that is not kept', ['reference', 'use', 'absent']],
    ['releases of which one is not kept', ['reference', 'diff', 'absent', 'absent']],
    ['a file that is no release', ['map', '--reference', RELAIS]],
    ['a folder that has none of the reference tables', ['map', '--reference', dirname(RELAIS)]],
    ['reference tables that are not there', ['reference', 'import', 'absent']],
    ['places that are not kept', ['places', 'use', 'absent']],
    ['places that are not there', ['places', 'show', '9000', '--places', 'absent']],
    ['a file that is none of places', ['places', 'show', '9000', '--places', RELAIS]],
    ['tables of places that are not there', ['places', 'import', 'absent']],
    ['a place for a release that takes none', ['reference', 'use', 'starter', '--releases', RELAIS]],
  ])('ends with code 2 and a word on standard error: %s', async (_what, args) => {
    const { code, stdout, stderr } = await relais(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^(?:error: |[A-Z]+(?:_[A-Z]+)+: )/);
    expect(stderr).not.toContain('at async main');
  });
});

describe('JSON in a call that breaks is told with the place where it does', () => {
  const add = ['partner', 'add', 'board', '--channel', 'webhook', '--url', 'https://board.example', '--secrets', '.'];
  test.each([
    ['--policy', [...add, '--policy', '{bad']],
    ['--filter', [...add, '--filter', "{'nuts': ['BE1']}"]],
    ['--filter', ['replay', 'board-webhook', '--filter', '{"nuts": ["BE1"],}']],
  ])('%s of %j', async (option, args) => {
    const { code, stderr } = await relais(args);
    expect(code).toBe(2);
    expect(stderr).toMatch(new RegExp(`^COMMAND_JSON_INVALID: ${option} is not JSON: .* at position \\d+`));
  });
});

describe('with --json', () => {
  test.each([
    ['COMMAND_CALL_INVALID', ['trace', '--json']],
    ['CONFIGURATION_UNREADABLE', ['status', '--json', '--config', 'absent.yaml']],
  ])('a fault is one JSON object on standard error, with what to do: %s', async (code, args) => {
    const { stdout, stderr } = await relais(args);
    expect(stdout).toBe('');
    expect(JSON.parse(stderr)).toMatchObject({ error: { code, remedy: expect.any(String) as unknown } });
  });
});

test('a file that is no database is named, not shown as a bug', async () => {
  using folder = temporaryDirectory();
  writeFileSync(join(folder.path, 'relais.sqlite'), 'something else that is long enough to be looked at'.repeat(100));
  const { code, stderr } = await relais(['status', '--simulate', '--directory', folder.path]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^EMBEDDED_FILE_UNUSABLE: .*relais\.sqlite cannot be used: file is not a database\n[^\n]*\n$/);
});

test('a look at a folder without an installation makes none', async () => {
  using folder = temporaryDirectory();
  const directory = join(folder.path, 'var');
  const first = await relais(['audit', '--simulate', '--directory', directory]);
  expect(first).toMatchObject({ code: 2, stderr: expect.stringContaining('COMMAND_NO_INSTALLATION') as unknown });
  expect(await relais(['audit', '--simulate', '--directory', directory])).toEqual(first);
});

describe('config check', () => {
  test('finds nothing in a configuration that is in order', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'relais.yaml');
    writeFileSync(path, 'logLevel: warn\n');
    const { code, stdout } = await relais(['config', 'check', '--json'], { environment: { RELAIS_CONFIG: path } });
    expect([code, JSON.parse(stdout)]).toEqual([0, { path, ok: true, faults: [], doubts: [] }]);
    expect(await relais(['config', 'check', '--config', path])).toMatchObject({ stdout: `${path} is in order.\n` });
  });

  test('names every fault by its path, and ends with code 2', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'relais.yaml');
    writeFileSync(path, 'logLevel: loud\nops: { port: { env: RELAIS_TEST_ABSENT, as: number } }\n');
    const asJson = await relais(['config', 'check', '--json', '--config', path]);
    expect(asJson.code).toBe(2);
    expect(JSON.parse(asJson.stdout)).toEqual({
      path,
      ok: false,
      faults: [
        { path: 'ops.port', message: 'the environment variable RELAIS_TEST_ABSENT is not set' },
        { path: 'logLevel', message: expect.any(String) as unknown },
      ],
      doubts: [],
    });
    const asText = await relais(['config', 'check', '--config', path]);
    expect(asText.lines.map((line) => line.split(':')[0])).toEqual(['ops.port', 'logLevel']);
  });

  test('names a reference that cannot be opened beside the other faults, and what to write instead', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'relais.yaml');
    const faults: unknown[] = [];
    for (const [reference, others] of [
      [join(folder.path, 'absent'), 'logLevel: loud\n'],
      [folder.path, ''],
      [path, ''],
    ]) {
      writeFileSync(path, `reference: ${reference}\n${others}`);
      const { code, lines } = await relais(['config', 'check', '--config', path]);
      faults.push([code, ...lines]);
    }
    const fault = (words: RegExp) => expect.stringMatching(words) as unknown;
    expect(faults).toEqual([
      [2, fault(/^logLevel: /), fault(/^reference: .*absent cannot be opened: it does not exist: name `starter`/)],
      [2, fault(/^reference: .* a folder that has no release in use: `relais reference use <id> --releases/)],
      [2, fault(/^reference: .*relais\.yaml is not a whole reference release.*Import the reference again/)],
    ]);
  });

  test('says what stands where a configuration should, when that is none', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'relais.yaml');
    const told: string[] = [(await relais(['config', 'check', '--config', folder.path])).stderr];
    for (const content of [Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff]), 'text\0', 'just words', '- one\n- two\n']) {
      writeFileSync(path, content);
      const { code, stderr } = await relais(['config', 'check', '--config', path]);
      expect(code).toBe(2);
      told.push(stderr);
    }
    const reasons = told.map((text) => /^CONFIGURATION_UNREADABLE: .* cannot be read: (.*)\n/.exec(text)?.[1]);
    expect(reasons).toEqual([
      'it is a folder',
      'it is no text in UTF-8',
      'it is no text in UTF-8',
      expect.stringMatching(/^it holds a text alone/),
      expect.stringMatching(/^it holds a list/),
    ]);
  });

  test('names schedules by which nothing would run, of sources and of subscriptions', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'relais.yaml');
    const source = { id: 'ft', kind: 'france-travail', settings: { baseUrl: 'http://localhost:9' } };
    const subscription = { id: 'push', channel: { kind: 'topic' }, reconcile: { schedule: 'at noon' } };
    const partner = { id: 'museum', name: 'Museum', subscriptions: [subscription] };
    const sources = [source, { ...source, id: 'two', schedule: { round: '61 2 * * *' } }];
    writeFileSync(path, JSON.stringify({ sources, partners: [partner] }));
    const { code, lines } = await relais(['config', 'check', '--config', path]);
    expect(code).toBe(2);
    expect(lines).toEqual([
      expect.stringMatching(/^sources\.1\.schedule\.round: '61 2 \* \* \*' is no cron expression/),
      expect.stringMatching(/^partners\.0\.subscriptions\.0\.reconcile\.schedule: 'at noon' is no cron expression/),
    ]);
  });
});
