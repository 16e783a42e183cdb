import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HandReading } from '@relais/ingest';
import type { Batch } from '@relais/ledger';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relais } from '../command.ts';

let folder: TemporaryDirectory;
let installation: readonly string[];
beforeAll(() => {
  folder = temporaryDirectory();
  const config = join(folder.path, 'relais.yaml');
  const source = { id: 'ft', kind: 'france-travail', settings: { baseUrl: 'http://localhost:9' } };
  writeFileSync(config, JSON.stringify({ directory: join(folder.path, 'var'), sources: [source] }));
  installation = ['--config', config];
});
afterAll(() => folder.remove());

/** A raw answer with so many offers. */
const pageOf = (count: number): string => {
  const path = join(folder.path, `${count}.json`);
  const resultats = Array.from({ length: count }, (_, index) => ({
    ...{ id: `00${index}`, intitule: `Soudeur ${index}`, description: 'Vous soudez.' },
    contact: { nom: 'Mme Martin', courriel: 'martin@example.org' },
  }));
  writeFileSync(path, JSON.stringify({ resultats }));
  return path;
};

const ingest = (...args: readonly string[]) => relais(['ingest', 'ft', ...installation, ...args]);
const batch = (...args: readonly string[]) => relais(['batch', ...args, ...installation]);
const runsOf = (stdout: string) => (JSON.parse(stdout) as { runs: HandReading[] }).runs;

describe('ingest of one raw file', () => {
  test('as a dry run shows the plan and leaves nothing behind', async () => {
    const { code, stdout, stderr } = await ingest('--file', pageOf(20), '--snapshot', '--dry-run');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^ft, snapshot, file 20\.json\n[^]*created +20 +000, 001[^]*Dry run: nothing was written\.\n$/,
    );
    expect(existsSync(join(folder.path, 'var'))).toBe(false);
  });

  test('shows the plan, then does it', async () => {
    const { code, stdout } = await ingest('--file', pageOf(20), '--snapshot');
    expect(code).toBe(0);
    expect(stdout).toMatch(/created +20[^]*Batch b_\w+ is closed: 20 published, 0 unchanged, 0 withdrawn/);
    expect(stdout).not.toContain('martin');
    expect(readdirSync(join(folder.path, 'var')).toSorted()).toContain('archive');
  });

  test('a snapshot of too little is held with code 3, until it is released and the source is read again', async () => {
    const cut = await ingest('--file', pageOf(5), '--snapshot', '--json');
    expect(cut.code).toBe(3);
    const id = runsOf(cut.stdout)[0]?.batch?.id ?? '';
    expect(runsOf(cut.stdout)).toMatchObject([
      { plan: { held: { reason: 'many-absent', absent: 15, live: 20 } }, batch: { status: 'held', withdrawn: 0 } },
    ]);
    expect(JSON.parse((await batch('list', '--held', '--json')).stdout)).toMatchObject([{ id, absent: 15 }]);
    const asked = await batch('release', id, '--wait', '0');
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining('Asked for.') as unknown });
    await ingest('--file', pageOf(5), '--json');
    const [newest, released] = JSON.parse((await batch('list', '--json')).stdout) as Batch[];
    expect(newest).toMatchObject({ mode: 'delta', unchanged: 5, withdrawn: 0 });
    expect(released).toMatchObject({ id, status: 'released', received: 20, withdrawn: 15 });
    expect(await batch('refuse', id)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('released') as unknown,
    });
  });
});

test('batches of a source that nobody knows are no empty list: those that are known are named', async () => {
  expect(await batch('list', '--source', 'ft', '--held')).toMatchObject({ code: 0, stdout: 'There are none.\n' });
  const { code, stdout, stderr } = await batch('list', '--source', 'nosuch');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('nosuch is not a source of the configuration (ft)');
});

describe('a wrong call', () => {
  test.each([
    ['a source that is not configured', ['ingest', 'nosuch']],
    ['two reaches at once', ['ingest', 'ft', '--full', '--since', '2026-06-10']],
    ['a snapshot without a file', ['ingest', 'ft', '--snapshot']],
    ['a moment that is none', ['ingest', 'ft', '--since', 'yesterday']],
    ['a file that is not there', ['ingest', 'ft', '--file', 'absent.json']],
    ['a batch that nobody knows', ['batch', 'release', 'b_unknown']],
  ])('ends with code 2 and a word on standard error: %s', async (_what, args) => {
    const { code, stdout, stderr } = await relais([...args, ...installation]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^(?:error: |COMMAND_)/);
  });
});

test('a source that does not answer ends with code 1 and its reason', async () => {
  const { code, stderr } = await ingest('--full', '--dry-run');
  expect(code).toBe(1);
  expect(stderr).not.toBe('');
});
