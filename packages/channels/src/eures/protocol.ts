import { z } from 'zod';

/**
 * The EURES Input API: we serve, EURES pulls. Base address of a subscription: `/eures/<subscription>/input/api/jv/v0.1`, with
 * `Authorization: Bearer <API key of the subscription>`. All moments are milliseconds since the epoch, in UTC, and mean when the
 * offer was provided to EURES, not the dates of its source.
 *
 * | call | answer |
 * | --- | --- |
 * | `GET /ping` | text |
 * | `GET /getAll` | `{allReferences}`: active ones alone |
 * | `GET /getChanges/<moment>` | `{createdReferences, modifiedReferences, closedReferences}`: changed at that moment or later |
 * | `POST /getDetails` with `["<reference>", …]`, 1000 at most | `{details: {<reference>: …}}`; unknown ones are left out |
 *
 * | event | creation | last modification | closing | in getChanges |
 * | --- | --- | --- | --- | --- |
 * | first provided | T1 | T1 | – | created |
 * | modified | T1 | T2 | – | modified |
 * | closed | T1 | T3 | T3 | closed |
 * | provided again | T4 | T4 | – | created |
 *
 * A closed reference has left `getAll`; `getDetails` still answers it, as a document with the status `Closed` and no content.
 * An offer counts as read once `getDetails` was answered with it in full, a closing once `getChanges` was answered with it in full.
 * Faults are those of the pull feed. What came from EURES is never provided; nor is an offer without a title or a country.
 */
const BASE = '/eures/:subscription/input/api/jv/v0.1';
export const PING_PATH = `${BASE}/ping`;
export const ALL_PATH = `${BASE}/getAll`;
export const CHANGES_PATH = `${BASE}/getChanges/:since`;
export const DETAILS_PATH = `${BASE}/getDetails`;
export const MOST_DETAILS = 1000;

const moment = z.number().int().nonnegative();

/** A vacancy without its content. */
export const euresReferenceSchema = z
  .object({
    reference: z.string(),
    /** The service that first published the offer. */
    source: z.string(),
    status: z.enum(['ACTIVE', 'CLOSED']),
    creationTimestamp: moment,
    lastModificationTimestamp: moment,
    closingTimestamp: moment.optional(),
  })
  .meta({ id: 'EuresReference', description: 'A vacancy as provided to EURES, without its content.' });
export type EuresReference = z.infer<typeof euresReferenceSchema>;

export const detailsQuestionSchema = z.array(z.string().min(1).max(200)).max(MOST_DETAILS);
