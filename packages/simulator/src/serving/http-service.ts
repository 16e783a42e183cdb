import { setTimeout as wait } from 'node:timers/promises';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { SimulatedService } from '../model.ts';
import type { FaultBoard } from './faults.ts';
import { windows1252 } from './windows-1252.ts';

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
  /** Routes that never show a fault, such as the token endpoint. */
  readonly sound?: (app: FastifyInstance) => void;
  /** Routes that show the faults switched on for the service. */
  readonly routes: (app: FastifyInstance) => void;
}

/** A service on 127.0.0.1 whose routes show the faults that every HTTP service can have. */
export async function startHttpService(options: HttpServiceOptions): Promise<HttpService> {
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
  acceptAnyJson(app);
  options.sound?.(app);
  await app.register((api, _options, done) => {
    api.addHook('onRequest', (request, reply) => beforeAnswer(options, request, reply));
    api.addHook('onSend', (_request, reply, payload) => onPayload(options, reply, payload));
    options.routes(api);
    done();
  });
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return { url, close: () => app.close() };
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
  { service, faults }: HttpServiceOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (faults.meet(service, 'connection-reset') !== null) {
    reply.hijack();
    request.raw.socket.resetAndDestroy();
    return;
  }
  const slow = faults.meet(service, 'slow-answer');
  if (slow !== null) await wait(slow.delayMs ?? 1000, undefined, { ref: false });
  const busy = faults.meet(service, 'too-many-requests');
  if (busy !== null) {
    const body = { httpCode: '429', httpMessage: 'Too Many Requests', moreInformation: 'Rate Limit exceeded' };
    reply
      .code(429)
      .header('retry-after', String(busy.retryAfterSeconds ?? 1))
      .send(body);
  } else if (faults.meet(service, 'server-error') !== null) {
    reply.code(500).send({ httpCode: '500', httpMessage: 'Internal Server Error', moreInformation: 'URL Open error' });
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
