import { describe, expect, test } from 'vitest';
import { filterSchema, nameSchema, partnerSchema } from '../src/index.ts';

describe('the configuration of a partner', () => {
  test('needs no more than an id and a name', () => {
    expect(partnerSchema.parse({ id: 'jobat', name: 'Jobat' })).toEqual({
      id: 'jobat',
      name: 'Jobat',
      service: null,
      languages: [],
      policy: {
        origins: { allow: null, deny: [] },
        sources: { allow: null, deny: [] },
        suppliers: [],
        acceptShareAlike: false,
        contactData: 'none',
        maxHops: null,
        honourRefusal: true,
      },
    });
  });

  test('reports every unknown key and wrong value by its path', () => {
    const parsed = partnerSchema.safeParse({
      id: 'Bad Name',
      name: 'x',
      colour: 'blue',
      policy: { contactData: 'some', hops: 3, suppliers: [{ deny: ['robots'] }] },
    });
    const faults = parsed.error?.issues.map((issue) => [issue.path.join('.'), issue.code]);
    expect(faults).toEqual(
      expect.arrayContaining([
        ['id', 'invalid_format'],
        ['', 'unrecognized_keys'],
        ['policy', 'unrecognized_keys'],
        ['policy.contactData', 'invalid_value'],
        ['policy.suppliers.0.deny.0', 'invalid_value'],
      ]),
    );
  });

  test.each(['a_b', 'a.b', 'A', '-a', 'a--b', '', 'x'.repeat(64), '../x'])('refuses the id %j', (id) => {
    expect(nameSchema.safeParse(id).success).toBe(false);
  });

  test('a filter without conditions wants everything; an unknown condition is a fault', () => {
    expect(Object.values(filterSchema.parse({})).flat()).toEqual([0]);
    expect(filterSchema.safeParse({ city: ['Gent'] }).success).toBe(false);
  });
});
