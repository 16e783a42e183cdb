import { httpErrors, isRetriable, parseRetryAfter, sleep } from '@relais/runtime';
import { sourceErrors } from '../errors.ts';
import type { SourceContext } from '../port.ts';
import type { ForemSettings } from './settings.ts';

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);
const LONGEST_WAIT_MS = 60_000;

/** What an export is asked of: the path below the base URL, and its query. */
export interface ExportRequest {
  readonly source: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/**
 * The body of a long answer as it arrives; nothing of it is kept here, and a reader that pauses makes the service pause. Tries
 * that fail before the first byte are repeated; what breaks off later throws a retriable error.
 */
export async function* exportBytes(
  request: ExportRequest,
  settings: ForemSettings,
  context: SourceContext,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const place = placeOf(settings, request);
  const stall = new Stall(settings.stallMs, place);
  const both = AbortSignal.any([signal, stall.signal]);
  try {
    const reader = (await opened(request, settings, context, both)).getReader();
    try {
      yield* pieces(reader, settings.limits.exportBytes, request, stall);
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw stall.signal.aborted ? stall.error() : asHttpError(error, place);
  } finally {
    stall.end();
  }
}

async function* pieces(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  mostBytes: number,
  { source, path }: ExportRequest,
  stall: Stall,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  for (;;) {
    const { done, value } = await stall.over(reader.read());
    if (done) return;
    bytes += value.length;
    if (bytes > mostBytes) {
      const fault = `it is longer than ${mostBytes} bytes`;
      throw sourceErrors.create('SOURCE_ANSWER_SHAPE', { source, call: `GET ${path}`, fault });
    }
    yield value;
  }
}

async function opened(
  request: ExportRequest,
  settings: ForemSettings,
  context: SourceContext,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const { http } = settings;
  const limit = { perSecond: http.callsPerSecond, burst: http.burst };
  for (let tried = 1; ; tried++) {
    await context.throttle(`${request.source}:export`, limit, signal);
    const outcome = await attempt(request, settings, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      const failure = asHttpError(error, placeOf(settings, request));
      if (!isRetriable(failure) || tried >= http.attempts) throw failure;
      return null;
    });
    if (outcome?.ok && outcome.body !== null) return outcome.body;
    const wait = outcome === null ? null : await refusal(outcome, placeOf(settings, request), tried >= http.attempts);
    await sleep(Math.min(wait ?? http.backoffMs * 2 ** (tried - 1), LONGEST_WAIT_MS), signal);
  }
}

/** The body comes over minutes: only its beginning and its pauses are timed. */
async function attempt(request: ExportRequest, settings: ForemSettings, signal: AbortSignal): Promise<Response> {
  const url = new URL(`${settings.baseUrl}${request.path}`);
  for (const [name, value] of Object.entries(request.query)) url.searchParams.set(name, value);
  const { timeoutMs, headers } = settings.http;
  const begun = new AbortController();
  const timer = setTimeout(
    () => begun.abort(httpErrors.create('HTTP_TIMEOUT', { ...placeOf(settings, request), limitMs: timeoutMs })),
    timeoutMs,
  );
  try {
    return await fetch(url, {
      headers: { accept: 'application/json', ...headers },
      redirect: 'error',
      signal: AbortSignal.any([signal, begun.signal]),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** How long the service asks to wait; throws for a status that waiting does not change. */
async function refusal(answer: Response, place: Place, isLast: boolean): Promise<number | null> {
  const { status } = answer;
  await answer.body?.cancel();
  const details = { ...place, status };
  if (!RETRIED.has(status)) throw httpErrors.create('HTTP_STATUS', { ...details, attempts: 1 });
  if (isLast) throw httpErrors.create('HTTP_STATUS_RETRIABLE', { ...details, attempts: 'all' });
  return parseRetryAfter(answer.headers.get('retry-after') ?? undefined);
}

function asHttpError(error: unknown, place: Place): unknown {
  if (!(error instanceof TypeError)) return error;
  const reason = (error.cause as { code?: unknown } | undefined)?.code;
  return httpErrors.create('HTTP_CONNECTION', {
    ...place,
    reason: typeof reason === 'string' ? reason : 'broken off',
  });
}

type Place = ReturnType<typeof placeOf>;

function placeOf({ baseUrl }: ForemSettings, { path }: ExportRequest) {
  return { method: 'GET', host: new URL(baseUrl).host, path };
}

/** Ends what waits for a service that has fallen silent. A reader of ours that takes its time is not counted. */
class Stall {
  readonly #limitMs: number;
  readonly #place: Place;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(limitMs: number, place: Place) {
    this.#limitMs = limitMs;
    this.#place = place;
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  async over<Value>(waiting: Promise<Value>): Promise<Value> {
    this.#timer = setTimeout(() => this.#controller.abort(), this.#limitMs);
    try {
      return await waiting;
    } finally {
      this.end();
    }
  }

  error(): Error {
    return httpErrors.create('HTTP_TIMEOUT', { ...this.#place, limitMs: this.#limitMs });
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
