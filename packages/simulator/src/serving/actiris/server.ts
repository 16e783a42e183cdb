import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ActirisGeneration } from '../../model.ts';
import type { Population } from '../../population/population.ts';
import { profileOf } from '../../population/profile.ts';
import type { Appearance } from '../../population/records.ts';
import { type DriftPlaces, drifted, type FaultBoard, remainsOf } from '../faults.ts';
import { type HttpService, sendJson, sendProblem, startHttpService } from '../http-service.ts';
import { brusselsDate } from './brussels-time.ts';
import { isForDisabled, provenanceOf, rowOf } from './rows.ts';

const PATHS: Readonly<Record<ActirisGeneration, string>> = {
  A: '/Umbraco/api/OffersApi/GetAllOffers',
  B: '/api/Offer/GetAllOffers',
};

const MOST_ROWS = 200;

const DRIFT_PLACES: DriftPlaces = {
  renamed: ['reference', 'referenceOffre'],
  code: /("typeContrat":")[^"]*(")/,
};

const searchSchema = z.object({
  pageOption: z.object({
    page: z.number().int().min(1).optional(),
    from: z.number().int().min(0),
    pageSize: z.number().int().min(1),
  }),
  offreFilter: z.object({
    dateDerniereModification: z.iso.date().nullish(),
    codesPostal: z.array(z.string()).default([]),
    isOffreActiris: z.boolean().default(false),
    isOffreVdabForem: z.boolean().default(false),
    isOfferPartner: z.boolean().default(false),
    isOffreHandicap: z.boolean().default(false),
  }),
});
type Filter = z.infer<typeof searchSchema>['offreFilter'];

export interface ActirisOptions {
  readonly population: Population;
  readonly faults: FaultBoard;
  readonly generation: ActirisGeneration;
  readonly port: number | undefined;
}

export interface Actiris extends HttpService {
  readonly generation: ActirisGeneration;
  switchTo(generation: ActirisGeneration): void;
}

/** The search of the Actiris site in one of its two generations; the path of the other one is gone. */
export async function startActiris(options: ActirisOptions): Promise<Actiris> {
  const search = new OfferSearch(options);
  const service = await startHttpService({
    service: 'actiris',
    port: options.port,
    faults: options.faults,
    routes: (app) => {
      app.post(PATHS.A, (request, reply) => search.answer('A', request, reply));
      app.post(PATHS.B, (request, reply) => search.answer('B', request, reply));
    },
  });
  return {
    ...service,
    get generation() {
      return search.generation;
    },
    switchTo: (generation) => {
      search.generation = generation;
    },
  };
}

class OfferSearch {
  generation: ActirisGeneration;
  readonly #population: Population;
  readonly #faults: FaultBoard;
  readonly #kept = new Map<string, readonly Appearance[]>();
  #revision = -1;
  #truncated: { remains: number; quiet: boolean } = { remains: 1, quiet: false };

  constructor({ population, faults, generation }: ActirisOptions) {
    this.#population = population;
    this.#faults = faults;
    this.generation = generation;
  }

  answer(generation: ActirisGeneration, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (generation !== this.generation) return sendProblem(reply, 404, 'No such page');
    const search = searchSchema.safeParse(request.body);
    if (!search.success) return sendProblem(reply, 400, z.prettifyError(search.error));
    const { from, pageSize } = search.data.pageOption;
    if (from === 0) this.#beginSnapshot();
    const found = this.#matching(search.data.offreFilter);
    const shown = Math.floor(found.length * this.#truncated.remains);
    const end = Math.min(from + Math.min(pageSize, MOST_ROWS), shown);
    const rows = found.slice(from, end).map((appearance) => this.#text(appearance));
    const list = generation === 'A' ? 'items' : 'offers';
    const total = this.#truncated.quiet ? shown : found.length;
    return sendJson(reply, `{"total":${total},"${list}":[${rows.join(',')}]}`);
  }

  #beginSnapshot(): void {
    const fault = this.#faults.meet('actiris', 'truncated-snapshot');
    this.#truncated = { remains: remainsOf(fault), quiet: fault?.quiet ?? false };
  }

  #text(appearance: Appearance): string {
    const text = JSON.stringify(rowOf(this.#population.world, appearance, this.generation));
    return drifted(this.#faults, 'actiris', text, DRIFT_PLACES);
  }

  #matching(filter: Filter): readonly Appearance[] {
    const { world } = this.#population;
    if (this.#revision !== world.revision) this.#kept.clear();
    this.#revision = world.revision;
    const key = JSON.stringify(filter);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    const found = world.of.actiris.filter((appearance) => appearance.live && this.#matches(appearance, filter));
    this.#kept.set(key, found);
    return found;
  }

  #matches(appearance: Appearance, filter: Filter): boolean {
    const { dateDerniereModification: least, codesPostal } = filter;
    if (typeof least === 'string' && brusselsDate(appearance.modified) < least) return false;
    if (!isOfProvenance(appearance, filter)) return false;
    if (codesPostal.length === 0) return true;
    return codesPostal.includes(profileOf(this.#population.world.seed, appearance.job, 0).place.postcode);
  }
}

/** Without any flag everything is shown; several flags add up. */
function isOfProvenance(appearance: Appearance, filter: Filter): boolean {
  const { isOffreActiris, isOffreVdabForem, isOfferPartner, isOffreHandicap } = filter;
  if (!isOffreActiris && !isOffreVdabForem && !isOfferPartner && !isOffreHandicap) return true;
  if (isOffreHandicap && isForDisabled(appearance)) return true;
  const wanted = { own: isOffreActiris, 'vdab-forem': isOffreVdabForem, partner: isOfferPartner };
  return wanted[provenanceOf(appearance)];
}
