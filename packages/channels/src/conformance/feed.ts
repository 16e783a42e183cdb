import { messageOf } from '@relais/runtime';
import type { EuresSettings } from '../eures/eures-channel.ts';
import { PING_PATH } from '../eures/protocol.ts';
import { FEED_PATH, feedPageSchema } from '../feed/protocol.ts';
import type { FeedSettings } from '../feed/settings.ts';
import { type CheckResult, type ConformanceSurroundings, fail, pass, warn } from './check.ts';

const WITHIN_MS = 10_000;
const NOBODYS_KEY = 'no-key-of-anyone-0000000000000000';

/** The checks of what a partner pulls: our own server, seen from outside. Asking without a cursor acknowledges nothing. */
export async function* checkFeed(
  { kind, apiKeys }: FeedSettings | EuresSettings,
  { subscription, feedUrl, signal }: ConformanceSurroundings,
): AsyncGenerator<CheckResult> {
  if (feedUrl === null) {
    yield fail(
      'reachable',
      'the address of the feed server is not known',
      'Give it with --feed-url, or configure feed.port.',
    );
    return;
  }
  yield new URL(feedUrl).protocol === 'https:'
    ? pass('encrypted', 'the address is https')
    : warn(
        'encrypted',
        'the address is plain http',
        'Put a proxy with TLS before the feed server: the key travels with each question.',
      );
  const path = (kind === 'feed' ? `${FEED_PATH}?limit=1` : PING_PATH).replace(':subscription', subscription);
  const question = { url: `${feedUrl.replace(/\/$/, '')}${path}`, signal };
  for (const [index, key] of apiKeys.entries()) {
    const result = await asked(question, key, index + 1, kind);
    yield result;
    if (result.check === 'reachable') return;
  }
  yield await refused('key-missing', 'a question without a key', question, null);
  yield await refused('key-wrong', 'a question with the wrong key', question, NOBODYS_KEY);
}

interface Question {
  readonly url: string;
  readonly signal: AbortSignal;
}

async function asked(question: Question, key: string, number: number, kind: 'feed' | 'eures'): Promise<CheckResult> {
  const check = `key-${number}`;
  const answer = await get(question, key);
  if (typeof answer === 'string') {
    return fail('reachable', answer, 'Start the sink, and check the address and what stands before it.');
  }
  const understood = kind === 'eures' || feedPageSchema.safeParse(parsed(answer.body)).success;
  if (answer.status === 200 && understood) return pass(check, `key ${number} opens the subscription`);
  const remedy =
    'Restart the sink if the key is new; check that the address leads to the feed server and nothing changes the answers.';
  return fail(check, `key ${number} is answered with HTTP ${answer.status}`, remedy);
}

/** 429 comes when somebody has tried too often before: it lets nobody in either. */
async function refused(check: string, what: string, question: Question, key: string | null): Promise<CheckResult> {
  const answer = await get(question, key);
  const status = typeof answer === 'string' ? answer : `HTTP ${answer.status}`;
  if (typeof answer !== 'string' && [401, 403, 429].includes(answer.status)) {
    return pass(check, `${what} is refused with ${status}`);
  }
  const remedy = 'Look at what stands before the feed server: it must not answer in its place, nor add a key.';
  return fail(check, `${what} is answered with ${status}`, remedy);
}

async function get({ url, signal }: Question, key: string | null): Promise<{ status: number; body: string } | string> {
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(WITHIN_MS)]);
    const headers = key === null ? {} : { authorization: `Bearer ${key}` };
    const answer = await fetch(url, { headers, redirect: 'manual', signal: within });
    return { status: answer.status, body: await answer.text() };
  } catch (error) {
    signal.throwIfAborted();
    const { cause } = error as { cause?: unknown };
    return cause === undefined ? messageOf(error) : messageOf(cause);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
