import { z } from 'zod';
import { ENCODINGS } from '../encoding.ts';
import { columnsOf } from '../mapping/items.ts';
import { mappingSchema, valuesOf } from '../mapping/settings.ts';

const column = z.string().min(1).max(200);

const text = {
  /** Encoding of the files; a file that contradicts it is not read. */
  encoding: z.enum(ENCODINGS).default('utf-8'),
  mapping: mappingSchema,
};

const frame = {
  /** Lines before the table that are passed over. */
  skipLines: z.number().int().min(0).max(100).default(0),
  /** Beginning of the last line, where a file has one of its own; its first number says how many records there are. */
  trailer: z.string().min(1).max(50).nullable().default(null),
};

const csv = z.strictObject({
  format: z.literal('csv'),
  ...text,
  ...frame,
  delimiter: z.string().min(1).max(3).default(';'),
  /** Mark around cells that hold a delimiter or a line end; doubled inside them. Null where cells are never quoted. */
  quote: z.string().length(1).nullable().default('"'),
  /** Names of the columns in their order, for files whose first line is a record already. */
  columns: z.array(column).min(1).max(500).nullable().default(null),
});

const fixedWidth = z.strictObject({
  format: z.literal('fixed-width'),
  ...text,
  ...frame,
  /** Place of each column: its first character, counted from 1, and its number of characters. */
  columns: z.record(
    column,
    z.strictObject({
      start: z.number().int().min(1).max(100_000),
      length: z.number().int().min(1).max(100_000),
    }),
  ),
  /** Characters of every line; null where blanks at the end may be missing. */
  lineLength: z.number().int().min(1).max(1_000_000).nullable().default(null),
});

const jsonLines = z.strictObject({ format: z.literal('json-lines'), ...text });

const json = z.strictObject({
  format: z.literal('json'),
  ...text,
  /** Path of the list of records (`content`, `hits.hits`); the document itself is the list, or the one record, without it. */
  records: z
    .string()
    .min(1)
    .max(200)
    .nullable()
    .default(null)
    .transform((path) => path?.split('.') ?? []),
});

const hrBa = z.strictObject({
  format: z.literal('hr-ba'),
  /** Namespace of the elements; empty where they have none. */
  namespace: z.string().max(200).default(''),
  mapping: mappingSchema,
});

/** How the records of a file are told apart, and where in them the fields of the model stand. */
export const recordsSchema = z
  .discriminatedUnion('format', [csv, fixedWidth, jsonLines, json, hrBa])
  .superRefine((records, context) => {
    for (const [index, { each }] of records.mapping.fields.workplaces.entries()) {
      if (each === undefined || records.format === 'json' || records.format === 'json-lines') continue;
      const path = ['mapping', 'fields', 'workplaces', index, 'each'];
      context.addIssue({ code: 'custom', path, message: `there are no lists in ${records.format}` });
    }
    const named = 'columns' in records ? records.columns : null;
    if (named === null) return;
    const columns = new Set(Array.isArray(named) ? named : Object.keys(named));
    for (const [path, value] of valuesOf(records.mapping.fields)) {
      for (const each of columnsOf(value)) {
        const message = `there is no column ${each}`;
        if (!columns.has(each)) context.addIssue({ code: 'custom', path: ['mapping', 'fields', ...path], message });
      }
    }
  });
export type RecordsSettings = z.output<typeof recordsSchema>;
