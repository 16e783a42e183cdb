import { createHttpClient, type HttpClient, type HttpRequest, RelaisError } from '@relais/runtime';
import { sourceErrors } from '../errors.ts';
import type { SourceContext } from '../port.ts';
import { type JsonText, parseJson, WEB_PAGE } from '../records/json-text.ts';
import type { HttpSettings } from '../settings.ts';
import type { TokenSource } from './token.ts';

/** A call of a source's interface. `endpoint` names the bucket that limits its rate. */
interface ApiRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly endpoint: string;
  readonly query?: Readonly<Record<string, string | number>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of status below 400, 404 or 410, archived before it is parsed. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: JsonText;
  /** Null for 204, 404 and 410: nothing to keep. */
  readonly archiveHash: string | null;
}

/** Calls that are limited in rate, carry a token, and keep what comes back. */
export interface SourceApi {
  /**
   * An answer that is no JSON is asked for once more. Throws one of the runtime's `httpErrors` for any other status and
   * for a broken connection, and `SOURCE_ANSWER_UNREADABLE` when a web page comes twice in the place of an answer.
   */
  call(request: ApiRequest, signal: AbortSignal): Promise<ApiAnswer>;
  /** The beginning of what the service answers to a call that it refuses, for errors that are told apart by their words. */
  refusal(request: ApiRequest, signal: AbortSignal): Promise<string>;
  close(): void;
}

export interface ApiOptions {
  readonly source: string;
  readonly baseUrl: string;
  readonly http: HttpSettings;
  readonly tokens: TokenSource | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export function openApi(options: ApiOptions, context: SourceContext): SourceApi {
  const { http } = options;
  const client = createHttpClient({
    baseUrl: options.baseUrl,
    timeoutMs: http.timeoutMs,
    attempts: http.attempts,
    backoffMs: http.backoffMs,
    maxResponseBytes: http.maxAnswerBytes,
    headers: { accept: 'application/json', ...http.headers, ...options.headers },
  });
  const limit = { perSecond: http.callsPerSecond, burst: http.burst };
  return {
    async call(request, signal) {
      const ask = async () => {
        await context.throttle(`${options.source}:${request.endpoint}`, limit, signal);
        const answer = await callWithToken(client, options.tokens, asHttpRequest(request, signal));
        return { ...answer, json: parseJson(answer.body) };
      };
      let answer = await ask();
      if (hasContent(answer.status) && !answer.json.ok) answer = await ask();
      const { status, headers, json } = answer;
      const archiveHash = hasContent(status) ? await context.archive(answer.body) : null;
      if (hasContent(status) && !json.ok) refuseWebPage(json.fault, options.source, request);
      return { status, headers, json, archiveHash };
    },
    async refusal(request, signal) {
      await context.throttle(`${options.source}:${request.endpoint}`, limit, signal);
      const plain = asHttpRequest(request, signal);
      const answer = await client.attempt(
        options.tokens === null ? plain : withToken(plain, await options.tokens.get()),
      );
      return new TextDecoder().decode(answer.body.subarray(0, REFUSAL_BYTES));
    },
    close() {
      client.close();
      options.tokens?.close();
    },
  };
}

const REFUSAL_BYTES = 2000;

function hasContent(status: number): boolean {
  return status < 400 && status !== 204;
}

/** Proxies and maintenance pages answer 200 or a redirect with HTML: that is an outage and no fault of a record. */
function refuseWebPage(fault: string, source: string, { method, path }: ApiRequest): void {
  if (fault !== WEB_PAGE) return;
  throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source, call: `${method} ${path}`, fault });
}

/** Tokens die between their renewal and their use, and now and then several in a row. */
const TOKENS_TRIED = 3;

async function callWithToken(client: HttpClient, tokens: TokenSource | null, request: HttpRequest) {
  if (tokens === null) return await client.call(request);
  for (let tried = 1; ; tried++) {
    const token = await tokens.get();
    try {
      return await client.call(withToken(request, token));
    } catch (error) {
      if (statusOf(error) !== 401 || tried === TOKENS_TRIED) throw error;
      tokens.discard(token);
    }
  }
}

function withToken(request: HttpRequest, token: string): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}

function asHttpRequest(request: ApiRequest, signal: AbortSignal): HttpRequest {
  const { method, path, query = {}, headers } = request;
  if (request.body === undefined) return { method, path, query, signal, ...(headers ? { headers } : {}) };
  const body = JSON.stringify(request.body);
  return { method, path, query, signal, body, headers: { ...headers, 'content-type': 'application/json' } };
}

/** The HTTP status behind an error of a call; null when no answer came. */
export function statusOf(error: unknown): number | null {
  const status = error instanceof RelaisError ? error.details['status'] : null;
  return typeof status === 'number' ? status : null;
}
