import type { Closeable, Logger } from '@relais/runtime';
import { fastify } from 'fastify';
import { overviewPage } from './overview-page.ts';
import { collectStatus, type Status, type StatusSurroundings } from './status.ts';
import { traceOffers } from './trace.ts';

export interface OpsOptions extends StatusSurroundings {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  readonly logger: Logger;
}

export interface Ops extends Closeable {
  /** Where the pages are, for example `http://127.0.0.1:4100`. */
  readonly url: string;
}

/** An answer is kept this long, so that many open pages cost the ledger no more than one. */
const STATUS_FRESH_MS = 500;
/** A reference of a source may be longer than what the router takes by itself. */
const LONGEST_NAME = 1_000;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Opens the operations pages: an overview for people, the same as JSON, the trace of an offer, and a health check. */
export async function openOps(options: OpsOptions): Promise<Ops> {
  const routerOptions = { maxParamLength: LONGEST_NAME };
  const app = fastify({ logger: false, bodyLimit: 64 * 1024, requestTimeout: 30_000, routerOptions });
  const status = freshStatus(options);
  app.addHook('onRequest', (_request, reply, done) => {
    reply.raw.setHeader('x-content-type-options', 'nosniff');
    reply.raw.setHeader('content-security-policy', POLICY);
    reply.raw.setHeader('cache-control', 'no-store');
    done();
  });
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    options.logger.error({ error, url: request.routeOptions.url }, 'a request failed');
    return reply.code(error.statusCode ?? 500).send({ error: 'the request failed; the log of ops tells why' });
  });
  app.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(overviewPage(await status())));
  app.get('/api/v1/status', () => status());
  app.get('/healthz', async (_request, reply) => {
    const ok = await healthy(options);
    return reply.code(ok ? 200 : 503).send({ ok });
  });
  app.get<{ Params: { name: string } }>('/api/v1/trace/:name', async (request, reply) => {
    const found = await traceOffers(options.ledger, request.params.name);
    return found.length === 0 ? reply.code(404).send({ error: 'nothing is known by that name' }) : found;
  });
  const url = await app.listen({ host: options.host, port: options.port });
  return { url, close: () => app.close() };
}

function freshStatus(options: OpsOptions): () => Promise<Status> {
  let kept: { at: number; status: Promise<Status> } | null = null;
  return () => {
    if (kept === null || Date.now() - kept.at > STATUS_FRESH_MS) {
      kept = { at: Date.now(), status: collectStatus(options) };
    }
    return kept.status;
  };
}

async function healthy(options: OpsOptions): Promise<boolean> {
  try {
    await Promise.all([options.log.ping(), options.ledger.ping()]);
    return true;
  } catch (error) {
    options.logger.warn({ error }, 'a store does not answer');
    return false;
  }
}
