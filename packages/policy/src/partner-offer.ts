import { occupationCodingSchema, offerEventSchema, vacancySchema } from '@relais/vacancy';
import { z } from 'zod';

const { shape: vacancy } = vacancySchema;
const { shape: coding } = occupationCodingSchema;

/** A text and its language: an ISO 639-1 code, or `und`. */
const languageTextSchema = z.object({ language: z.string(), text: z.string() });
export type LanguageText = z.infer<typeof languageTextSchema>;

const { labels: _labels, ...codedOccupation } = coding.competent.element.shape;
const { labels: _names, ...namedCompetence } = coding.competences.element.shape;

/** Occupation codes, best first in each list. Scores are 0–1 with two decimals. All lists empty means unmapped. */
const occupationsSchema = z.object({
  competent: z.array(z.object({ ...codedOccupation, labels: z.array(languageTextSchema) })),
  competent1: coding.competent1,
  esco: coding.esco,
  isco: coding.isco,
  rome: coding.rome,
  /** Competences and DigComp skills that the description names, the most telling first. */
  competences: z.array(z.object({ ...namedCompetence, labels: z.array(languageTextSchema) })),
  /** Codes as the origin gave them. */
  native: vacancy.occupations,
  confidence: z.number().min(0).max(1),
  /** True when no person is needed to trust the coding. */
  automatic: z.boolean(),
});

const publicationSchema = vacancy.publication.omit({ modified: true });

/**
 * An offer as one partner sees it: "Relais JSON".
 *
 * It holds nothing that changes by itself (versions, moments of change, hop paths, source bookkeeping), so that equal
 * views mean that there is nothing to deliver. Dates are calendar days `YYYY-MM-DD` or UTC instants, as the origin knew them.
 */
export const partnerOfferSchema = z
  .object({
    /** Stays the same for the life of the offer, over all sources that show it. */
    id: z.string(),
    /** What puts the offer first in line. */
    flags: vacancy.flags.omit({ redistributionRefused: true }),
    /** The service that first published the offer, and its own reference where it is known. */
    origin: z.object({ service: z.string(), reference: z.string().nullable() }),
    /** Public page of the offer at the source. */
    url: vacancy.url,
    /** In the languages the partner wants, best first; in one other language when the offer has none of these. */
    titles: z.array(languageTextSchema),
    descriptions: z.array(z.object({ language: z.string(), plain: z.string(), html: z.string().nullable() })),
    employer: vacancy.employer,
    workplaces: vacancy.workplaces,
    occupations: occupationsSchema,
    contract: vacancy.contract,
    workingTime: vacancy.workingTime,
    positions: vacancy.positions,
    requirements: vacancy.requirements,
    pay: vacancy.pay,
    payText: vacancy.payText,
    application: vacancy.application,
    /** Personal data, as far as the partner's policy releases it. */
    contact: offerEventSchema.shape.offer.shape.contact,
    publication: publicationSchema,
    /** Licence of the data; its attribution must stand wherever the offer is shown. */
    licence: vacancy.licence,
    /** Where the offer was found: each source with its own reference. */
    references: z.array(z.object({ source: z.string(), reference: z.string() })),
  })
  .meta({ id: 'PartnerOffer', description: 'An offer as one partner sees it.' });
export type PartnerOffer = Readonly<z.infer<typeof partnerOfferSchema>>;
