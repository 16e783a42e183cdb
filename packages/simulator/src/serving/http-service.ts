import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '@relais/runtime';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { SimulatedService } from '../model.ts';
import { type FaultBoard, skewOf } from './faults.ts';
import { windows1252 } from './windows-1252.ts';

const HOST = '127.0.0.1';
const MOST_LISTENING_TRIES = 100;
const LISTENING_WAIT_MS = 50;
const BODY_LIMIT = 64 * 1024 * 1024;
const HTML_ANSWER =
  '<!DOCTYPE html><html><body><h1>Service unavailable</h1><p>Please come back later.</p></body></html>';

export interface HttpService {
  readonly url: string;
  close(): Promise<void>;
}

export interface HttpServiceOptions {
  readonly service: SimulatedService;
  readonly port: number | undefined;
  readonly faults: FaultBoard;
  /** The service's time, for the `Date` header. @default the system's */
  readonly clock?: { now(): number };
  /** Routes that never show a fault, such as the token endpoint. */
  readonly sound?: (app: FastifyInstance) => void;
  /** Routes that show the faults switched on for the service. */
  readonly routes: (app: FastifyInstance) => void;
}

/** A service on 127.0.0.1 whose routes show the faults that every HTTP service can have. */
export async function startHttpService(options: HttpServiceOptions): Promise<HttpService> {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
  acceptAnyJson(app);
  const restart = restartOf(app.server);
  options.sound?.(app);
  await app.register((api, _options, done) => {
    api.addHook('onRequest', (request, reply) => beforeAnswer(options, restart, request, reply));
    api.addHook('onSend', (_request, reply, payload) => onPayload(options, reply, payload));
    options.routes(api);
    done();
  });
  const url = await app.listen({ host: HOST, port: options.port ?? 0 });
  return {
    url,
    async close() {
      await restart.settled();
      await app.close();
    },
  };
}

interface Restart {
  begin(downMs: number): void;
  /** Resolves when the listener is open. */
  settled(): Promise<void>;
}

/** Closes the listener with all its connections, and opens it again on the same port. */
function restartOf(server: Server): Restart {
  let underWay: Promise<void> | null = null;
  const run = async (downMs: number) => {
    const { port } = server.address() as AddressInfo;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    await wait(downMs);
    await listenAgain(server, port);
  };
  return {
    begin(downMs) {
      underWay ??= run(downMs).finally(() => {
        underWay = null;
      });
    },
    settled: () => underWay ?? Promise.resolve(),
  };
}

/** Somebody else may have taken the port for a moment. */
async function listenAgain(server: Server, port: number): Promise<void> {
  for (let tried = 1; ; tried++) {
    server.listen(port, HOST);
    try {
      await once(server, 'listening');
      return;
    } catch (error) {
      if (tried === MOST_LISTENING_TRIES) throw error;
      await wait(LISTENING_WAIT_MS);
    }
  }
}

/** Sends JSON that is already text. */
export function sendJson(reply: FastifyReply, text: string, type = 'application/json'): FastifyReply {
  return reply.type(`${type}; charset=utf-8`).send(text);
}

/** A fault of the caller in the form of RFC 9457. */
export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  const title = status === 404 ? 'Not Found' : 'Bad Request';
  const problem = { type: 'about:blank', title, status, detail, instance: reply.request.url };
  return sendJson(reply.code(status), JSON.stringify(problem), 'application/problem+json');
}

async function beforeAnswer(
  { service, faults, clock = systemClock }: HttpServiceOptions,
  restart: Restart,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (faults.meet(service, 'connection-reset') !== null) {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return;
  }
  const restarted = faults.meet(service, 'server-restart');
  if (restarted !== null) {
    reply.hijack();
    restart.begin(restarted.delayMs ?? 1000);
    return;
  }
  reply.header('date', new Date(clock.now() + skewOf(faults, service)).toUTCString());
  const slow = faults.meet(service, 'slow-answer');
  if (slow !== null) await wait(slow.delayMs ?? 1000, undefined, { ref: false });
  const busy = faults.meet(service, 'too-many-requests');
  if (busy !== null) {
    const body = { httpCode: '429', httpMessage: 'Too Many Requests', moreInformation: 'Rate Limit exceeded' };
    reply
      .code(429)
      .header('retry-after', String(busy.retryAfterSeconds ?? 1))
      .send(body);
    return;
  }
  const failed = faults.meet(service, 'server-error');
  if (failed !== null) {
    const status = failed.status ?? 500;
    reply
      .code(status)
      .send({ httpCode: String(status), httpMessage: 'Server Error', moreInformation: 'URL Open error' });
  } else if (faults.meet(service, 'html-answer') !== null) {
    reply.code(200).type('text/html; charset=utf-8').send(HTML_ANSWER);
  }
}

function onPayload({ service, faults }: HttpServiceOptions, reply: FastifyReply, payload: unknown): Promise<unknown> {
  if (typeof payload !== 'string' || reply.statusCode >= 300) return Promise.resolve(payload);
  const cut = faults.meet(service, 'truncated-json') === null ? payload : payload.slice(0, payload.length >> 1);
  const spoiled = faults.meet(service, 'wrong-encoding') === null ? cut : windows1252(cut);
  return Promise.resolve(spoiled);
}

/** Clients send JSON under several media types, and forms to token endpoints. */
function acceptAnyJson(app: FastifyInstance): void {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))));
  });
}
