import { partnerWords } from '../partner-words.ts';
import type { DeliveryItem, ItemOutcome } from '../port.ts';
import type { WebhookSettings } from '../webhook/settings.ts';
import { type CheckResult, type ConformanceSurroundings, fail, pass, warn } from './check.ts';
import { newTestId, testOffer } from './test-offer.ts';
import { type Probed, type Signing, WebhookProbe } from './webhook-probe.ts';

const TLS_FAULT = /CERT|EPROTO|SSL|TLS|UNABLE_TO_VERIFY/;
/** About the size of an offer with its texts in three languages. */
const OFFER_BYTES = 6 * 1024;
const MOST_LARGE_BYTES = 2 * 1024 * 1024;

/** What the checks know of each other. */
interface Run {
  readonly probe: WebhookProbe;
  /** The test offer, and another that the partner never hears of but to remove it. */
  readonly offerId: string;
  readonly unknownId: string;
}

/** The checks of a webhook. The first call decides whether the others make sense. */
export async function* checkWebhook(
  settings: WebhookSettings,
  surroundings: ConformanceSurroundings,
): AsyncGenerator<CheckResult> {
  const run = { probe: new WebhookProbe(settings, surroundings), offerId: newTestId(), unknownId: newTestId() };
  try {
    yield encrypted(settings);
    const first = await firstCall(run);
    yield* first.results;
    if (first.mayHold) yield await removed(run);
    if (!first.goOn) return;
    yield await repeated(run, first.id);
    yield* eachSecret(run);
    yield* signatures(run);
    yield await oldTimestamp(run);
    yield await unknownRemoval(run);
    if (settings.mode === 'batch') yield* batches(run);
    yield inTime(run);
    yield await removed(run);
  } finally {
    run.probe.close();
  }
}

function encrypted({ url }: WebhookSettings): CheckResult {
  if (new URL(url).protocol === 'https:') return pass('encrypted', 'the address is https');
  return warn('encrypted', 'the address is plain http', 'Use https: signatures hide nothing of what is sent.');
}

interface FirstCall {
  readonly results: readonly CheckResult[];
  readonly goOn: boolean;
  /** There was no answer, but the partner may have taken the offer: no later check removes it. */
  readonly mayHold: boolean;
  readonly id: string;
}

async function firstCall({ probe, offerId }: Run): Promise<FirstCall> {
  const items = [upsert(offerId, 1)];
  const id = probe.newId(items);
  const { answer, outcomes } = await probe.call(items, 'right', id);
  const ended = (result: CheckResult, mayHold = false) => ({ results: [result], goOn: false, mayHold, id });
  if (answer.kind === 'unanswered') return ended(unanswered(answer, probe.settings), answer.reason === 'timeout');
  const reachable = pass('reachable', `it answers with HTTP ${answer.status}`);
  if (answer.status >= 300 && answer.status < 400) {
    const remedy = 'Configure the address that the redirect leads to: redirects are never followed.';
    return ended(fail('no-redirect', `it answers with HTTP ${answer.status}`, remedy));
  }
  if (answer.status === 404) {
    return ended(
      fail('reachable', 'it answers with HTTP 404', 'Correct the path of the URL, or publish the endpoint.'),
    );
  }
  return { results: [reachable, accepted(outcomes[0])], goOn: true, mayHold: false, id };
}

function unanswered(answer: { reason: 'timeout' | 'connection'; detail: string }, settings: WebhookSettings) {
  if (answer.reason === 'timeout') {
    const remedy = `Answer within ${settings.timeoutMs} ms: take the offers into a queue and answer before working on them.`;
    return fail('in-time', answer.detail, remedy);
  }
  if (TLS_FAULT.test(answer.detail)) {
    const remedy =
      'Serve TLS at this port, with a certificate for this name, unexpired, with its intermediates, from a public authority.';
    return fail('certificate', answer.detail, remedy);
  }
  return fail('reachable', answer.detail, 'Open the firewall for Relais, start the service, and check name and port.');
}

