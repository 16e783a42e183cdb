import { messageOf } from '@relais/runtime';
import { Cron } from 'croner';
import { z } from 'zod';

/** A cron expression by which something would run at some time. */
export const cronSchema = z.string().superRefine((expression, context) => {
  const message = cronFault(expression);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

/** Why nothing can be scheduled by the expression, in words that name it; null when it can. */
function cronFault(expression: string): string | null {
  try {
    return new Cron(expression).nextRun() === null ? `'${expression}' names no moment that is still to come` : null;
  } catch (error) {
    return `'${expression}' is no cron expression (${messageOf(error)})`;
  }
}
