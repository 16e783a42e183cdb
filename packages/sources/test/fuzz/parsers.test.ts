import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fuzz } from './fuzz.ts';
import { inputOf } from './mutator.ts';
import { PARSERS } from './parsers.ts';

const INPUTS = 400;

describe('whatever is in a file', () => {
  test.each(PARSERS.map((parser) => [parser.name, parser] as const))(
    '%s: each record is taken or unreadable with a reason, in time',
    async (_name, parser) => {
      const report = await fuzz(parser, { inputs: INPUTS, seed: 1 });
      expect(report.findings).toEqual([]);
      expect(report.inputs).toBe(INPUTS);
      expect(report.unreadable).toBeGreaterThan(0);
    },
  );

  test('the samples themselves are read: nothing is proved by noise that no parser understands', async () => {
    for (const parser of PARSERS) {
      const { vacancies } = await fuzz({ ...parser, alter: null }, { inputs: parser.samples.length, seed: 1 });
      expect([parser.name, vacancies > 0]).toEqual([parser.name, true]);
    }
  });

  test('an input is given again by its seed and number', () => {
    const samples = PARSERS[0]?.samples ?? [];
    fc.assert(
      fc.property(fc.nat(), fc.nat(100_000), (seed, number) => {
        expect(inputOf(samples, seed, number)).toEqual(inputOf(samples, seed, number));
      }),
      { numRuns: 20 },
    );
    expect(inputOf(samples, 1, 900)).not.toEqual(inputOf(samples, 2, 900));
  });
});
