import { describe, expect, test } from 'vitest';
import { cronSchema } from '../src/cron.ts';

describe('a cron expression', () => {
  test.each(['15 2 * * *', '0 15 2 * * *', '@daily', '0 3 * * MON-FRI'])(
    'is taken as it is meant: %s',
    (expression) => {
      expect(cronSchema.parse(expression)).toBe(expression);
    },
  );

  test.each(['every night', '15 2 * *', '61 2 * * *', '0 25 * * *', '', '0 3 30 2 *', '2020-01-01T00:00:00'])(
    'by which nothing would ever be read is named as a fault: %s',
    (expression) => {
      const [issue] = cronSchema.safeParse(expression).error?.issues ?? [];

      expect(issue?.message).toMatch(`'${expression}' `);
    },
  );
});
