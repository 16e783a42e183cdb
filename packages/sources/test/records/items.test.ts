import { emptyVacancy } from '@relais/vacancy';
import { expect, test } from 'vitest';
import { vacancyItem } from '../../src/records/items.ts';

test('a vacancy that does not fit the model is unreadable, by the name of the member and without its value', () => {
  const vacancy = { ...emptyVacancy('vdab', '1'), titles: { nl: 'Lasser' }, positions: -71 };
  const item = vacancyItem({ position: 3, reference: '1' }, () => ({ vacancy, contact: null }));
  expect(item).toMatchObject({ kind: 'unreadable', position: 3, reference: '1', code: 'RECORD_INVALID' });
  expect(JSON.stringify(item)).toContain('positions');
  expect(JSON.stringify(item)).not.toContain('71');
});

test.each(['a\u0000b', 'a\uD800', '\uDC00'])(
  'a reference that stores do not keep as it is (%j) names no vacancy',
  (reference) => {
    const vacancy = { ...emptyVacancy('vdab', reference), titles: { nl: 'Lasser' } };
    const item = vacancyItem({ position: 3, reference }, () => ({ vacancy, contact: null }));
    expect(item).toMatchObject({ kind: 'unreadable', position: 3, reference: null, code: 'RECORD_INVALID' });
  },
);
