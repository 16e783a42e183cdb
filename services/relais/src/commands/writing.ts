import { messageOf } from '@relais/runtime';
import { commandErrors } from '../errors.ts';
import { systemCode } from '../report.ts';

/** Writes at a place that the call names. @throws COMMAND_FILE_NOT_WRITTEN where that place does not take it */
export async function writing<Result>(path: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (systemCode(error) === null) throw error;
    throw commandErrors.create('COMMAND_FILE_NOT_WRITTEN', { path, reason: messageOf(error) });
  }
}
