import type { SchemaDialect } from '../dialect.ts';
import { ledgerErrors } from '../errors.ts';
import { firstSchema } from './first.ts';
import { recoveries } from './recoveries.ts';

/** The steps from an empty database to the schema of this version. A step that was released never changes again. */
const STEPS: readonly ((dialect: SchemaDialect) => readonly string[])[] = [firstSchema, recoveries];

/** The table that notes each step taken. */
export const STEP_REGISTER = 'schema_steps';

/** Makes the register of steps. */
export function stepRegister({ table }: SchemaDialect): string {
  return `create table ${table(STEP_REGISTER)} (step integer primary key)`;
}

/** Reads the last step that was taken. */
export function lastStepQuery({ table }: SchemaDialect): string {
  return `select coalesce(max(step), 0) as step from ${table(STEP_REGISTER)}`;
}

/**
 * The statements that are still to run after a step.
 * @throws LEDGER_SCHEMA_NEWER when the database was written by a later version
 */
export function stepsAfter(last: number, dialect: SchemaDialect): readonly string[] {
  if (last > STEPS.length) throw ledgerErrors.create('LEDGER_SCHEMA_NEWER', { found: last, known: STEPS.length });
  return STEPS.slice(last).flatMap((step, index) => [
    ...step(dialect),
    `insert into ${dialect.table(STEP_REGISTER)} (step) values (${last + index + 1})`,
  ]);
}
