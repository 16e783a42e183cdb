import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isIP, isIPv6 } from 'node:net';
import { within } from './clock.ts';
import { defineErrors, messageOf } from './errors.ts';
import type { Closeable } from './lifecycle.ts';
import type { Logger } from './logging.ts';

export const doorErrors = defineErrors({
  DOOR_TAKEN: {
    message: 'another program has the address {address}',
    remedy: 'End it, or change the port of the process under `health`; 0 takes a free one.',
    retriable: true,
  },
  DOOR_NOT_OPENED: {
    message: 'nothing can be served at {address}: {reason}',
    remedy: 'Change host or port of the process under `health`.',
    retriable: false,
  },
});

export interface DoorAnswer {
  readonly status: number;
  /** Media type of the text. */
  readonly type: string;
  readonly text: string;
}

export interface DoorOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Names beside addresses and names without a dot under which it may be asked. */
  readonly names: readonly string[];
  /** What is told, by path. */
  readonly pages: Readonly<Record<string, () => Promise<DoorAnswer>>>;
  readonly logger: Logger;
}

export interface Door extends Closeable {
  /** For example `http://127.0.0.1:4101`. */
  readonly url: string;
}

/** A caller has so long to ask, a page to answer, and a connection may lie still. */
const ASK_MS = 3_000;
const ANSWER_MS = 8_000;
const STILL_MS = 10_000;
const MOST_CONNECTIONS = 16;
const MOST_HEADER_BYTES = 4_096;

/**
 * Opens a small HTTP server for those who look at a process from outside: GET and HEAD alone, no bodies, one question a
 * connection, few connections, and an end to each within seconds.
 * @throws DOOR_TAKEN, DOOR_NOT_OPENED
 */
export async function openDoor(options: DoorOptions): Promise<Door> {
  const server = createServer(
    {
      maxHeaderSize: MOST_HEADER_BYTES,
      headersTimeout: ASK_MS,
      requestTimeout: ASK_MS,
      connectionsCheckingInterval: 1_000,
    },
    (request, response) => void answer(options, request, response),
  );
  server.maxConnections = MOST_CONNECTIONS;
  server.setTimeout(STILL_MS);
  const url = await listen(server, options);
  let closed: Promise<void> | undefined;
  return { url, close: () => (closed ??= shut(server)) };
}

async function listen(server: Server, { host, port }: DoorOptions): Promise<string> {
  const name = isIPv6(host) ? `[${host}]` : host;
  try {
    server.listen({ host, port });
    await once(server, 'listening');
  } catch (error) {
    const isTaken = (error as { code?: unknown }).code === 'EADDRINUSE';
    const details = { address: `${name}:${port}`, reason: messageOf(error) };
    throw doorErrors.create(isTaken ? 'DOOR_TAKEN' : 'DOOR_NOT_OPENED', details, error);
  }
  const address = server.address();
  return `http://${name}:${typeof address === 'object' ? (address?.port ?? port) : port}`;
}

/** What is asked for takes no longer than a look: nobody is waited for. */
function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function answer(options: DoorOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { status, type, text } = refusal(options, request) ?? (await pageOf(options, request));
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    connection: 'close',
    ...(status === 405 ? { allow: 'GET, HEAD' } : {}),
  });
  response.end(text);
}

/**
 * True for a name that nobody outside may have pointed here. A page of somebody else can point a name of its own at this address and
 * read what is then answered to it (DNS rebinding); addresses, and names without a dot, belong to nobody outside.
 * @param header `Host` of the request
 */
export function isOwnName(header: string | undefined, { host, names }: Pick<DoorOptions, 'host' | 'names'>): boolean {
  const name = URL.parse(`http://${header}`)?.hostname ?? '.';
  return !name.includes('.') || isIP(name) !== 0 || name === host || names.includes(name);
}

function refusal(options: DoorOptions, { method, headers }: IncomingMessage): DoorAnswer | null {
  if (!isOwnName(headers.host, options))
    return told(421, 'nothing is shown under this name; `names` in the configuration says which');
  if (method !== 'GET' && method !== 'HEAD') return told(405, 'GET and HEAD alone');
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return hasBody ? told(413, 'no bodies') : null;
}

async function pageOf({ pages, logger }: DoorOptions, { url }: IncomingMessage): Promise<DoorAnswer> {
  const [path = ''] = (url ?? '').split('?');
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  if (page === undefined) return told(404, 'nothing is here');
  try {
    return await within(ANSWER_MS, page(), () => new Error('no answer in time'));
  } catch (error) {
    logger.error({ error, path }, 'a look from outside failed');
    return told(500, 'the look failed; the log tells why');
  }
}

function told(status: number, error: string): DoorAnswer {
  return { status, type: 'application/json', text: JSON.stringify({ error }) };
}
