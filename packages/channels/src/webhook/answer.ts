import { parseRetryAfter } from '@relais/runtime';
import { ACCEPTED, failed, rejected } from '../outcomes.ts';
import { partnerWords } from '../partner-words.ts';
import type { DeliveryItem, ItemOutcome, OutcomeReason } from '../port.ts';
import { outcomeOfResult, type RecordResult, recordResultSchema } from '../record-result.ts';
import { MOST_ANSWER_BYTES, WEBHOOK_HEADERS } from './protocol.ts';
import type { Answer } from './request.ts';

type Answered = Extract<Answer, { kind: 'answered' }>;

/** Statuses that find fault with the content: of a single offer it is its rejection, of a batch a reason to look closer. */
const CONTENT_FAULTS: Readonly<Record<number, OutcomeReason>> = {
  400: 'invalid',
  409: 'duplicate',
  413: 'too-large',
  422: 'invalid',
  451: 'not-wanted',
};
const STATUS_REASONS: Readonly<Record<number, OutcomeReason>> = {
  401: 'authentication',
  403: 'authentication',
  408: 'timeout',
  410: 'gone',
  429: 'rate-limited',
};
const LONGEST_RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

/** True when a batch was refused for something in it, without telling for which item. */
export function blamesContent(answer: Answer): boolean {
  return answer.kind === 'answered' && answer.status in CONTENT_FAULTS;
}

/** Outcomes of the items of one call, in their order. The table stands in `protocol.ts`. */
export function readOutcomes(
  items: readonly DeliveryItem[],
  answer: Answer,
  { mode, now }: { mode: 'batch' | 'single'; now: number },
): ItemOutcome[] {
  if (answer.kind === 'unanswered') {
    const outcome = failed(answer.reason, answer.detail);
    return items.map(() => outcome);
  }
  if (answer.status >= 200 && answer.status < 300) return readSuccess(items, answer, now);
  const outcome = items.length > 1 && blamesContent(answer) ? refusedWhole(answer) : readFailure(answer, now);
  const unknownHere = mode === 'single' && (answer.status === 404 || answer.status === 410);
  return items.map((item) => (unknownHere && item.content === null ? ACCEPTED : outcome));
}

/** A batch that was refused for its content and could not be taken apart in time: nobody knows which offer is at fault. */
function refusedWhole(answer: Answered): ItemOutcome {
  return failed('partner-error', partnerWords(`HTTP ${answer.status} ${answer.body.toString('utf8')}`));
}

function readFailure(answer: Answered, now: number): ItemOutcome {
  const { status } = answer;
  const words = partnerWords(`HTTP ${status} ${answer.body.toString('utf8')}`);
  const fault = CONTENT_FAULTS[status];
  if (fault !== undefined) return rejected(fault, words);
  const reason = STATUS_REASONS[status] ?? (status >= 500 ? 'server-error' : 'partner-error');
  const aborted = answer.headers[WEBHOOK_HEADERS.delivery] === 'abort-message';
  return { ...failed(reason, words, retryAfter(answer, now)), retriable: status !== 410 && !aborted };
}

function readSuccess(items: readonly DeliveryItem[], answer: Answered, now: number): ItemOutcome[] {
  const results = readResults(answer);
  if (results === 'none') return items.map(() => ACCEPTED);
  if (typeof results === 'string') return items.map(() => failed('partner-error', results));
  const retryAfterMs = retryAfter(answer, now);
  return items.map((item) => {
    const result = results.get(`${item.offerId} ${item.revision}`);
    if (result === undefined) return failed('no-receipt', 'the answer has no result for this offer', retryAfterMs);
    return outcomeOfResult(result, item.content === null, retryAfterMs);
  });
}

/** Results by offer and revision; `none` when the answer speaks of no results; else what is wrong with it. */
function readResults(answer: Answered): ReadonlyMap<string, RecordResult> | string {
  if (answer.headers['content-encoding'] !== undefined) return 'the answer is compressed, which was not asked for';
  const text = answer.body.toString('utf8').replace(/^\uFEFF?\s*/, '');
  if (!text.startsWith('{')) return 'none';
  if (answer.cut) return `the answer is larger than ${MOST_ANSWER_BYTES} bytes`;
  const members = parseObject(text);
  if (members === null) return 'the answer is not valid JSON';
  if (!('results' in members)) return 'none';
  if (!Array.isArray(members['results'])) return 'the results of the answer are not a list';
  return resultsByOffer(members['results']);
}

function resultsByOffer(entries: readonly unknown[]): Map<string, RecordResult> {
  const results = new Map<string, RecordResult>();
  for (const entry of entries) {
    const result = recordResultSchema.safeParse(entry).data;
    if (result !== undefined) results.set(`${result.offerId} ${result.revision}`, result);
  }
  return results;
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return null;
  }
}

function retryAfter(answer: Answered, now: number): number | null {
  const asked = parseRetryAfter(answer.headers['retry-after'], now);
  return asked === null ? null : Math.min(asked, LONGEST_RETRY_AFTER_MS);
}
