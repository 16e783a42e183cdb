import { z } from 'zod';

/**
 * `safeParse` of a schema that every record goes through. It is compiled with the first one: that costs some milliseconds,
 * which a process that reads nothing need not spend.
 */
export function parserOf<Schema extends z.ZodType>(
  schema: Schema,
): (value: unknown) => z.ZodSafeParseResult<z.output<Schema>> {
  let compiled: Schema | null = null;
  return (value) => {
    compiled ??= z.compile(schema);
    return compiled.safeParse(value);
  };
}
