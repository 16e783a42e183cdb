import { z } from 'zod';
import { CEFR_LEVELS } from './values/languages.ts';

const text = z.string().max(400_000);
const shortText = z.string().max(4_000);
const dayOrInstant = z.string().regex(/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2}\.\d{3}Z)?$/);

/** A code of any scheme. `label` is the source's own wording, kept because codes outlive their lists badly. */
export const codeSchema = z.object({
  scheme: shortText,
  code: shortText,
  label: shortText.optional(),
});
export type Code = z.infer<typeof codeSchema>;

/** Where the offer comes from, and the way it has gone. */
export const originSchema = z.object({
  /** The service or channel that first published the offer, for example `vdab`; equals the source for its own offers. */
  service: shortText,
  /** The origin's own reference, where it is known. */
  reference: shortText.nullable(),
  /** Services the offer has passed through, origin first, the source it was read from last. */
  hops: z.array(shortText).min(1).max(20),
  /** Where the source had it from: an employer or its own staff, a partner of the source, or another service. */
  provenance: z.enum(['own', 'partner', 'echo', 'unknown']),
  /** The channel as the source names it (a job board, `Via site Forem`, …). */
  channel: shortText.nullable(),
});
export type Origin = z.infer<typeof originSchema>;

export const employerSchema = z.object({
  name: shortText.nullable(),
  /** KBO/BCE number, ten digits, checked. */
  enterpriseNumber: z
    .string()
    .regex(/^\d{10}$/)
    .nullable(),
  /** NACE codes of the sector, as the source wrote them. */
  sectors: z.array(codeSchema),
  description: text.nullable(),
});

export const SUPPLIER_TYPES = ['employer', 'agency', 'commercial', 'public-service', 'unknown'] as const;
export type SupplierType = (typeof SUPPLIER_TYPES)[number];

/** Who handed the offer to the source; not always the employer. */
export const supplierSchema = z.object({
  name: shortText.nullable(),
  enterpriseNumber: z
    .string()
    .regex(/^\d{10}$/)
    .nullable(),
  type: z.enum(SUPPLIER_TYPES),
  /** The supplier's type as the source wrote it. */
  rawType: shortText.nullable(),
  /** The supplier's own reference of this offer. */
  reference: shortText.nullable(),
});
export type Supplier = z.infer<typeof supplierSchema>;

/** A place of work, as deep as the source goes: address area, postcode, municipality, or a NUTS region alone. */
export const workplaceSchema = z.object({
  country: z.string().length(2).nullable(),
  postcode: shortText.nullable(),
  municipality: shortText.nullable(),
  /** NIS (INS) code of the municipality in Belgium, INSEE code in France. */
  municipalityCode: shortText.nullable(),
  nuts: z.string().max(5).nullable(),
  latitude: z.number().min(-90).max(90).nullable(),
  longitude: z.number().min(-180).max(180).nullable(),
  /** Of what the position is the middle, where it was looked up. Left out where it is the source's own, or there is none. */
  precision: z.enum(['postcode', 'municipality']).optional(),
});
export type Workplace = z.infer<typeof workplaceSchema>;

export const CONTRACT_TYPES = [
  'permanent',
  'fixed-term',
  'temporary-agency',
  'temporary-agency-to-permanent',
  'student',
  'flexi-job',
  'internship',
  'apprenticeship',
  'replacement',
  'seasonal',
  'occasional',
  'self-employed',
  'statutory',
  'volunteer',
  'social-economy',
  'other',
] as const;
export type ContractType = (typeof CONTRACT_TYPES)[number];

export const contractSchema = z.object({
  type: z.enum(CONTRACT_TYPES).nullable(),
  /** The source's own codes (contract, duration), kept whole. */
  codes: z.array(codeSchema),
  startDate: dayOrInstant.nullable(),
  startsImmediately: z.boolean().nullable(),
});

export const WORKING_TIMES = ['full-time', 'part-time', 'any'] as const;
export type WorkingTimeRegime = (typeof WORKING_TIMES)[number];

export const workingTimeSchema = z.object({
  regime: z.enum(WORKING_TIMES).nullable(),
  hoursPerWeek: z.number().positive().max(168).nullable(),
  /** Shift systems, in the source's codes. */
  shifts: z.array(codeSchema),
});

