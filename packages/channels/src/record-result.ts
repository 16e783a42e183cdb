import { z } from 'zod';
import { ACCEPTED, failed, rejected } from './outcomes.ts';
import { partnerWords } from './partner-words.ts';
import type { OutcomeReason, Receipt } from './port.ts';

/**
 * A revision as a partner names it. We never come so far, and a number beyond what can be counted on from would end in the ledger:
 * a repair takes the revision above the one that the partner says it holds.
 */
export const namedRevisionSchema = z.number().int().positive().max(1_000_000_000_000);

/**
 * What a partner says about one record: an entry of a webhook answer, or a line of an SFTP result file.
 *
 * - `accepted`: the partner holds the offer at this revision, or has removed it.
 * - `rejected`: it refuses this revision for good; the offer is not sent again until it changes.
 * - `retry`: it could not take it now and wants it again later.
 *
 * `reason` is best one of `invalid`, `unknown-code`, `duplicate`, `not-wanted`, `gone`, `too-large`, `rate-limited`,
 * `server-error`; any other word counts as `partner-error`. In a webhook answer, a removal
 * rejected as `gone` counts as accepted.
 * `detail` is for a person: at most 500 characters are kept, with e-mail addresses and telephone numbers masked.
 */
export const recordResultSchema = z
  .object({
    offerId: z.string().max(200),
    revision: namedRevisionSchema,
    outcome: z.enum(['accepted', 'rejected', 'retry']),
    reason: z.string().nullish(),
    detail: z.string().nullish(),
  })
  .meta({ id: 'RecordResult', description: 'What a partner says about one record.' });
export type RecordResult = z.infer<typeof recordResultSchema>;

type RecordOutcome = Receipt['outcome'];

/** Reasons a partner may give in its answer; the others of the vocabulary are for Relais to find. */
const PARTNER_REASONS: ReadonlySet<string> = new Set<OutcomeReason>([
  'invalid',
  'unknown-code',
  'duplicate',
  'not-wanted',
  'gone',
  'too-large',
  'rate-limited',
  'server-error',
]);

/** What a record's result means. `retryAfterMs` is what the partner asked for with the whole answer. */
export function outcomeOfResult(
  result: RecordResult,
  removal: boolean,
  retryAfterMs: number | null = null,
): RecordOutcome {
  if (result.outcome === 'accepted') return ACCEPTED;
  const known = PARTNER_REASONS.has(result.reason ?? '');
  const reason = known ? (result.reason as OutcomeReason) : 'partner-error';
  const detail = partnerWords(known ? result.detail : [result.reason, result.detail].filter(Boolean).join(': '));
  if (result.outcome === 'retry') return failed(reason, detail, retryAfterMs);
  return removal && reason === 'gone' ? ACCEPTED : rejected(reason, detail);
}
