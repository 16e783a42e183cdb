import { setTimeout as wait } from 'node:timers/promises';
import { type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Partner, PartnerBehaviour } from '../model.ts';
import { Conduct, type Holdings } from './holdings.ts';
import { signatureFault } from './signature.ts';
import { bodySchema } from './wire.ts';

const PATH = '/hooks/relais';
const BODY_LIMIT = 64 * 1024 * 1024;

export interface WebhookPartnerOptions {
  readonly holdings: Holdings;
  readonly secret: string;
  readonly clock: { now(): number };
  readonly port: number | undefined;
}

export interface WebhookPartner extends Partner {
  readonly url: string;
  close(): Promise<void>;
}

/** A partner that takes offers by signed webhook, one or many a request, and answers with a result for each. */
export async function startWebhookPartner(options: WebhookPartnerOptions): Promise<WebhookPartner> {
  const { holdings } = options;
  const receiver = new Receiver(options);
  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: true });
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.post(PATH, (request, reply) => receiver.receive(request, reply));
  const url = await app.listen({ host: '127.0.0.1', port: options.port ?? 0 });
  return {
    id: 'webhook',
    url: `${url}${PATH}`,
    behave: (behaviour) => receiver.conduct.set(behaviour),
    holdings: () => holdings.view(),
    offer: (offerId) => holdings.offer(offerId),
    forget: () => holdings.forget(),
    close: () => app.close(),
  };
}

class Receiver {
  readonly conduct = new Conduct();
  readonly #options: WebhookPartnerOptions;

  constructor(options: WebhookPartnerOptions) {
    this.#options = options;
  }

  async receive(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { holdings, secret, clock } = this.#options;
    holdings.count('requests');
    const answered = await misbehave(this.conduct.next(), request, reply);
    if (answered !== null) return answered;
    const body = String(request.body);
    const fault = signatureFault(secret, request.headers, body, clock.now());
    if (fault !== null) return this.#refuse(reply, 401, fault);
    const items = bodySchema.safeParse(parsed(body)).data;
    if (items === undefined) return this.#refuse(reply, 400, 'the body is no batch of offers');
    return reply.send({ results: holdings.take(items, this.conduct.rejects) });
  }

  #refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
    this.#options.holdings.count('refused');
    return reply.code(status).send({ error });
  }
}

/** Does what the behaviour says instead of taking the offers; null when it says to take them. */
async function misbehave(
  behaviour: PartnerBehaviour,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | null> {
  switch (behaviour.mode) {
    case 'accept':
      return null;
    case 'stall':
      await wait(behaviour.stallMs ?? 60_000, undefined, { ref: false });
      return null;
    case 'fail':
      return reply.code(behaviour.status ?? 503).send({ error: 'out of order' });
    case 'busy':
      return reply
        .code(429)
        .header('retry-after', String(behaviour.retryAfterSeconds ?? 1))
        .send({ error: 'too much' });
    case 'gone':
      return reply.code(410).send({ error: 'no longer here' });
    case 'reset':
      reply.hijack();
      request.raw.socket.resetAndDestroy();
      return reply;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
