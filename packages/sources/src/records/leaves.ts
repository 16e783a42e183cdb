import { z } from 'zod';
import type { RawCode } from './codes.ts';

/*
 * Members of records as sources really send them: missing, null, empty, or of another type with the same meaning. Written as
 * plain functions, since a record has a hundred of them and a chain of alternatives costs more than the rest of its way.
 */

/** Longer texts are no offer; the model's own limit is lower and is checked after markup is gone. */
const LONGEST_TEXT = 1_000_000;

/** A value that has no place here, and why. */
class Misfit {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

function leaf<Value>(read: (value: unknown) => Value | Misfit) {
  return z
    .unknown()
    .optional()
    .transform((value, context): Value => {
      const found = read(value);
      if (!(found instanceof Misfit)) return found;
      context.addIssue({ code: 'custom', message: found.reason });
      return z.NEVER;
    });
}

/** A text leaf: numbers and booleans are taken as text, empty and missing ones are null. */
export const textLeaf = leaf(textOf);

/** A number leaf, also written as text with a comma or a point; null when it is none. */
export const numberLeaf = leaf((value) => {
  const text = textOf(value);
  if (text === null || text instanceof Misfit) return text;
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : null;
});

/** A yes-or-no leaf, also written as `true`, `J`, `ja`, `1`. */
export const flagLeaf = leaf((value) => {
  const text = textOf(value);
  return text === null || text instanceof Misfit ? text : /^(?:true|1|j|ja|y|yes|o|oui)$/i.test(text);
});

/** A code leaf: bare, as `{code,label}`, or a label alone. */
export const codeLeaf = leaf((value): RawCode | null | Misfit => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    const bare = textOf(value);
    return bare === null || bare instanceof Misfit ? bare : { code: bare, label: null };
  }
  const { code: rawCode, label: rawLabel } = value as { code?: unknown; label?: unknown };
  const [code, label] = [textOf(rawCode), textOf(rawLabel)];
  if (code instanceof Misfit) return code;
  if (label instanceof Misfit) return label;
  return code === null && label === null ? null : { code, label };
});

/** A list that may be missing, null, or a single element without its list. */
export function listOf<Element extends z.ZodType>(element: Element) {
  const asList = (value: unknown): unknown[] => {
    if (value === null || value === undefined) return [];
    return Array.isArray(value) ? value : [value];
  };
  return z.unknown().optional().transform(asList).pipe(z.array(element));
}

function textOf(value: unknown): string | null | Misfit {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string')
    return new Misfit(`must not be ${Array.isArray(value) ? 'a list' : `of type ${typeof value}`}`);
  return value.length > LONGEST_TEXT
    ? new Misfit(`must not be longer than ${LONGEST_TEXT} characters`)
    : value.trim() || null;
}
