import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Population } from '../../population/population.ts';
import type { Appearance } from '../../population/records.ts';
import { type Credentials, RateLimit, same, TokenIssuer } from '../access.ts';
import { type DriftPlaces, drifted, type FaultBoard, remainsOf, skewOf } from '../faults.ts';
import { type HttpService, sendJson, sendProblem, startHttpService } from '../http-service.ts';
import { bulkQuery, initialQuery, pageOfRows, ReferenceLists, type Rows, searchQuery } from './lists.ts';
import { type CodeStyle, vacancyOf } from './vacancy.ts';

export const VDAB_PATHS = {
  token: '/isam/sps/oauth/oauth20/token',
  v4: '/services/openservices/vacatures/v4.2.0',
  v2: '/services/openservices/v2',
} as const;

const MOST_IDENTIFIERS = 500;
const MOST_RESULTS_WITHOUT_DUPLICATES = 2000;
const OVERSIZED_CHARACTERS = 50 * 1024 * 1024;

const MOST_TOUCHED = 60_000;
const FEW_VANISHED = 5;

const DRIFT_PLACES: DriftPlaces = {
  renamed: ['functieTitel', 'titelFunctie'],
  code: /("arbeidsContract":(?:\{"code":)?")[^"]*(")/,
};

const identifiersSchema = z.union([
  z
    .object({ interneReferenties: z.array(z.string()).max(MOST_IDENTIFIERS) })
    .transform((body) => body.interneReferenties),
  z.array(z.string()).max(MOST_IDENTIFIERS),
]);

export interface VdabOptions {
  readonly population: Population;
  readonly faults: FaultBoard;
  readonly credentials: Credentials & { readonly apiKey: string };
  readonly tokenLifeSeconds: number;
  /** Calls a minute and endpoint; null for no limit. */
  readonly callsPerMinute: number | null;
  readonly clock: { now(): number };
  readonly port: number | undefined;
}

/** The Vacatures API of VDAB, version 4.2.0 and, beside it, version 2 with its bare codes and no OAuth. */
export function startVdab(options: VdabOptions): Promise<HttpService> {
  const tokens = new TokenIssuer(options.credentials, options.tokenLifeSeconds, options.clock);
  const api = new VacanciesApi(options, tokens);
  return startHttpService({
    service: 'vdab',
    port: options.port,
    faults: options.faults,
    clock: options.clock,
    sound: (app) => tokens.serve(app, VDAB_PATHS.token),
    routes: (app) => {
      api.serve(app, 'v4');
      api.serve(app, 'v2');
    },
  });
}

class VacanciesApi {
  readonly #options: VdabOptions;
  readonly #tokens: TokenIssuer;
  readonly #lists: ReferenceLists;
  readonly #limit: RateLimit | null;
  /** Faults of the lists that are being paged through, as they were met at the first page. */
  #snapshot: { remains: number; quiet: boolean; vanished: readonly string[] } = {
    remains: 1,
    quiet: false,
    vanished: [],
  };
  #touched = 0;

  constructor(options: VdabOptions, tokens: TokenIssuer) {
    this.#options = options;
    this.#tokens = tokens;
    this.#lists = new ReferenceLists(options.population.world);
    const { callsPerMinute, clock } = options;
    this.#limit = callsPerMinute === null ? null : new RateLimit(callsPerMinute, clock);
  }

  serve(app: FastifyInstance, style: CodeStyle): void {
    const base = `${VDAB_PATHS[style]}/vacatures`;
    const guarded = {
      preHandler: (request: FastifyRequest, reply: FastifyReply) => this.#admit(style, request, reply),
    };
    app.get(`${base}/initial`, guarded, (request, reply) => this.#initial(style, request, reply));
    app.get(`${base}/bulk`, guarded, (request, reply) => this.#bulk(style, request, reply));
    app.post(base, guarded, (request, reply) => this.#byList(style, request, reply));
    app.get(base, guarded, (request, reply) => this.#search(style, request, reply));
    app.get<{ Params: { id: string } }>(`${base}/:id`, guarded, ({ params }, reply) =>
      this.#byId(style, params.id, reply),
    );
  }

  async #admit(style: CodeStyle, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (this.#options.faults.meet('vdab', 'token-expiry') !== null) this.#tokens.revokeAll();
    const { authorization, 'x-ibm-client-id': key } = request.headers;
    const known = typeof key === 'string' && same(key, this.#options.credentials.apiKey);
    if (!known || (style === 'v4' && !this.#tokens.accepts(authorization))) {
      const moreInformation = known
        ? 'The access token is missing, expired or revoked'
        : 'Invalid client id or secret.';
      return reply.code(401).send({ httpCode: '401', httpMessage: 'Unauthorized', moreInformation });
    }
    const seconds = this.#limit?.refuses(`${request.method} ${request.routeOptions.url ?? ''}`) ?? null;
    if (seconds === null) return undefined;
    const refusal = { httpCode: '429', httpMessage: 'Too Many Requests', moreInformation: 'Rate Limit exceeded' };
    return reply.code(429).header('retry-after', String(seconds)).send(refusal);
  }

  #initial(style: CodeStyle, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const query = initialQuery.safeParse(request.query);
    if (!query.success) return sendProblem(reply, 400, z.prettifyError(query.error));
    const { datum, vanaf, aantal } = query.data;
    const rows = this.#lists.initial(datum === undefined ? null : Date.parse(`${datum}T23:59:59.999Z`));
    if (vanaf === 0) this.#beginSnapshot();
    const { remains, quiet, vanished } = this.#snapshot;
    const whole = [...rows, ...vanished];
    const shown = Math.floor(whole.length * remains);
    const end = Math.min(vanaf + aantal, shown);
    return this.#page(reply, style, { rows: whole.slice(vanaf, end), announced: quiet ? shown : whole.length });
  }

  #beginSnapshot(): void {
    const { faults } = this.#options;
    const truncated = faults.meet('vdab', 'truncated-snapshot');
    const vanished = faults.meet('vdab', 'vanished-id');
    this.#snapshot = {
      remains: remainsOf(truncated),
      quiet: truncated?.quiet ?? false,
      vanished: vanished === null ? [] : this.#lists.vanished(vanished.records ?? FEW_VANISHED),
    };
  }

  #bulk(style: CodeStyle, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const query = bulkQuery.safeParse(request.query);
    if (!query.success) return sendProblem(reply, 400, z.prettifyError(query.error));
    const { van, tot, vanaf, aantal } = query.data;
    const { faults } = this.#options;
    if (vanaf === 0) {
      const touched = faults.meet('vdab', 'mass-touch');
      this.#touched = touched === null ? 0 : (touched.records ?? MOST_TOUCHED);
    }
    // The service stamps what changes with its own clock.
    const skew = skewOf(faults, 'vdab');
    const rows = this.#lists.bulk(Date.parse(van) - skew, Date.parse(tot) - skew, this.#touched);
    return this.#page(reply, style, { rows: rows.slice(vanaf, vanaf + aantal), announced: rows.length });
  }

  #page(reply: FastifyReply, style: CodeStyle, page: { rows: Rows; announced: number }): FastifyReply {
    const { announced } = page;
    return sendJson(reply, pageOfRows(this.#options.population.world, page.rows, { announced, style }));
  }

  #byList(style: CodeStyle, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const identifiers = identifiersSchema.safeParse(request.body);
    if (!identifiers.success) return sendProblem(reply, 400, z.prettifyError(identifiers.error));
    const found = identifiers.data.flatMap((identifier) => this.#published(identifier) ?? []);
    const texts = found.map((appearance) => this.#text(appearance, style));
    const total = style === 'v2' ? 'aantal' : 'totaalAantalResultaten';
    return sendJson(reply, `{"${total}":${texts.length},"resultaten":[${texts.join(',')}]}`);
  }

  #byId(style: CodeStyle, identifier: string, reply: FastifyReply): FastifyReply {
    const found = this.#published(identifier);
    if (found === null) return sendProblem(reply, 404, `${identifier.slice(0, 40)} is geen bestaande vacature`);
    return sendJson(reply, this.#text(found, style));
  }

  #search(style: CodeStyle, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const query = searchQuery.safeParse(request.query);
    if (!query.success) return sendProblem(reply, 400, z.prettifyError(query.error));
    const { vanaf, aantal, sinds, sorteerveld, filterDubbels, velden } = query.data;
    const least = sinds === undefined ? Number.NEGATIVE_INFINITY : this.#options.clock.now() - sinds * 86_400_000;
    const moment = (appearance: Appearance) =>
      sorteerveld === 'PUBLICATIE_DATUM' ? appearance.created : appearance.modified;
    const rows = this.#options.population.world.of.vdab
      .filter((appearance) => appearance.live && moment(appearance) >= least)
      .toSorted((left, right) => moment(right) - moment(left));
    const reachable = filterDubbels === 'true' ? rows.slice(0, MOST_RESULTS_WITHOUT_DUPLICATES) : rows;
    const resultaten = reachable.slice(vanaf, vanaf + aantal).map((appearance) => this.#summary(appearance, velden));
    const total = style === 'v2' ? 'aantal' : 'totaalAantalResultaten';
    return sendJson(reply, JSON.stringify({ [total]: rows.length, resultaten }));
  }

  #summary(appearance: Appearance, fields: readonly string[]): object {
    const vacancy = vacancyOf(this.#options.population.world, appearance, 'v4') as Record<
      string,
      Record<string, unknown>
    >;
    const summary: Record<string, unknown> = { vacatureReferentie: vacancy['vacatureReferentie'] };
    if (fields.includes('status')) summary['status'] = 'GEPUBLICEERD';
    if (fields.includes('leverancier')) summary['leverancier'] = vacancy['leverancier'];
    if (fields.includes('beroep')) summary['beroep'] = vacancy['functie']?.['beroepsprofiel'];
    if (fields.includes('tewerkstellingsgemeente')) {
      summary['tewerkstellingsgemeente'] = vacancy['tewerkstellingsadres']?.['gemeente'];
    }
    return summary;
  }

  #published(identifier: string): Appearance | null {
    const found = this.#options.population.world.vdabRecord(identifier);
    return found?.live ? found : null;
  }

  #text(appearance: Appearance, style: CodeStyle): string {
    const { faults, population } = this.#options;
    const vacancy = vacancyOf(population.world, appearance, style);
    if (faults.meet('vdab', 'oversized-record') !== null) {
      return JSON.stringify({ ...vacancy, vrijeVereiste: 'x'.repeat(OVERSIZED_CHARACTERS) });
    }
    return drifted(faults, 'vdab', JSON.stringify(vacancy), DRIFT_PLACES);
  }
}
