import { vacancySchema } from '@relais/vacancy';
import { z } from 'zod';
import { commonSettings } from '../../settings.ts';
import { isDateFormat } from './dates.ts';

/*
 * A mapping says for each field of the model in which column (or under which path) a sender has it. What a mapping does not
 * name stays empty; what it cannot read is kept as it was written, or counted, and never guessed.
 */

const column = z.string().min(1).max(200);

const valueShape = {
  /** Column or columns, joined where there are several. */
  from: z.union([column, z.array(column).min(1).max(20)]).optional(),
  /** Text that stands for every record, instead of a column. */
  constant: z.string().min(1).max(4000).optional(),
  /** The file is stopped when a column is missing, and a record when it has no value that can be read. */
  matters: z.boolean().default(false),
};

const hasOneOrigin = ({ from, constant }: { from?: unknown; constant?: unknown }) =>
  (from === undefined) !== (constant === undefined);
const ONE_ORIGIN = 'must have either "from" or "constant"';

function detailed<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...valueShape, ...shape }).refine(hasOneOrigin, ONE_ORIGIN);
}

/** A column alone, or with what else there is to say of it. */
function value<Shape extends z.ZodRawShape>(shape: Shape) {
  const full = detailed(shape);
  return z.union([column.transform((from) => full.parse({ from })), full]);
}

const separator = z.string().min(1).max(5);
const list = z.string().min(1).max(60);

/** One text. Several columns are joined by `join`; with null the first that has a value is taken. */
const text = value({ join: z.string().max(20).nullable().default(' ') });
/** Several texts: one of each column, and of each part where a separator is named. */
const texts = value({ separator: separator.optional() });
/** A number in the file's number format. */
const number = value({ times: z.number().positive().default(1) });
const date = value({});
const flag = value({});
/** One code, turned into one of the model's words by a list. */
const word = value({ list: list.optional() });
/** Codes of a scheme, turned into others by a list where one is named. */
const codes = detailed({
  separator: separator.optional(),
  list: list.optional(),
  scheme: z.string().min(1).max(60),
});
/** Language with a level behind it, as `fr:B2`. */
const languages = value({
  separator: separator.optional(),
  list: list.optional(),
  level: z.string().max(5).default(':'),
});

const byLanguage = <Value extends z.ZodType>(each: Value) =>
  z.record(z.string().regex(/^[a-z]{2}$/, 'must be a language of ISO 639-1'), each).default({});
const one = <Value extends z.ZodType>(each: Value) => each.optional();
const several = <Value extends z.ZodType>(each: Value) => z.array(each).max(20).default([]);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape).prefault({} as never);

const workplace = z.strictObject({
  /** Path of a list with one place in each element; the paths of the others then begin there. Of JSON alone. */
  each: column.optional(),
  /** Countries by their codes of ISO 3166-1, or others that a list turns into them. */
  country: one(value({ separator: separator.optional(), list: list.optional() })),
  postcode: one(texts),
  municipality: one(texts),
  municipalityCode: one(texts),
  nuts: one(texts),
  latitude: one(texts),
  longitude: one(texts),
});

/** Where each field of the model stands in a record. */
const fieldsSchema = z.strictObject({
  reference: text,
  /** Says whether the vacancy is still shown; without it every record is. */
  status: one(
    detailed({
      /** Values that stand for a vacancy that is no longer shown; all others are live. */
      withdrawn: z.array(z.string().min(1)).min(1),
      /** Values that stand for a live one; others that are not in either list are counted. */
      live: z.array(z.string().min(1)).default([]),
    }),
  ),
  sourceVersion: one(text),
  url: one(text),
  /** In the mapping's language. */
  title: one(text),
  description: one(texts),
  /** In the language under which they are named. */
  titles: byLanguage(text),
  descriptions: byLanguage(texts),
  origin: part({ service: one(text), reference: one(text), channel: one(text) }),
  employer: part({ name: one(text), enterpriseNumber: one(text), sectors: several(codes), description: one(texts) }),
  supplier: part({ name: one(text), enterpriseNumber: one(text), type: one(word), reference: one(text) }),
  occupations: several(codes),
  workplaces: several(workplace),
  contract: part({ type: one(word), startDate: one(date), startsImmediately: one(flag) }),
  workingTime: part({ regime: one(word), hoursPerWeek: one(number), shifts: several(codes) }),
  positions: one(number),
  requirements: part({
    experienceMonths: one(number),
    studies: one(word),
    languages: one(languages),
    drivingLicences: one(texts),
    skills: several(codes),
    certificates: several(codes),
  }),
  pay: part({ minimum: one(number), maximum: one(number), currency: one(text), period: one(word) }),
  payText: one(text),
  application: part({ url: one(text), instructions: one(texts) }),
  publication: part({ created: one(date), modified: one(date), from: one(date), until: one(date) }),
  flags: part({
    interregionalHelp: one(texts),
    activeManagement: one(flag),
    international: one(flag),
    redistributionRefused: one(flag),
  }),
  contact: part({
    name: one(text),
    role: one(text),
    email: one(text),
    telephone: one(text),
    postalAddress: one(text),
  }),
});
export type MappedFields = z.output<typeof fieldsSchema>;
export type MappedValue = { readonly from?: string | string[] | undefined; readonly constant?: string | undefined };

/** What a code means, alone or with its name. */
const meaning = z.union([
  z
    .string()
    .min(1)
    .max(200)
    .transform((means) => ({ means, label: null })),
  z.strictObject({ means: z.string().min(1).max(200), label: z.string().min(1).max(400).nullable().default(null) }),
]);

