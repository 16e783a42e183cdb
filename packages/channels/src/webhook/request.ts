import { once } from 'node:events';
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { messageOf, RelaisError } from '@relais/runtime';
import { secretHider } from '../own-secrets.ts';
import { guardedLookup, isRefusedAddress, literalAddress, refusal } from './address-guard.ts';
import { MOST_ANSWER_BYTES } from './protocol.ts';

/** What came back from a POST. */
export type Answer =
  | {
      kind: 'answered';
      status: number;
      headers: IncomingHttpHeaders;
      body: Buffer;
      /** True when there was more than `MOST_ANSWER_BYTES`; the rest was not read. */
      cut: boolean;
    }
  | { kind: 'unanswered'; reason: 'timeout' | 'connection'; detail: string };

export interface Poster {
  /** Rejects only with the signal's reason. */
  post(headers: Readonly<Record<string, string>>, body: Buffer, signal: AbortSignal): Promise<Answer>;
  close(): void;
}

export interface PosterOptions {
  readonly url: string;
  /** From the first byte sent to the last byte read. */
  readonly timeoutMs: number;
  readonly connections: number;
  readonly allowPrivateNetworks: boolean;
  /** What no answer is to repeat: these, the values of these, and what the query of the URL holds. */
  readonly secrets: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * POSTs to one URL over kept connections. Redirects are answers like any other, nothing is decompressed, and a connection is
 * only ever made to a public address, or (where private networks are allowed) to any but that of a metadata service.
 */
export function createPoster(options: PosterOptions): Poster {
  const url = new URL(options.url);
  const reach = options.allowPrivateNetworks ? 'private' : 'public';
  const secure = url.protocol === 'https:';
  const agentOptions = {
    keepAlive: true,
    maxSockets: options.connections,
    lookup: guardedLookup(reach),
  };
  const agent = secure ? new HttpsAgent(agentOptions) : new HttpAgent(agentOptions);
  const send = secure ? httpsRequest : httpRequest;
  const literal = literalAddress(url);
  const refused = literal !== null && isRefusedAddress(literal, reach);
  const written = url.search.split('&').map((member) => member.slice(member.indexOf('=') + 1));
  const query = [...written, ...url.searchParams.values()];
  const hide = secretHider([...options.secrets, ...Object.values(options.headers), ...query]);

  async function exchange(
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    signal: AbortSignal,
  ): Promise<Answer> {
    const call = send(url, { method: 'POST', agent, headers: withLength(headers, body), signal });
    // An error may also come after the response has begun: it then ends the reading, and must not end the process.
    call.on('error', () => undefined);
    call.end(body);
    const response = await responseTo(call);
    if (response !== null) return await read(response, hide);
    return await exchange(headers, body, signal);
  }

  return {
    async post(headers, body, signal) {
      const deadline = AbortSignal.timeout(options.timeoutMs);
      const either = AbortSignal.any([signal, deadline]);
      try {
        if (refused) throw refusal(url.hostname, literal);
        either.throwIfAborted();
        return await exchange(headers, body, either);
      } catch (error) {
        signal.throwIfAborted();
        if (deadline.aborted) return unanswered('timeout', `no complete answer within ${options.timeoutMs} ms`);
        return unanswered('connection', connectionWords(error));
      }
    },
    close: () => agent.destroy(),
  };
}

/**
 * The response, once it begins. Null when a kept connection turned out to be closing just then: the call carries its
 * idempotency key, so it can be made again at once.
 */
async function responseTo(call: ClientRequest): Promise<IncomingMessage | null> {
  try {
    const [response] = (await once(call, 'response')) as [IncomingMessage];
    return response;
  } catch (error) {
    if (call.reusedSocket && isReset(error)) return null;
    throw error;
  }
}

function withLength(headers: Readonly<Record<string, string>>, body: Buffer): Record<string, string> {
  return { ...headers, 'content-length': String(body.length), 'accept-encoding': 'identity' };
}

async function read(response: IncomingMessage, hide: (text: string) => string): Promise<Answer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    // Leaving the loop destroys the response, and the connection with it.
    if (length > MOST_ANSWER_BYTES) break;
  }
  // Byte for byte: secrets are ASCII, and the rest stays as it is, whatever its encoding.
  const body = Buffer.from(hide(Buffer.concat(chunks).toString('latin1', 0, MOST_ANSWER_BYTES)), 'latin1');
  const { statusCode: status = 0, headers } = response;
  return { kind: 'answered', status, headers, body, cut: length > MOST_ANSWER_BYTES };
}

function isReset(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'ECONNRESET' || code === 'EPIPE';
}

function unanswered(reason: 'timeout' | 'connection', detail: string): Answer {
  return { kind: 'unanswered', reason, detail };
}

function connectionWords(error: unknown): string {
  if (error instanceof RelaisError) return error.message;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : messageOf(error);
}
