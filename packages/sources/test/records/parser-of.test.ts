import { emptyVacancy, vacancySchema } from '@relais/vacancy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { actirisOffer } from '../../src/actiris/schema.ts';
import { euresDetail } from '../../src/eures/schema.ts';
import { foremOffer } from '../../src/forem/schema.ts';
import { franceTravailOffer } from '../../src/france-travail/schema.ts';
import { type FieldTree, knownFields } from '../../src/records/drift.ts';
import { parserOf } from '../../src/records/parser-of.ts';
import { vdabVacancy } from '../../src/vdab/schema.ts';

const anything = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 'tekst', 'ja', '12,5', 38, -1, true, 'x'.repeat(4_001)),
  fc.constantFrom<unknown>({}, [], [null], { code: 'V', label: 'Voltijds' }, { code: {} }, ['2026-11-22']),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Records with the members that a schema knows: right, missing, of another type, single and in lists. */
function recordsOf({ members }: FieldTree): fc.Arbitrary<unknown> {
  if (members.size === 0) return anything;
  const known = Object.fromEntries([...members].map(([name, member]) => [name, recordsOf(member)]));
  const record = fc.record({ ...known, unknownMember: anything }, { requiredKeys: [] });
  const single = { arbitrary: record, weight: 6 };
  return fc.oneof(single, { arbitrary: fc.array(record, { maxLength: 2 }), weight: 2 }, anything);
}

function compare(schema: z.ZodType, records: fc.Arbitrary<unknown>): void {
  const parse = parserOf(schema);
  const check = (value: unknown) => {
    const [compiled, plain] = [parse(value), schema.safeParse(value)];
    expect(compiled.success).toBe(plain.success);
    expect(JSON.stringify(compiled.data)).toBe(JSON.stringify(plain.data));
    expect(compiled.error?.issues).toEqual(plain.error?.issues);
  };
  fc.assert(fc.property(records, check), { numRuns: 300 });
}

describe('a compiled schema says of a record what the schema says', () => {
  test.each([
    ['VDAB', vdabVacancy],
    ['Actiris', actirisOffer],
    ['Le Forem', foremOffer],
    ['France Travail', franceTravailOffer],
    ['EURES', euresDetail],
  ])('of %s', (_name, schema) => compare(schema, recordsOf(knownFields(schema))));

  test('of the model', () => {
    const vacancy = emptyVacancy('test', '1');
    const changes = fc.record(Object.fromEntries(Object.keys(vacancy).map((name) => [name, anything])), {
      requiredKeys: [],
    });
    const few = changes.map((change) => ({ ...vacancy, ...Object.fromEntries(Object.entries(change).slice(0, 2)) }));
    compare(vacancySchema, fc.oneof(few, recordsOf(knownFields(vacancySchema)), fc.constant(vacancy)));
  });
});
