import { z } from 'zod';
import type { RawCode } from './codes.ts';

/** Longer texts are no offer; the model's own limit is lower and is checked after markup is gone. */
const LONGEST_TEXT = 1_000_000;

/** A text leaf: numbers and booleans are taken as text, empty and missing ones are null. */
export const textLeaf = z
  .union([z.string().max(LONGEST_TEXT), z.number(), z.boolean()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : String(value).trim() || null));

/** A number leaf, also written as text with a comma or a point. */
export const numberLeaf = z
  .union([z.number(), z.string().max(40)])
  .nullish()
  .transform((value) => {
    if (value === null || value === undefined || value === '') return null;
    const number = typeof value === 'number' ? value : Number(value.replace(',', '.'));
    return Number.isFinite(number) ? number : null;
  });

/** A yes-or-no leaf, also written as `true`, `J`, `ja`, `1`. */
export const flagLeaf = z
  .union([z.boolean(), z.string().max(40), z.number()])
  .nullish()
  .transform((value) => {
    if (value === null || value === undefined || value === '') return null;
    return value === true || /^(?:true|1|j|ja|y|yes|o|oui)$/i.test(String(value));
  });

/** A code leaf: bare, as `{code,label}`, or a label alone. */
export const codeLeaf = z
  .union([z.string().max(LONGEST_TEXT), z.number(), z.object({ code: textLeaf, label: textLeaf })])
  .nullish()
  .transform((value): RawCode | null => {
    if (value === null || value === undefined || value === '') return null;
    if (typeof value !== 'object') return { code: String(value).trim(), label: null };
    return value.code === null && value.label === null ? null : value;
  });

/** A list that may be missing, null, or a single element without its list. */
export function listOf<Element extends z.ZodType>(element: Element) {
  return z
    .union([z.array(element), element])
    .nullish()
    .transform((value): z.output<Element>[] => {
      if (value === null || value === undefined) return [];
      return Array.isArray(value) ? value : [value];
    });
}
