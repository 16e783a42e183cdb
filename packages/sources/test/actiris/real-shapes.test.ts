import { readFileSync } from 'node:fs';
import { describeWithSharedData } from '@relais/testkit';
import { expect, test } from 'vitest';
import { actirisSource } from '../../src/actiris/index.ts';
import { settingsOf } from '../simulated.ts';

describeWithSharedData('the recorded shapes of Actiris', 'offers/actiris/actiris_GetAllOffers_shapes.json', (path) => {
  const shapes = JSON.parse(readFileSync(path, 'utf8')) as Record<string, { response: unknown }>;
  const settings = settingsOf('actiris', { baseUrl: 'https://example.org' });

  test.each([
    ['generation_A_until_sept_2026', 'string', "Q'3", 'permanent'],
    ['generation_B_from_oct_2026', 'A1', "Q'3", 'permanent'],
  ])('%s is read', (name, reference, imt, contract) => {
    const bytes = Buffer.from(JSON.stringify(shapes[name]?.response));
    const [item] = [...actirisSource.parseFile('actiris', settings, { name, bytes })];
    expect(item).toMatchObject({ kind: 'vacancy', reference });
    expect(item?.kind === 'vacancy' && item.vacancy.occupations[0]?.code).toBe(imt);
    expect(item?.kind === 'vacancy' && item.vacancy.contract.type).toBe(contract);
    expect(item?.kind === 'vacancy' && item.vacancy.workplaces[0]?.postcode).toBe('1000');
  });
});
