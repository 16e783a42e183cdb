import type { EmbeddedFile } from '@relais/runtime';
import { sqlLedger } from '../ledger.ts';
import type { Ledger } from '../port.ts';
import { lastStepQuery, STEP_REGISTER, stepRegister, stepsAfter } from '../schema/migrations.ts';
import { sqliteDialect } from './dialect.ts';
import { embeddedExecutor } from './executor.ts';
import { embeddedFailure } from './failures.ts';

/**
 * Opens the ledger in the single file of the embedded mode, and makes or renews its tables (`ledger_…`).
 * `close` ends the ledger and leaves the file open for the others that share it.
 * @throws LEDGER_SCHEMA_NEWER, LEDGER_BUSY, LEDGER_FULL, LEDGER_REFUSED
 */
export function openEmbeddedLedger(file: EmbeddedFile): Ledger {
  try {
    if (pending(file).length > 0) file.transaction(() => migrate(file));
  } catch (error) {
    throw embeddedFailure(error);
  }
  return sqlLedger('embedded', sqliteDialect, embeddedExecutor(file));
}

/** Read again inside the transaction: another process may have been quicker. */
function migrate(file: EmbeddedFile): void {
  for (const statement of pending(file)) file.execute(statement);
}

function pending(file: EmbeddedFile): readonly string[] {
  const { schema } = sqliteDialect;
  const register = file.prepare('select 1 from sqlite_schema where name = ?').get(schema.table(STEP_REGISTER));
  if (register === undefined) return [stepRegister(schema), ...stepsAfter(0, schema)];
  return stepsAfter(Number(file.prepare(lastStepQuery(schema)).get()?.['step']), schema);
}
