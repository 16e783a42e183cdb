import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RecordFile } from '../src/record-file.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** Texts of which some are longer than all that waits in memory, and which of them are read between. */
const steps = fc.array(
  fc.record({
    text: fc.string({ unit: 'grapheme', maxLength: 20 }),
    times: fc.constantFrom(0, 1, 100, 1_000, 40_000),
    reads: fc.array(fc.nat(), { maxLength: 3 }),
  }),
  { maxLength: 60 },
);

describe('a file of records', () => {
  test('gives back every text, whether it is in memory or on the disk', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(0, 30, 100_000, 3_000_000, Number.POSITIVE_INFINITY), (all, memoryBytes) => {
        const file = new RecordFile(memoryBytes);
        const texts: string[] = [];
        for (const { text, times, reads } of all) {
          texts.push(text.repeat(times));
          expect(file.append(texts.at(-1) ?? '')).toBe(texts.length - 1);
          for (const each of reads) expect(file.read(each % texts.length)).toBe(texts[each % texts.length]);
        }
        for (const [record, text] of texts.entries()) expect(file.read(record) === text).toBe(true);
        file.close();
        file.close();
      }),
      { numRuns: 25 },
    );
  });

  test('has no name once it is open', () => {
    using folder = temporaryDirectory();
    vi.stubEnv('TMPDIR', folder.path);
    const file = filled();
    expect(readdirSync(folder.path)).toEqual([]);
    expect(file.read(0)).toBe(LONG);
    file.close();
  });

  test('names the folder that cannot be written to, and what to do', () => {
    const folder = join('/', 'no', 'such', 'folder');
    vi.stubEnv('TMPDIR', folder);
    const fault: unknown = expect.objectContaining({
      code: 'DEDUP_FILE_UNUSABLE',
      message: expect.stringContaining(folder) as unknown,
      remedy: expect.stringContaining('TMPDIR') as unknown,
    });
    expect(filled).toThrow(fault);
  });
});

const LONG = 'een lange tekst '.repeat(10_000);

function filled(): RecordFile {
  const file = new RecordFile(0);
  for (let at = 0; at < 5; at++) file.append(LONG);
  return file;
}
