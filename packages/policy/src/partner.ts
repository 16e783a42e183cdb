import { vacancySchema } from '@relais/vacancy';
import { z } from 'zod';

/** Name of a service, source, partner or subscription: it becomes part of topic names, file names and header values. */
export const nameSchema = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case letters, digits and single dashes');

const languageSchema = z.string().regex(/^(?:[a-z]{2}|und)$/, 'an ISO 639-1 code, or und');
const supplierTypeSchema = vacancySchema.shape.supplier.unwrap().shape.type;
const contractTypeSchema = vacancySchema.shape.contract.shape.type.unwrap();

/** Which names may pass: all, or those of `allow` where it is given; never those of `deny`. */
const reachSchema = z.strictObject({
  allow: z.array(nameSchema).nullable().default(null),
  deny: z.array(nameSchema).default([]),
});
export type Reach = z.infer<typeof reachSchema>;

/** Suppliers whose offers a partner does not get, for some origins or (empty) for all. */
const supplierRuleSchema = z.strictObject({
  origins: z.array(nameSchema).default([]),
  deny: z.array(supplierTypeSchema).min(1),
});

/**
 * What a partner *may* have. Origin, source, supplier and hop rules look at the leading member of an offer, the one that
 * shows it; the employer's refusal and the echo rule look at every member.
 */
const policySchema = z.strictObject({
  /** By the service that first published the offer. */
  origins: reachSchema.prefault({}),
  /** By the source that Relais read the offer from. */
  sources: reachSchema.prefault({}),
  suppliers: z.array(supplierRuleSchema).default([]),
  /** True when the partner accepts share-alike licences such as CC BY-SA for what it makes of the offers. */
  acceptShareAlike: z.boolean().default(false),
  /**
   * Which contact data goes along: none; the e-mail address, telephone number and postal address to apply to, without
   * the person's name and role; or all.
   */
  contactData: z.enum(['none', 'application-only', 'all']).default('none'),
  /** Most services an offer may have passed through, its origin included; null for any number. */
  maxHops: z.number().int().positive().nullable().default(null),
  /** True keeps back an offer whose employer refused, at any member, that it be passed on. */
  honourRefusal: z.boolean().default(true),
});
export type Policy = z.infer<typeof policySchema>;

/** An organisation that receives offers. */
export const partnerSchema = z.strictObject({
  id: nameSchema,
  name: z.string().min(1).max(200),
  /** The service that the partner is, for example `actiris`: nothing that came through it goes back to it. */
  service: nameSchema.nullable().default(null),
  /** Languages the partner wants texts and labels in, the best first; empty for all. */
  languages: z.array(languageSchema).default([]),
  policy: policySchema.prefault({}),
});
export type Partner = z.infer<typeof partnerSchema>;

/** What a subscription *wants*. An empty list sets no condition; conditions of several lists must all hold. */
export const filterSchema = z.strictObject({
  /** Languages, one of which the title or the description must have. */
  languages: z.array(languageSchema).default([]),
  /** ISO 3166-1 alpha-2 codes. Country and place are judged together, per workplace. */
  countries: z.array(z.string().regex(/^[A-Z]{2}$/)).default([]),
  /** Beginnings of postcodes, for example `1` or `10`; a workplace needs to match one of these, `nuts`, `nis` or `within`. */
  postcodes: z.array(z.string().min(1).max(10)).default([]),
  /** Beginnings of NUTS codes, for example `BE1`. A Belgian postcode stands for its NUTS 2 region where no code is given. */
  nuts: z.array(z.string().regex(/^[A-Z]{2}[0-9A-Z]{0,3}$/)).default([]),
  /**
   * NIS codes of municipalities, of today or of before a merger, or their beginnings: `44` is the arrondissement of Gent.
   * A Belgian postcode stands for its municipalities where no code is given.
   */
  nis: z.array(z.string().regex(/^\d{1,5}$/)).default([]),
  /** Places at most so many kilometres, as the crow flies, from the middle of a Belgian postcode. */
  within: z
    .array(
      z.strictObject({
        postcode: z.string().regex(/^[1-9]\d{3}$/, 'a Belgian postcode'),
        km: z.number().positive().max(500),
      }),
    )
    .default([]),
  contractTypes: z.array(contractTypeSchema).default([]),
  /** Beginnings of Competent 2 codes or UUIDs, or of Competent 1 codes. An offer matches any one of the four code lists. */
  competent: z.array(z.string().min(1)).default([]),
  /** Beginnings of ESCO occupation URIs. */
  esco: z.array(z.string().min(1)).default([]),
  /** Beginnings of ISCO-08 codes. */
  isco: z.array(z.string().min(1)).default([]),
  /** Beginnings of ROME codes. */
  rome: z.array(z.string().min(1)).default([]),
  origins: z.array(nameSchema).default([]),
  /** Least confidence of the coding, 0–1; above 0 it leaves out unmapped offers. */
  minimumConfidence: z.number().min(0).max(1).default(0),
});
export type Filter = z.infer<typeof filterSchema>;
