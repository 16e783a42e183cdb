import { type Clock, createHttpClient, type HttpClient, RelaisError } from '@relais/runtime';
import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import { parseJson } from '../records/json-text.ts';
import { numberLeaf } from '../records/leaves.ts';
import type { HttpSettings, OauthSettings } from '../settings.ts';

/** Access tokens of one client: fetched when needed, renewed before they expire, one request at a time. */
export interface TokenSource {
  get(): Promise<string>;
  /** Forgets a token that the service no longer takes. */
  discard(token: string): void;
  close(): void;
}

const tokenAnswer = z.object({ access_token: z.string().min(1), expires_in: numberLeaf });
const USUAL_LIFE_SECONDS = 900;
const LONGEST_MARGIN_MS = 60_000;

/** Tokens by the client credentials grant (RFC 6749, section 4.4). The credentials stand in the body or in HTTP Basic. */
export function openTokenSource(
  source: string,
  settings: OauthSettings,
  http: HttpSettings,
  clock: Clock,
): TokenSource {
  const { timeoutMs, attempts, backoffMs } = http;
  const client = createHttpClient({ baseUrl: settings.tokenUrl, timeoutMs, attempts, backoffMs });
  let current: { token: string; renewAt: number } | null = null;
  let pending: Promise<string> | null = null;

  async function renew(): Promise<string> {
    const { access_token: token, expires_in: seconds } = await request(source, settings, client);
    const life = (seconds ?? USUAL_LIFE_SECONDS) * 1000;
    current = { token, renewAt: clock.now() + life - Math.min(LONGEST_MARGIN_MS, life / 4) };
    return token;
  }

  return {
    get() {
      if (current !== null && clock.now() < current.renewAt) return Promise.resolve(current.token);
      pending ??= renew().finally(() => {
        pending = null;
      });
      return pending;
    },
    discard(token) {
      if (current?.token === token) current = null;
    },
    close: () => client.close(),
  };
}

async function request(source: string, settings: OauthSettings, client: HttpClient) {
  const headers: Record<string, string> = {
    ...settings.headers,
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
  };
  if (settings.style === 'basic') headers['authorization'] = basicCredentials(settings);
  const form = { method: 'POST', path: '', headers, body: formOf(settings) } as const;
  const answer = await client.call(form).catch((error: unknown) => {
    throw refusal(source, error);
  });
  const json = parseJson(answer.body);
  const parsed = tokenAnswer.safeParse(json.ok ? json.value : null);
  if (parsed.success) return parsed.data;
  const fault = json.ok ? 'access_token is missing' : json.fault;
  throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source, call: 'the token request', fault });
}

/** User name and password are form-encoded before they are joined (RFC 6749, section 2.3.1). */
function basicCredentials(settings: OauthSettings): string {
  const pair = [settings.clientId, settings.clientSecret].map(encodeURIComponent).join(':');
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function formOf(settings: OauthSettings): string {
  const form = new URLSearchParams({ grant_type: 'client_credentials' });
  if (settings.scope !== undefined) form.set('scope', settings.scope);
  if (settings.style === 'body') {
    form.set('client_id', settings.clientId);
    form.set('client_secret', settings.clientSecret);
  }
  return form.toString();
}

function refusal(source: string, error: unknown): unknown {
  if (!(error instanceof RelaisError) || error.code !== 'HTTP_STATUS') return error;
  return sourceErrors.create('SOURCE_CREDENTIALS_REFUSED', { source, status: error.details['status'] ?? null }, error);
}
