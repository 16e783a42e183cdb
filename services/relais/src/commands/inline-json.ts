import { messageOf } from '@relais/runtime';
import { commandErrors } from '../errors.ts';

/** The value of an option that is JSON text. @throws COMMAND_JSON_INVALID, which tells where the text breaks */
export function inlineJson(option: string, text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw commandErrors.create('COMMAND_JSON_INVALID', { option, reason: messageOf(error) });
  }
}
