import { deterministicId } from '@relais/runtime';
import { z } from 'zod';
import { contactDataSchema, originSchema, SUPPLIER_TYPES, vacancySchema } from './vacancy.ts';

/** How two codes of different schemes relate, read from the offer's point of view (SKOS mapping relations). */
export const MAPPING_RELATIONS = ['exact', 'close', 'narrower', 'broader'] as const;
export type MappingRelation = (typeof MAPPING_RELATIONS)[number];

const codedOccupationSchema = z.object({
  uuid: z.string(),
  code: z.string(),
  score: z.number().min(0).max(1),
  labels: z.record(z.string(), z.string()),
});

const equivalentSchema = z.object({
  code: z.string(),
  relation: z.enum(MAPPING_RELATIONS),
  score: z.number().min(0).max(1),
});

/** A competence of Competent, or a DigComp skill of ESCO, that a description names. */
const namedCompetenceSchema = z.object({
  /** `SK-…`, `KN-…` or `SO-…` of Competent; the address of a DigComp skill in ESCO. */
  code: z.string(),
  /** UUID in Competent; empty for DigComp. */
  uuid: z.string(),
  labels: codedOccupationSchema.shape.labels,
  /** How telling the words are that name it, 0–1. Not a probability. */
  score: z.number().min(0).max(1),
});

/** The offer in the words of Competent and its neighbours, best first. Empty lists mean unmapped. */
export const occupationCodingSchema = z.object({
  competent: z.array(codedOccupationSchema),
  competent1: z.array(equivalentSchema),
  esco: z.array(equivalentSchema),
  rome: z.array(equivalentSchema),
  isco: z.array(equivalentSchema),
  /** What the description asks for or promises to teach, the most telling first. */
  competences: z.array(namedCompetenceSchema),
  /** Which path decided: `code`, `exact-title`, `title`, `rule` or `none`. */
  method: z.enum(['code', 'exact-title', 'title', 'rule', 'none']),
  /** Probability that the first Competent occupation is right, 0–1. */
  confidence: z.number().min(0).max(1),
  /** True when the confidence is above the threshold for coding without a person. */
  automatic: z.boolean(),
  /** The steps, in words. */
  reasons: z.array(z.string()),
  /** Reference release that was used. */
  release: z.string(),
});
export type OccupationCoding = z.infer<typeof occupationCodingSchema>;

/** One vacancy inside an offer: enough to judge policy and to explain the merge. */
export const offerMemberSchema = z.object({
  source: z.string(),
  reference: z.string(),
  version: z.number().int().positive(),
  origin: originSchema,
  supplierType: z.enum(SUPPLIER_TYPES),
  redistributionRefused: z.boolean(),
  /** Why the member is in this offer. */
  reason: z.string(),
});
export type OfferMember = z.infer<typeof offerMemberSchema>;

export const OFFER_STATUSES = ['open', 'closed', 'merged'] as const;

/** The thing itself: one or more vacancies that describe the same job, merged and enriched. */
export const offerSchema = z.object({
  id: z.string(),
  /** Grows by one with each published change. */
  version: z.number().int().positive(),
  /** Fencing token of the writer; a higher one wins at the same version. */
  fence: z.number().int().nonnegative(),
  status: z.enum(OFFER_STATUSES),
  /** The offer that took this one in; set when the status is `merged`. */
  mergedInto: z.string().nullable(),
  /** Live members, the one that shows the offer first. Empty when closed or merged. */
  members: z.array(offerMemberSchema),
  /** Vacancies that once belonged here and are gone: an echo of one of them is still an echo. */
  formerMembers: z.array(z.string()),
  /** The survivor view: each field from the best member. Null once nothing is left to show. */
  vacancy: vacancySchema.nullable(),
  contact: contactDataSchema.nullable(),
  coding: occupationCodingSchema.nullable(),
  changedAt: z.iso.datetime(),
});
export type Offer = z.infer<typeof offerSchema>;

export const offerEventSchema = z.object({
  type: z.enum(['offer.published', 'offer.updated', 'offer.closed', 'offer.merged']),
  offer: offerSchema,
});
export type OfferEvent = z.infer<typeof offerEventSchema>;

/** Identifier of the offer that a vacancy founds: always the same for the same vacancy. */
export function offerIdOf(founderKey: string): string {
  return `of_${deterministicId('offer', founderKey).slice(0, 24)}`;
}
