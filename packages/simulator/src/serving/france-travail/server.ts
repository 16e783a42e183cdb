import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { simulatorErrors } from '../../errors.ts';
import { type Credentials, TokenIssuer } from '../access.ts';
import { type FaultBoard, remainsOf } from '../faults.ts';
import { type HttpService, sendJson, startHttpService } from '../http-service.ts';

export const FRANCE_TRAVAIL_PATHS = {
  token: '/connexion/oauth2/access_token',
  api: '/partenaire/offresdemploi/v2',
} as const;

const MOST_ROWS = 150;
const LAST_FIRST = 3000;
const LAST_LAST = 3149;

const pageSchema = z.object({
  resultats: z.array(z.looseObject({ id: z.string(), dateCreation: z.string().optional() })),
});
type RecordedOffer = z.infer<typeof pageSchema>['resultats'][number];

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const querySchema = z.object({
  range: z
    .string()
    .regex(/^\d+-\d+$/)
    .default(`0-${MOST_ROWS - 1}`),
  minCreationDate: moment.optional(),
  maxCreationDate: moment.optional(),
});
type Query = z.infer<typeof querySchema>;

export interface FranceTravailOptions {
  /** Folder with pages of the search answer, as recorded. */
  readonly folder: string;
  readonly faults: FaultBoard;
  readonly credentials: Credentials;
  readonly tokenLifeSeconds: number;
  readonly clock: { now(): number };
  readonly port: number | undefined;
}

/** Serves recorded offers as the API "Offres d'emploi v2" does: client credentials, `range`, 206 until the last page. */
export async function startFranceTravail(options: FranceTravailOptions): Promise<HttpService> {
  const offers = await readRecorded(options.folder);
  const tokens = new TokenIssuer(options.credentials, options.tokenLifeSeconds, options.clock);
  const admit = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    if (options.faults.meet('france-travail', 'token-expiry') !== null) tokens.revokeAll();
    if (tokens.accepts(request.headers.authorization)) return undefined;
    return reply.code(401).send({ message: 'Unauthorized' });
  };
  const search = new RecordedSearch(offers, options.faults);
  return startHttpService({
    service: 'france-travail',
    port: options.port,
    faults: options.faults,
    sound: (app) => tokens.serve(app, FRANCE_TRAVAIL_PATHS.token),
    routes: (app) => {
      const base = `${FRANCE_TRAVAIL_PATHS.api}/offres`;
      app.get(`${base}/search`, { preHandler: admit }, (request, reply) => search.page(request, reply));
      app.get<{ Params: { id: string } }>(`${base}/:id`, { preHandler: admit }, ({ params }, reply) => {
        const offer = offers.find(({ id }) => id === params.id);
        return offer === undefined ? reply.code(204).send() : sendJson(reply, JSON.stringify(offer));
      });
    },
  });
}

class RecordedSearch {
  readonly #offers: readonly RecordedOffer[];
  readonly #faults: FaultBoard;
  #remains = 1;

  constructor(offers: readonly RecordedOffer[], faults: FaultBoard) {
    this.#offers = offers;
    this.#faults = faults;
  }

  page(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const query = querySchema.safeParse(request.query);
    if (!query.success) return reply.code(400).send({ code: '400', message: z.prettifyError(query.error) });
    const range = rangeOf(query.data.range);
    if (range === null) {
      return reply.code(400).send({ code: '400', message: 'La plage de résultats demandée est trop importante.' });
    }
    const { first, last } = range;
    if (first === 0) this.#remains = remainsOf(this.#faults.meet('france-travail', 'truncated-snapshot'));
    const found = this.#offers.filter((offer) => isWithin(offer, query.data));
    const there = found.slice(0, Math.floor(found.length * this.#remains));
    const rows = there.slice(first, last + 1);
    if (rows.length === 0) return reply.code(204).header('content-range', `offres */${found.length}`).send();
    const shown = `offres ${first}-${first + rows.length - 1}/${found.length}`;
    const answer = reply.code(rows.length === found.length ? 200 : 206).header('content-range', shown);
    return sendJson(answer, JSON.stringify({ resultats: rows, filtresPossibles: [] }));
  }
}

/** First and last row that are asked for; null when the limits of the API forbid the range. */
function rangeOf(text: string): { first: number; last: number } | null {
  const [first = 0, last = 0] = text.split('-').map(Number);
  if (last < first || last - first >= MOST_ROWS) return null;
  return first > LAST_FIRST || last > LAST_LAST ? null : { first, last };
}

function isWithin({ dateCreation }: RecordedOffer, { minCreationDate, maxCreationDate }: Query): boolean {
  if (dateCreation === undefined) return true;
  const created = Date.parse(dateCreation);
  return (
    created >= (minCreationDate ?? Number.NEGATIVE_INFINITY) && created <= (maxCreationDate ?? Number.POSITIVE_INFINITY)
  );
}

async function readRecorded(folder: string): Promise<RecordedOffer[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted();
  const pages = await Promise.all(files.map((file) => readPage(folder, file)));
  return pages.flat();
}

async function readPage(folder: string, file: string): Promise<RecordedOffer[]> {
  const text = await readFile(join(folder, file), 'utf8');
  try {
    return pageSchema.parse(JSON.parse(text)).resultats;
  } catch (cause) {
    throw simulatorErrors.create('RECORDED_UNREADABLE', { file }, cause);
  }
}