export const requirementsSchema = z.object({
  experience: z.object({ months: z.number().int().nonnegative().nullable(), code: codeSchema.nullable() }).nullable(),
  /** `isced` is the ISCED 2011 level, 0–8. */
  studies: z.array(z.object({ isced: z.number().int().min(0).max(8).nullable(), code: codeSchema })),
  languages: z.array(
    z.object({ language: z.string().length(2), level: z.enum(CEFR_LEVELS).nullable(), required: z.boolean() }),
  ),
  drivingLicences: z.array(z.object({ category: shortText, required: z.boolean() })),
  skills: z.array(z.object({ code: codeSchema, required: z.boolean() })),
  certificates: z.array(codeSchema),
});
export type Requirements = z.infer<typeof requirementsSchema>;

export const PAY_PERIODS = ['hour', 'day', 'week', 'month', 'year'] as const;
export type PayPeriod = (typeof PAY_PERIODS)[number];

/** Pay. Amounts are given only together with their period: an amount without one misleads. */
export const paySchema = z.object({
  minimum: z.number().nonnegative().nullable(),
  maximum: z.number().nonnegative().nullable(),
  currency: z.string().length(3),
  period: z.enum(PAY_PERIODS),
});

/** How to apply without naming a person. Names, addresses and numbers stand in `ContactData`, apart. */
export const applicationSchema = z.object({
  url: z.string().max(4_000).nullable(),
  instructions: text.nullable(),
});

export const publicationSchema = z.object({
  created: dayOrInstant.nullable(),
  modified: dayOrInstant.nullable(),
  from: dayOrInstant.nullable(),
  until: dayOrInstant.nullable(),
});

export const exchangeFlagsSchema = z.object({
  /** Regions in which the origin asks the other services for help (VDAB `irmRegioCodes`, Forem `ActiveMediation`). */
  interregionalHelp: z.array(shortText),
  /** The origin manages the vacancy actively for the employer. */
  activeManagement: z.boolean(),
  /** The employer recruits internationally (EURES flag). */
  international: z.boolean(),
  /** The employer refused that the offer be passed on. */
  redistributionRefused: z.boolean(),
});

/** Licence of the data as the source gives it; follows the offer into every redistribution. */
export const dataLicenceSchema = z.object({
  identifier: shortText,
  attribution: shortText.nullable(),
  shareAlike: z.boolean(),
});
export type DataLicence = z.infer<typeof dataLicenceSchema>;

/** Text in one language: the plain form for reading and matching, the HTML form sanitised. */
export const richTextSchema = z.object({ plain: text, html: text.nullable() });
export type RichText = z.infer<typeof richTextSchema>;

/** One offer as one source shows it, normalised. Keys of `titles` and `descriptions` are ISO 639-1 codes or `und`. */
export const vacancySchema = z.object({
  source: shortText,
  reference: shortText,
  /** Other references by which the same source names this vacancy, such as its public number. Left out where there are none. */
  aliases: z.array(shortText).optional(),
  /** The source's own version of the record, where it has one. */
  sourceVersion: shortText.nullable(),
  /** Public page of the offer at the source. */
  url: z.string().max(4_000).nullable(),
  origin: originSchema,
  titles: z.record(z.string().max(3), shortText),
  descriptions: z.record(z.string().max(3), richTextSchema),
  employer: employerSchema,
  supplier: supplierSchema.nullable(),
  occupations: z.array(codeSchema),
  workplaces: z.array(workplaceSchema),
  contract: contractSchema,
  workingTime: workingTimeSchema,
  positions: z.number().int().positive().max(100_000),
  requirements: requirementsSchema,
  pay: paySchema.nullable(),
  /** Pay in the source's words, where amounts have no certain period. */
  payText: shortText.nullable(),
  application: applicationSchema,
  publication: publicationSchema,
  flags: exchangeFlagsSchema,
  licence: dataLicenceSchema.nullable(),
  /** References inside the same source that the source itself calls duplicates of this one. */
  duplicatesAtSource: z.array(shortText),
  /** Codes that are not in the lists known to Relais, `field=code`: kept, counted, never a reason to drop. */
  unknownCodes: z.array(shortText),
});
export type Vacancy = z.infer<typeof vacancySchema>;

/** Personal data of an application route: kept apart from the vacancy, released only by policy. */
export const contactDataSchema = z.object({
  name: shortText.nullable(),
  role: shortText.nullable(),
  email: shortText.nullable(),
  telephone: shortText.nullable(),
  postalAddress: shortText.nullable(),
  /** The one purpose it may be used for: to apply for this offer. */
  purpose: z.literal('application').optional(),
  /** Until when it may be kept: the end of the offer by its own dates, else a fixed time after it was last changed. */
  until: dayOrInstant.optional(),
});
export type ContactData = z.infer<typeof contactDataSchema>;
