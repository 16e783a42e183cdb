import { healthAnswer, type Stores, watchStores } from '@relais/configuration';
import { type Closeable, isOwnName, type Logger, METRICS_TYPE, type Metrics, shared } from '@relais/runtime';
import { fastify } from 'fastify';
import { failurePage, overviewPage } from './overview-page.ts';
import { collectStatus, type StatusSurroundings } from './status.ts';
import { tellStatus } from './status-metrics.ts';
import { traceOffers } from './trace.ts';

export interface OpsOptions extends StatusSurroundings {
  readonly state: Pick<Stores['state'], 'ping'>;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** Names beside addresses and names without a dot by which the pages may be asked for. */
  readonly names: readonly string[];
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface Ops extends Closeable {
  /** Where the pages are, for example `http://127.0.0.1:4100`. */
  readonly url: string;
}

/** An answer is kept this long, and one under way is waited for, so that many open pages cost the ledger no more than one. */
const STATUS_FRESH_MS = 500;
/** A reference of a source may be longer than what the router takes by itself. */
const LONGEST_NAME = 1_000;
const HTML = 'text/html; charset=utf-8';
const HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

/** Opens the operations pages: an overview for people, the same as JSON, the trace of an offer, a health check, and metrics. */
export async function openOps(options: OpsOptions): Promise<Ops> {
  const routerOptions = { maxParamLength: LONGEST_NAME };
  const app = fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    requestTimeout: 30_000,
    routerOptions,
    // An address that cannot be read comes to no hook.
    frameworkErrors: ({ statusCode = 400 }, _request, reply) => {
      reply.raw.writeHead(statusCode, { ...HEADERS, 'content-type': 'application/json' });
      reply.raw.end(JSON.stringify({ error: 'the address cannot be read' }));
    },
  });
  const status = shared(STATUS_FRESH_MS, () => collectStatus(options));
  const look = watchStores(options, options);
  tellStatus(options.metrics, status, options.logger);
  app.addHook('onRequest', (request, reply, done) => {
    for (const [name, value] of Object.entries(HEADERS)) reply.raw.setHeader(name, value);
    if (isOwnName(request.headers.host, options)) return done();
    void reply.code(421).send({ error: 'nothing is shown under this name; ops.names of the configuration says which' });
  });
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    options.logger.error({ error, url: request.routeOptions.url }, 'a request failed');
    void reply.code(error.statusCode ?? 500);
    // Whoever watches the overview is to see the stores come back.
    if (request.routeOptions.url === '/') return reply.type(HTML).send(failurePage());
    return reply.send({ error: 'the request failed; the log of ops tells why' });
  });
  app.get<{ Querystring: { still?: string } }>('/', async (request, reply) => {
    const still = request.query.still !== undefined;
    return reply.type(HTML).send(overviewPage(await status(), still));
  });
  app.get('/api/v1/status', () => status());
  app.get('/healthz', async (_request, reply) => {
    const { status: code, type, text } = healthAnswer(await look());
    return reply.code(code).type(type).send(text);
  });
  app.get('/metrics', async (_request, reply) => reply.type(METRICS_TYPE).send(await options.metrics.text()));
  app.get<{ Params: { name: string } }>('/api/v1/trace/:name', async (request, reply) => {
    const found = await traceOffers(options.ledger, request.params.name);
    return found.length === 0 ? reply.code(404).send({ error: 'nothing is known by that name' }) : found;
  });
  const url = await app.listen({ host: options.host, port: options.port });
  return { url, close: () => app.close() };
}