const mappingShape = z.strictObject({
  /** Language of texts: of ISO 639-1, `detect`, or a column with a language for those records that have none in it. */
  language: z
    .union([
      z.literal('detect'),
      z.string().regex(/^[a-z]{2}$/, 'must be a language of ISO 639-1'),
      z.strictObject({ from: column, list: list.optional(), default: z.string().regex(/^[a-z]{2}$/) }),
    ])
    .default('detect'),
  dates: z
    .strictObject({
      /**
       * `ISO`, `epoch-ms` (milliseconds since 1970), or a pattern of `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss` and what stands
       * between them; tried in their order.
       */
      formats: z
        .array(z.string().refine(isDateFormat, 'must be ISO, epoch-ms, or have YYYY, MM and DD once each'))
        .min(1)
        .default(['ISO']),
      /** Zone of times without an offset; the source's where none is named. */
      zone: commonSettings.zone.unwrap().optional(),
    })
    .prefault({}),
  numbers: z
    .strictObject({
      decimal: z.enum(['.', ',']).default('.'),
      /** What stands between groups of three digits. */
      group: z.enum(['.', ',', ' ', "'", '']).default(''),
    })
    .refine(({ decimal, group }) => group !== decimal, 'must have two different marks')
    .prefault({}),
  flags: z
    .strictObject({
      yes: z.array(z.string().min(1)).min(1).default(['1', 'true', 'yes', 'y', 'ja', 'j', 'oui', 'o']),
      no: z.array(z.string().min(1)).min(1).default(['0', 'false', 'no', 'n', 'nee', 'nein', 'non']),
    })
    .prefault({}),
  /** Texts that stand for "nothing", beside the empty one. */
  empty: z.array(z.string().min(1)).default([]),
  /** Code tables by name: each code with what it means in the model. */
  lists: z.record(list, z.record(z.string().min(1).max(200), meaning)).default({}),
  /** Fields that are known and left out, each with the reason; a name may begin or end with `*`. Others that nothing reads are counted. */
  unread: z.record(column, z.string().min(1).max(200)).default({}),
  fields: fieldsSchema,
});
type MappingShape = z.output<typeof mappingShape>;

/** A declared mapping: checked so far that it cannot fail on any record, only find a record wanting. */
export const mappingSchema = mappingShape.superRefine((mapping, context) => {
  const { title, description, titles, descriptions } = mapping.fields;
  const words = [title, description, ...Object.values(titles), ...Object.values(descriptions)];
  if (words.every((each) => each === undefined)) {
    context.addIssue({ code: 'custom', path: ['fields', 'title'], message: 'a title or a description must be mapped' });
  }
  for (const [path, used] of valuesOf(mapping.fields)) {
    for (const issue of faultsOfList(mapping, ['fields', ...path], used)) context.addIssue(issue);
  }
  const { language } = mapping;
  if (typeof language !== 'object') return;
  for (const issue of faultsOfList(mapping, ['language'], language)) context.addIssue(issue);
});
export type Mapping = z.output<typeof mappingSchema>;

/** The model's own words, by the field that takes them. */
export const WORDS = {
  'contract.type': vacancySchema.shape.contract.shape.type.unwrap().options,
  'workingTime.regime': vacancySchema.shape.workingTime.shape.regime.unwrap().options,
  'pay.period': vacancySchema.shape.pay.unwrap().shape.period.options,
  'supplier.type': vacancySchema.shape.supplier.unwrap().shape.type.options,
  'requirements.studies': ['0', '1', '2', '3', '4', '5', '6', '7', '8'],
} as const;
type WordField = keyof typeof WORDS;

/** A part of the model may itself have a member `from`, which is no column. */
function isValue(inside: object): inside is MappedValue {
  const { from, constant } = inside as { from?: unknown; constant?: unknown };
  return typeof from === 'string' || Array.isArray(from) || typeof constant === 'string';
}

/** Every value of a mapping with its path below `fields`. */
export function valuesOf(
  fields: object,
  path: readonly (string | number)[] = [],
): [(string | number)[], MappedValue][] {
  return Object.entries(fields).flatMap(([name, inside]: [string, unknown]) => {
    if (typeof inside !== 'object' || inside === null) return [];
    const here = [...path, Array.isArray(fields) ? Number(name) : name];
    return isValue(inside) ? [[here, inside] as [(string | number)[], MappedValue]] : valuesOf(inside, here);
  });
}

type ListFault = { code: 'custom'; path: (string | number)[]; message: string };

/** What is wrong with the list that a value names, or with the word that it always is. */
function faultsOfList(
  { lists }: MappingShape,
  path: (string | number)[],
  used: MappedValue & { list?: string | undefined },
): ListFault[] {
  const words: readonly string[] | undefined = WORDS[path.slice(1).join('.') as WordField];
  const fault = (at: (string | number)[], message: string): ListFault => ({ code: 'custom', path: at, message });
  if (used.list === undefined) {
    const isWord = used.constant === undefined || words === undefined || words.includes(used.constant);
    return isWord ? [] : [fault([...path, 'constant'], `must be one of ${words.join(', ')}`)];
  }
  const named = lists[used.list];
  if (named === undefined) return [fault([...path, 'list'], `there is no list ${used.list}`)];
  const strange = Object.entries(named).filter(([, { means }]) => words !== undefined && !words.includes(means));
  const message = `must be one of ${words?.join(', ')}: ${path.join('.')} uses this list`;
  return strange.map(([code]) => fault(['lists', used.list ?? '', code], message));
}
