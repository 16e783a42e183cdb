import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type AxiosInstance, type AxiosResponse, create as createAxios, isAxiosError } from 'axios';
import { sleep } from './clock.ts';
import { defineErrors, isRetriable } from './errors.ts';

/** Failures of calls to the outside. Details hold method, host, path without query, and status: never headers or bodies. */
export const httpErrors = defineErrors({
  HTTP_TIMEOUT: {
    message: '{method} {host}{path} took longer than {limitMs} ms',
    remedy: 'Check whether the service is slow, or raise `http.timeoutMs` of the source.',
    retriable: true,
  },
  HTTP_CONNECTION: {
    message: '{method} {host}{path} failed: {reason}',
    remedy: 'Check that the address is right and that the service can be reached from here.',
    retriable: true,
  },
  HTTP_TOO_LARGE: {
    message: '{method} {host}{path} answered with more than {limitBytes} bytes',
    remedy: 'Ask for smaller pages, or raise the size limit of the service.',
    retriable: false,
  },
  HTTP_STATUS: {
    message: '{method} {host}{path} answered with status {status}',
    remedy: 'See what the service says about this status.',
    retriable: false,
  },
  HTTP_STATUS_RETRIABLE: {
    message: '{method} {host}{path} answered with status {status} after {attempts} attempts',
    remedy: 'The service is overloaded or down; the call is made again later.',
    retriable: true,
  },
});

export interface HttpClientOptions {
  readonly baseUrl: string;
  /** Whole time of one attempt, milliseconds. @default 30000 */
  readonly timeoutMs?: number;
  /** Most bytes of an answer. @default 67108864 (64 MiB) */
  readonly maxResponseBytes?: number;
  /** Tries of a call that failed in passing (429, 5xx, connection). @default 4 */
  readonly attempts?: number;
  /** First wait between tries, doubled each time, with jitter. @default 500 */
  readonly backoffMs?: number;
  /** Headers of every call. Never logged. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD';
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface HttpClient {
  /** Answers of status below 400, 404 and 410 are returned; anything else is thrown as one of `httpErrors`. */
  call(request: HttpRequest): Promise<HttpResponse>;
  /** One attempt; every status is returned, redirects are not followed. Throws only when no answer came. */
  attempt(request: HttpRequest): Promise<HttpResponse>;
  close(): void;
}

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);
const LONGEST_WAIT_MS = 60_000;
const USUAL_TIMEOUT_MS = 30_000;
const USUAL_MOST_BYTES = 64 * 1024 * 1024;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agents = { httpAgent: new HttpAgent({ keepAlive: true }), httpsAgent: new HttpsAgent({ keepAlive: true }) };
  const client = createAxios({
    baseURL: options.baseUrl,
    allowAbsoluteUrls: false,
    maxContentLength: options.maxResponseBytes ?? USUAL_MOST_BYTES,
    maxBodyLength: Number.POSITIVE_INFINITY,
    maxRedirects: 0,
    responseType: 'arraybuffer',
    validateStatus: () => true,
    transformRequest: [(body: unknown) => body],
    proxy: false,
    ...agents,
  });
  const attempt = (request: HttpRequest) => attemptOnce(client, options, request);
  return {
    attempt,
    call: (request) => callWithRetries(attempt, options, request),
    close() {
      agents.httpAgent.destroy();
      agents.httpsAgent.destroy();
    },
  };
}

async function callWithRetries(
  attempt: (request: HttpRequest) => Promise<HttpResponse>,
  options: HttpClientOptions,
  request: HttpRequest,
): Promise<HttpResponse> {
  const most = options.attempts ?? 4;
  for (let tried = 1; ; tried++) {
    const outcome = await attempt(request).catch((error: unknown) => {
      if (!isRetriable(error) || tried >= most) throw error;
      return null;
    });
    if (outcome === null) {
      await sleep(backoff(options, tried, null), request.signal);
      continue;
    }
    if (outcome.status < 400 || outcome.status === 404 || outcome.status === 410) return outcome;
    const details = { ...placeOf(options, request), status: outcome.status, attempts: tried };
    if (!RETRIED.has(outcome.status)) throw httpErrors.create('HTTP_STATUS', details);
    if (tried >= most) throw httpErrors.create('HTTP_STATUS_RETRIABLE', details);
    await sleep(backoff(options, tried, parseRetryAfter(outcome.headers['retry-after'])), request.signal);
  }
}

async function attemptOnce(
  client: AxiosInstance,
  options: HttpClientOptions,
  request: HttpRequest,
): Promise<HttpResponse> {
  const limitMs = options.timeoutMs ?? USUAL_TIMEOUT_MS;
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), limitMs);
  try {
    const response: AxiosResponse<Uint8Array> = await client.request({
      method: request.method,
      url: request.path,
      params: request.query ?? {},
      paramsSerializer: { indexes: null },
      headers: { ...options.headers, ...request.headers },
      ...(request.body === undefined ? {} : { data: Buffer.from(request.body) }),
      signal: request.signal === undefined ? limit.signal : AbortSignal.any([request.signal, limit.signal]),
    });
    return { status: response.status, headers: plainHeaders(response), body: bytesOf(response.data) };
  } catch (error) {
    request.signal?.throwIfAborted();
    if (limit.signal.aborted) throw httpErrors.create('HTTP_TIMEOUT', { ...placeOf(options, request), limitMs });
    throw asHttpError(error, options, request);
  } finally {
    clearTimeout(timer);
  }
}

/** The same bytes, no copy: in Node an "arraybuffer" comes as a Buffer. */
function bytesOf({ buffer, byteOffset, byteLength }: Uint8Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A query written into the path may hold a secret: it is left out. */
function placeOf({ baseUrl }: HttpClientOptions, { method, path }: HttpRequest) {
  return { method, host: new URL(baseUrl).host, path: path.replace(/[?#].*$/s, '') };
}

function asHttpError(error: unknown, options: HttpClientOptions, request: HttpRequest): unknown {
  if (!isAxiosError(error)) return error;
  const where = placeOf(options, request);
  if (/maxContentLength/.test(error.message)) {
    return httpErrors.create('HTTP_TOO_LARGE', { ...where, limitBytes: options.maxResponseBytes ?? USUAL_MOST_BYTES });
  }
  return httpErrors.create('HTTP_CONNECTION', { ...where, reason: error.code ?? 'unknown' });
}

/** Full jitter over a doubling wait; a Retry-After is honoured up to a minute. */
function backoff(options: HttpClientOptions, tried: number, retryAfterMs: number | null): number {
  if (retryAfterMs !== null) return Math.min(retryAfterMs, LONGEST_WAIT_MS);
  const ceiling = Math.min((options.backoffMs ?? 500) * 2 ** (tried - 1), LONGEST_WAIT_MS);
  return ceiling / 2 + Math.random() * (ceiling / 2);
}

/** Milliseconds of a Retry-After header (RFC 9110, section 10.2.3), seconds or a date; null when it is neither. */
export function parseRetryAfter(value: string | undefined, now: number = Date.now()): number | null {
  if (value === undefined) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const moment = Date.parse(value);
  return Number.isNaN(moment) ? null : Math.max(0, moment - now);
}

function plainHeaders(response: AxiosResponse): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) headers[name.toLowerCase()] = String(value);
  return headers;
}