function accepted(outcome: ItemOutcome | undefined): CheckResult {
  const check = 'accepted';
  if (outcome?.kind === 'accepted') return pass(check, 'a rightly signed test offer is accepted');
  const remedy =
    'Give the receiver the secret of this subscription, verify the bytes as they arrived, and take offers of the documented form.';
  return fail(check, `a rightly signed test offer is not accepted: ${wordsOf(outcome)}`, remedy);
}

async function repeated({ probe, offerId }: Run, id: string): Promise<CheckResult> {
  const { outcomes } = await probe.call([upsert(offerId, 1)], 'right', id);
  if (outcomes[0]?.kind === 'accepted') return pass('repeat', 'the same webhook-id again is accepted again');
  const remedy = 'Answer a webhook-id that was taken before with the same 2xx as the first time, and do nothing else.';
  return fail('repeat', `the same webhook-id again is not accepted: ${wordsOf(outcomes[0])}`, remedy);
}

/** During a rotation: which of the secrets the partner knows. */
async function* eachSecret({ probe, offerId }: Run): AsyncGenerator<CheckResult> {
  const { secrets } = probe.settings;
  if (secrets.length === 1) return;
  for (const index of secrets.keys()) {
    const { outcomes } = await probe.call([upsert(offerId, 1)], index);
    const [check, what] = [`secret-${index + 1}`, `a call signed with secret ${index + 1} of ${secrets.length} alone`];
    const remedy = 'Keep the others until the partner verifies with this one, or drop it if the partner never shall.';
    yield outcomes[0]?.kind === 'accepted'
      ? pass(check, `${what} is accepted`)
      : warn(check, `${what} is not accepted: ${wordsOf(outcomes[0])}`, remedy);
  }
}

const FORGERIES = [
  ['missing', 'signature-missing', 'a call without a signature'],
  ['wrong', 'signature-wrong', 'a call signed with another secret'],
  ['of-another-body', 'body-altered', 'a call with the signature of another body'],
] as const satisfies readonly (readonly [Signing, string, string])[];

async function* signatures({ probe, offerId }: Run): AsyncGenerator<CheckResult> {
  for (const [signing, check, what] of FORGERIES) {
    yield refusal(check, what, await probe.call([upsert(offerId, 2)], signing));
  }
}

/** 401 and 403 alone say that it was the signature; any other refusal would be taken for one of the content. */
function refusal(check: string, what: string, { answer }: Probed): CheckResult {
  if (answer.kind === 'unanswered')
    return warn(check, `${what} gets no answer: ${answer.detail}`, 'Answer it with 401.');
  const { status } = answer;
  if (status === 401 || status === 403) return pass(check, `${what} is refused with HTTP ${status}`);
  if (status >= 200 && status < 300) {
    const remedy =
      'Verify the signature over `<webhook-id>.<webhook-timestamp>.<body>` before reading the body, and answer 401: now anyone can write offers.';
    return fail(check, `${what} is accepted with HTTP ${status}`, remedy);
  }
  return warn(
    check,
    `${what} is answered with HTTP ${status}`,
    'Answer 401: other statuses are taken to mean the content.',
  );
}

async function oldTimestamp({ probe, offerId }: Run): Promise<CheckResult> {
  const { answer } = await probe.call([upsert(offerId, 2)], 'old');
  const taken = answer.kind === 'answered' && answer.status >= 200 && answer.status < 300;
  if (!taken) return pass('timestamp-old', 'a call that was signed an hour ago is refused');
  const remedy =
    'Refuse a webhook-timestamp more than five minutes away, so that a call that was listened to cannot be played back.';
  return warn('timestamp-old', 'a call that was signed an hour ago is accepted', remedy);
}

async function unknownRemoval({ probe, unknownId }: Run): Promise<CheckResult> {
  const { outcomes } = await probe.call([removal(unknownId, 1)]);
  const check = 'removal-unknown';
  if (outcomes[0]?.kind === 'accepted') return pass(check, 'removing an offer that is not held is a success');
  const remedy = 'Answer the removal of an offer that is not held with success: it is as asked for.';
  return fail(check, `removing an offer that is not held is no success: ${wordsOf(outcomes[0])}`, remedy);
}

