import { Readable } from 'node:stream';
import { messageOf, RelaisError } from '@relais/runtime';
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify';
import { z } from 'zod';
import { FAULT_KINDS, type Partner, type Simulator, type TruthJob } from './model.ts';

const serviceSchema = z.enum(['vdab', 'actiris', 'forem', 'forem-open-data', 'france-travail', 'sftp']);
const kindSchema = z.enum(FAULT_KINDS);

const faultSchema = z.strictObject({
  service: serviceSchema,
  kind: kindSchema,
  times: z.number().int().positive().exactOptional(),
  rate: z.number().min(0).max(1).exactOptional(),
  after: z.number().int().nonnegative().exactOptional(),
  delayMs: z.number().nonnegative().exactOptional(),
  retryAfterSeconds: z.number().nonnegative().exactOptional(),
  remains: z.number().min(0).max(1).exactOptional(),
  status: z.number().int().min(500).max(599).exactOptional(),
  skewMs: z.number().exactOptional(),
  records: z.number().int().positive().exactOptional(),
  quiet: z.boolean().exactOptional(),
});

const advanceSchema = z.strictObject({
  kind: z.enum(['day', 'tick', 'touch', 'burst']).exactOptional(),
  times: z.number().int().positive().exactOptional(),
  records: z.number().int().positive().exactOptional(),
  share: z.number().positive().exactOptional(),
});

const behaviourSchema = z.strictObject({
  mode: z.enum(['accept', 'stall', 'fail', 'busy', 'gone', 'reset']),
  rejects: z.number().min(0).max(1).exactOptional(),
  times: z.number().int().positive().exactOptional(),
  status: z.number().int().min(500).max(599).exactOptional(),
  retryAfterSeconds: z.number().nonnegative().exactOptional(),
  stallMs: z.number().nonnegative().exactOptional(),
});

const faultFilterSchema = z.strictObject({ service: serviceSchema.exactOptional(), kind: kindSchema.exactOptional() });
const generationSchema = z.strictObject({ generation: z.enum(['A', 'B']) });
const readSchema = z.strictObject({ url: z.url(), apiKey: z.string().min(1) });

export interface Control {
  readonly url: string;
  close(): Promise<void>;
}

/** HTTP on 127.0.0.1 by which another process looks at the truth and steers the simulator. */
export async function startControl(simulator: Simulator): Promise<Control> {
  const app = fastify({ forceCloseConnections: true });
  app.setErrorHandler((error, _request, reply) => {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    const isCallers = error instanceof z.ZodError || error instanceof RelaisError;
    return reply.code(isCallers ? 400 : 500).send({ error: message });
  });
  serveWorld(app, simulator);
  serveFaults(app, simulator);
  servePartners(app, simulator);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close() };
}

function serveWorld(app: FastifyInstance, simulator: Simulator): void {
  app.get('/truth', (_request, reply) => sendTruth(reply, simulator));
  app.get('/truth/summary', () => simulator.summary());
  app.post('/advance', ({ body }) => simulator.advance(advanceSchema.parse(body ?? {})));
  app.post('/actiris/generation', ({ body }, reply) => {
    simulator.switchActiris(generationSchema.parse(body).generation);
    return reply.code(204).send();
  });
}

function serveFaults(app: FastifyInstance, { faults }: Simulator): void {
  app.get('/faults', () => faults.met());
  app.post('/faults', async ({ body }, reply) => {
    await faults.set(faultSchema.parse(body));
    return reply.code(204).send();
  });
  app.delete('/faults', async ({ query }, reply) => {
    const { service, kind } = faultFilterSchema.parse(query);
    await faults.clear(service, kind);
    return reply.code(204).send();
  });
}

function servePartners(app: FastifyInstance, { partners }: Simulator): void {
  for (const partner of [partners.webhook, partners.sftp, partners.feed] satisfies Partner[]) {
    const base = `/partners/${partner.id}`;
    app.get(`${base}/holdings`, () => partner.holdings());
    app.post(`${base}/behaviour`, ({ body }, reply) => {
      partner.behave(behaviourSchema.parse(body));
      return reply.code(204).send();
    });
    app.post(`${base}/forget`, (_request, reply) => {
      partner.forget();
      return reply.code(204).send();
    });
  }
  app.post('/partners/feed/read', ({ body }, reply) => {
    const { url, apiKey } = readSchema.parse(body);
    partners.feed.read(url, apiKey);
    return reply.code(204).send();
  });
}

function sendTruth(reply: FastifyReply, simulator: Simulator): FastifyReply {
  const { list, ...summary } = simulator.truth();
  return reply.type('application/json; charset=utf-8').send(Readable.from(truthText(summary, list)));
}

/** Written job by job: the whole text of a large population would be one enormous string. */
function* truthText(summary: object, list: readonly TruthJob[]): Generator<string> {
  yield `${JSON.stringify(summary).slice(0, -1)},"list":[`;
  for (const [index, job] of list.entries()) yield `${index === 0 ? '' : ','}${JSON.stringify(job)}`;
  yield ']}\n';
}
