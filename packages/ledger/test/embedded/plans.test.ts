import { openEmbeddedFile } from '@relais/runtime';
import { expect, test } from 'vitest';
import { sqliteDialect } from '../../src/embedded/dialect.ts';
import { openEmbeddedLedger } from '../../src/index.ts';
import { allStatements, SMALL_TABLES } from '../statements.ts';

test('no question reads the whole of a large table, and what is pending comes sorted from its index', () => {
  const file = openEmbeddedFile(':memory:');
  openEmbeddedLedger(file);
  const steps = new Map(
    [...allStatements(sqliteDialect)].map(([name, { text, slots }]) => {
      const plan = file.prepare(`explain query plan ${text}`).all(...slots.map(() => null));
      return [name, plan.map(({ detail }) => String(detail))];
    }),
  );
  file.close();
  const small = SMALL_TABLES.map((table) => `ledger_${table}`).join('|');
  const isWhole = (step: string) =>
    step.startsWith('SCAN ') && !new RegExp(`-ROW VALUES CLAUSE$|CONSTANT ROW|USING|${small}`).test(step);
  const whole = [...steps].flatMap(([name, plan]) => plan.filter(isWhole).map((step) => `${name}: ${step}`));
  expect(whole).toEqual([]);
  for (const name of ['deliveries.due', 'deliveries.overdue'])
    expect(steps.get(name)).toEqual([expect.stringMatching(/^SEARCH .* USING INDEX ledger_deliveries_pending /)]);
  expect(steps.get('deliveries.scan')).toEqual([expect.stringMatching(/^SEARCH .*subscription=\? AND offer_id>\?/)]);
});