async function* batches(run: Run): AsyncGenerator<CheckResult> {
  const { probe, offerId, unknownId } = run;
  yield perRecord(await probe.call([upsert(offerId, 3), removal(unknownId, 2)]));
  yield await largeBatch(run);
}

/** Whether a batch with an offer and a removal is answered for each of the two. */
function perRecord({ answer, outcomes }: Probed): CheckResult {
  const check = 'per-record';
  const notTaken = outcomes.find((outcome) => outcome.kind !== 'accepted');
  if (notTaken !== undefined) {
    const remedy =
      'Answer `{"results": […]}` with one entry for each item, with its offerId, revision and outcome; or 2xx without a body when all are taken.';
    return fail(check, `a batch of an offer and a removal is not wholly accepted: ${wordsOf(notTaken)}`, remedy);
  }
  const speaks = answer.kind === 'answered' && answer.body.includes('"results"');
  if (speaks) return pass(check, 'a batch of an offer and a removal is answered record by record');
  const remedy =
    'Answer `{"results": […]}`: without it a refusal concerns the whole batch, which is sent again in halves.';
  return warn(check, 'a batch is answered as a whole', remedy);
}

/** As many items and bytes as a batch of this subscription may have, of which one is an offer. */
async function largeBatch({ probe, offerId }: Run): Promise<CheckResult> {
  const { batchSize } = probe.settings;
  const wanted = Math.min(batchSize * OFFER_BYTES, MOST_LARGE_BYTES);
  const others = Array.from({ length: batchSize - 1 }, () => removal(newTestId(), 1));
  const { answer, bytes } = await probe.call([upsert(offerId, 4, wanted), ...others]);
  const what = `a batch of ${batchSize} items and ${Math.ceil(bytes / 1024)} KiB, one of them very long`;
  if (answer.kind === 'answered' && answer.status >= 200 && answer.status < 300) {
    return pass('large-batch', `${what} is answered with HTTP ${answer.status}`);
  }
  const seen = answer.kind === 'answered' ? `HTTP ${answer.status}` : answer.detail;
  const remedy =
    'Accept bodies of that size in the receiver and in front of it, or lower batchSize of the subscription.';
  return fail('large-batch', `${what} is not taken: ${seen}`, remedy);
}

function inTime({ probe }: Run): CheckResult {
  const { timeoutMs } = probe.settings;
  const slowest = Math.ceil(probe.slowestMs);
  const detail = `the slowest answer took ${slowest} ms of ${timeoutMs} ms`;
  if (slowest <= timeoutMs / 2) return pass('in-time', detail);
  return warn('in-time', detail, 'Take the offers into a queue and answer before working on them.');
}

/** At the highest revision of all calls, so that it counts whatever was taken before. */
async function removed({ probe, offerId }: Run): Promise<CheckResult> {
  const { outcomes } = await probe.call([removal(offerId, 5)]);
  if (outcomes[0]?.kind === 'accepted') return pass('removed', 'the test offer is removed again');
  const remedy = `Mend the removal of offers, and remove ${offerId} by hand.`;
  return fail('removed', `the test offer is not removed: ${wordsOf(outcomes[0])}`, remedy);
}

function upsert(offerId: string, revision: number, bytes = 0): DeliveryItem {
  const offer = testOffer(offerId);
  const padding = { language: 'en', plain: 'Test. '.repeat(Math.ceil(bytes / 6)), html: null };
  return { offerId, revision, content: JSON.stringify(bytes === 0 ? offer : { ...offer, descriptions: [padding] }) };
}

function removal(offerId: string, revision: number): DeliveryItem {
  return { offerId, revision, content: null };
}

function wordsOf(outcome: ItemOutcome | undefined): string {
  if (outcome === undefined || outcome.kind === 'accepted' || outcome.kind === 'handed-over') return 'no answer';
  return `${outcome.reason}${outcome.detail === null ? '' : ` (${partnerWords(outcome.detail)})`}`;
}
