import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Population } from '../../population/population.ts';
import type { Appearance } from '../../population/records.ts';
import { dateOf } from '../../population/world.ts';
import { type DriftPlaces, drifted, type FaultBoard, remainsOf } from '../faults.ts';
import { type HttpService, sendJson, startHttpService } from '../http-service.ts';
import { windows1252 } from '../windows-1252.ts';
import { rowOf } from './rows.ts';

export const FOREM_PATHS = {
  api: '/api/explore/v2.1',
  dataset: 'offres-d-emploi-forem',
} as const;

const SERVICE = 'forem-open-data';
const MOST_ROWS = 100;
const MOST_OFFSET = 10_000;
const ROWS_OF_A_PIECE = 50;

const DRIFT_PLACES: DriftPlaces = {
  renamed: ['numerooffreforem', 'numerooffre'],
  code: /("typecontrat":")[^"]*(")/,
};

/** The two forms of a condition that clients use, joined by `and`. */
const CONDITION = /^(?:datedebutdiffusion>=date'(\d{4}-\d{2}-\d{2})'|numerooffreforem="(\d+)")$/;

const querySchema = z.object({
  where: z.string().default(''),
  limit: z.coerce.number().int().min(0).max(MOST_ROWS).default(10),
  offset: z.coerce.number().int().min(0).default(0),
});

export interface ForemOptions {
  readonly population: Population;
  readonly faults: FaultBoard;
  readonly clock: { now(): number };
  readonly port: number | undefined;
}

/** Le Forem's open data set as an Opendatasoft portal serves it: `/records` in pages, `/exports/json` in one stream. */
export function startForem(options: ForemOptions): Promise<HttpService> {
  const dataset = new Dataset(options);
  const base = `${FOREM_PATHS.api}/catalog/datasets/${FOREM_PATHS.dataset}`;
  return startHttpService({
    service: SERVICE,
    port: options.port,
    faults: options.faults,
    clock: options.clock,
    routes: (app) => {
      app.get(`${base}/records`, (request, reply) => dataset.records(request, reply));
      app.get(`${base}/exports/json`, (request, reply) => dataset.export(request, reply));
    },
  });
}

class Dataset {
  readonly #population: Population;
  readonly #faults: FaultBoard;
  /** Met when the total is asked for; holds until the export is through. */
  #truncated: { remains: number; quiet: boolean } | null = null;

  constructor({ population, faults }: ForemOptions) {
    this.#population = population;
    this.#faults = faults;
  }

  /** Offset and limit together never lead beyond row 10,000. */
  records(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const query = querySchema.safeParse(request.query);
    if (!query.success) return refuse(reply, 'InvalidRESTParameterError', z.prettifyError(query.error));
    const { where, limit, offset } = query.data;
    if (offset + limit > MOST_OFFSET)
      return refuse(reply, 'InvalidRESTParameterError', `offset + limit should be <= ${MOST_OFFSET}`);
    const found = this.#matching(where);
    if (found === null) return refuse(reply, 'ODSQLError', 'ODSQL query is malformed');
    if (offset === 0) this.#truncated ??= this.#truncation();
    const total = this.#truncated?.quiet === true ? this.#part(found.length) : found.length;
    const rows = found.slice(offset, offset + limit).map((appearance) => this.#text(appearance));
    return sendJson(reply, `{"total_count":${total},"results":[${rows.join(',')}]}`);
  }

  export(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const query = querySchema.pick({ where: true }).safeParse(request.query);
    const found = query.success ? this.#matching(query.data.where) : null;
    if (found === null) return refuse(reply, 'ODSQLError', 'ODSQL query is malformed');
    this.#truncated ??= this.#truncation();
    const shown = found.slice(0, this.#part(found.length));
    this.#truncated = null;
    const breaksOff = this.#faults.meet(SERVICE, 'truncated-json') !== null;
    const isSpoiled = this.#faults.meet(SERVICE, 'wrong-encoding') !== null;
    const pieces = this.#pieces(breaksOff ? shown.slice(0, Math.ceil(shown.length / 2)) : shown, !breaksOff);
    const stream = Readable.from(pieces).map((piece: string) => (isSpoiled ? windows1252(piece) : piece));
    return reply.type('application/json; charset=utf-8').send(stream);
  }

  *#pieces(shown: readonly Appearance[], closes: boolean): Generator<string> {
    let piece = '[';
    for (const [index, appearance] of shown.entries()) {
      piece += (index === 0 ? '\n' : ',\n') + this.#text(appearance);
      if ((index + 1) % ROWS_OF_A_PIECE !== 0) continue;
      yield piece;
      piece = '';
    }
    yield closes ? `${piece}\n]` : `${piece},\n{"numero`;
  }

  #truncation(): { remains: number; quiet: boolean } | null {
    const fault = this.#faults.meet(SERVICE, 'truncated-snapshot');
    return fault === null ? null : { remains: remainsOf(fault), quiet: fault.quiet ?? false };
  }

  #part(whole: number): number {
    return Math.floor(whole * (this.#truncated?.remains ?? 1));
  }

  #text(appearance: Appearance): string {
    const text = JSON.stringify(rowOf(this.#population.world, appearance));
    return drifted(this.#faults, SERVICE, text, DRIFT_PLACES);
  }

  /** Null for a condition that is none of those that clients use. */
  #matching(where: string): readonly Appearance[] | null {
    const { world } = this.#population;
    const live = world.of.forem.filter((appearance) => appearance.live);
    if (where === '') return live;
    const conditions = where.split(' and ').map((condition) => CONDITION.exec(condition.trim()));
    if (conditions.includes(null)) return null;
    return live.filter((appearance) =>
      conditions.every((condition) => {
        const [, since, number] = condition ?? [];
        if (since !== undefined && dateOf(appearance.created) < since) return false;
        return number === undefined || world.reference(appearance) === number;
      }),
    );
  }
}

/** Faults in the words of the portal. */
function refuse(reply: FastifyReply, error: string, message: string): FastifyReply {
  return sendJson(reply.code(400), JSON.stringify({ error_code: error, message }));
}
