import type { Logger } from '@relais/runtime';
import { assert, asyncProperty, string } from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { ResultReader } from '../../src/sftp/results.ts';
import { MemorySession } from './memory-session.ts';

const accepted = '{"offerId":"of_a","revision":1,"outcome":"accepted"}';
let session: MemorySession;
let warnings: { code: string; file: string }[];
let reader: ResultReader;

beforeEach(() => {
  session = new MemorySession();
  warnings = [];
  const logger = { warn: (line: { code: string; file: string }) => warnings.push(line) } as unknown as Logger;
  reader = new ResultReader({ path: 'res', subscription: 'jobs-all', mostBytes: 1024 }, logger);
});

const put = (name: string, text: string) => session.files.set(`res/${name}`, Buffer.from(text));
const receiptOf = (revision: number, outcome: object) => ({ offerId: 'of_a', revision, outcome });

describe('a result file', () => {
  test('gives a receipt for each line, under the batch of its name', async () => {
    put(
      'jobs-all_b1.result.jsonl',
      [
        accepted,
        '{"offerId":"of_a","revision":2,"outcome":"rejected","reason":"invalid","detail":"tel 0475 12 34 56"}',
        '{"offerId":"of_a","revision":3,"outcome":"retry"}',
        '',
      ].join('\r\n'),
    );
    expect(await reader.read(session)).toEqual([
      {
        name: 'jobs-all_b1.result.jsonl',
        batchId: 'b1',
        receipts: [
          receiptOf(1, { kind: 'accepted' }),
          receiptOf(2, { kind: 'rejected', reason: 'invalid', detail: 'tel [telephone]' }),
          receiptOf(3, { kind: 'failed', reason: 'partner-error', detail: null, retriable: true, retryAfterMs: null }),
        ],
      },
    ]);
    expect(warnings).toEqual([]);
  });

  test('with garbage in it counts where it can be understood, and is reported once, by line', async () => {
    put('jobs-all_b1.result.jsonl', `\uFEFF${accepted}\nnot json\n{"offerId":5}\n[]\n\n${accepted}\n`);
    const [first] = await reader.read(session);
    expect(first?.receipts).toHaveLength(2);
    await reader.read(session);
    expect(warnings).toMatchObject([{ code: 'CHANNEL_RESULT_LINES_INVALID', count: 3, line: 2 }]);
  });

  test('whose last line is half is left until it stands still, then its whole lines count', async () => {
    put('jobs-all_b1.result.jsonl', `${accepted}\n{"offerId":"of_b","revi`);
    expect(await reader.read(session)).toEqual([]);
    put('jobs-all_b1.result.jsonl', `${accepted}\n{"offerId":"of_b","revision":1,"out`);
    expect(await reader.read(session)).toEqual([]);
    const [file] = await reader.read(session);
    expect(file?.receipts).toEqual([receiptOf(1, { kind: 'accepted' })]);
    expect(warnings).toMatchObject([{ code: 'CHANNEL_RESULT_LINES_INVALID', count: 1, line: 2 }]);
  });

  test('of another subscription, or still under a temporary name, is not touched', async () => {
    put('jobs-other_b1.result.jsonl', `${accepted}\n`);
    put('jobs-all_b1.result.jsonl.part', `${accepted}\n`);
    put('jobs-all_b1.jsonl', '{}\n');
    expect(await reader.read(session)).toEqual([]);
    expect(session.done).toEqual(['list res']);
  });

  test.each([
    'jobs-all_/../../etc/passwd.result.jsonl',
    'jobs-all_../x.result.jsonl',
    'jobs-all_..\\x.result.jsonl',
    'jobs-all_a b.result.jsonl',
    'jobs-all_a\nb.result.jsonl',
    'jobs-all_a\u0000.result.jsonl',
    'jobs-all_%2e%2e.result.jsonl',
    'jobs-all_é.result.jsonl',
  ])('with a trick in its name is reported once and never opened: %j', async (name) => {
    put(name, `${accepted}\n`);
    expect(await reader.read(session)).toEqual([]);
    expect(await reader.read(session)).toEqual([]);
    expect(session.done).toEqual(['list res', 'list res']);
    expect(warnings).toMatchObject([{ code: 'CHANNEL_RESULT_FILE_REFUSED' }]);
    expect(warnings[0]?.file).not.toContain('\n');
  });

  test('that is a link is never opened', async () => {
    put('jobs-all_b1.result.jsonl', `${accepted}\n`);
    session.links.add('res/jobs-all_b1.result.jsonl');
    expect(await reader.read(session)).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'CHANNEL_RESULT_FILE_REFUSED' }]);
  });

  test.each(['listed', 'found while reading'])('that is too large is left alone: %s', async (when) => {
    put('jobs-all_b1.result.jsonl', `${accepted}\n`.repeat(when === 'listed' ? 100 : 1));
    session.before = (operation) => {
      if (operation.startsWith('read')) put('jobs-all_b1.result.jsonl', `${accepted}\n`.repeat(100));
    };
    expect(await reader.read(session)).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'CHANNEL_RESULT_FILE_REFUSED', reason: 'it is too large' }]);
  });

  test('never breaks the reading, whatever is in it', async () => {
    await assert(
      asyncProperty(string({ maxLength: 300, unit: 'binary' }), async (text) => {
        put('jobs-all_b1.result.jsonl', `${text}\n${accepted}\n`);
        const [file] = await reader.read(session);
        expect(file?.receipts.at(-1)).toEqual(receiptOf(1, { kind: 'accepted' }));
      }),
    );
  });
});

test('at most twenty files are read at one turn, and those that cannot be cleared keep no other waiting', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `jobs-all_b${index}.result.jsonl`);
  for (const name of names) put(name, `${accepted}\n`);
  const first = await reader.read(session);
  expect(first).toHaveLength(20);
  const second = await reader.read(session);
  expect(second).toHaveLength(20);
  expect(new Set([...first, ...second].map(({ name }) => name))).toEqual(new Set(names));
});
