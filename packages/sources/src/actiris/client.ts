import { sourceErrors } from '../errors.ts';
import { openApi, type SourceApi, statusOf } from '../http/api.ts';
import type { ListPage, PageFault } from '../http/listing.ts';
import type { SourceContext } from '../port.ts';
import { type Generation, rowsOf } from './records.ts';
import type { ActirisSettings, Pass } from './settings.ts';

const PATHS = { A: '/Umbraco/api/OffersApi/GetAllOffers', B: '/api/Offer/GetAllOffers' } as const;
const NOT_OFFERED = new Set([404, 405, 410]);

interface ActirisQuery {
  readonly pass: Pass;
  /** Only offers modified on this day or later, `YYYY-MM-DD`; null for all. */
  readonly modifiedSince: string | null;
}

/** The offer search, in whichever generation answers. */
export interface ActirisClient {
  /** The generation that answered last; null before the first answer. */
  readonly generation: Generation | null;
  search(query: ActirisQuery, offset: number, signal: AbortSignal): Promise<ListPage<unknown> | PageFault>;
  /** Where to begin: the generation that answered in an earlier life. */
  expect(generation: Generation): void;
  close(): void;
}

export function openActirisClient(source: string, settings: ActirisSettings, context: SourceContext): ActirisClient {
  const api = openApi({ source, baseUrl: settings.baseUrl, http: settings.http, tokens: null }, context);
  const only = settings.generation === 'auto' ? null : settings.generation;
  let generation: Generation | null = only;
  return {
    get generation() {
      return generation;
    },
    expect(earlier) {
      generation ??= earlier;
    },
    async search(query, offset, signal) {
      for (const candidate of only === null ? candidates(generation) : [only]) {
        const page = await ask(api, candidate, requestOf(query, offset, settings.pageSize, candidate), signal);
        if (page === null) continue;
        if (generation !== candidate) context.logger.info({ source, generation: candidate }, 'generation that answers');
        generation = candidate;
        return page;
      }
      const fault = 'neither {total, offers} nor {total, items} came back, by either path';
      throw sourceErrors.create('SOURCE_ANSWER_SHAPE', { source, call: 'GetAllOffers', fault });
    },
    close: () => api.close(),
  };
}

function candidates(last: Generation | null): readonly Generation[] {
  return last === 'A' ? ['A', 'B'] : ['B', 'A'];
}

/** Null when this generation does not answer: its path is unknown, or its members have other names. */
async function ask(
  api: SourceApi,
  generation: Generation,
  body: unknown,
  signal: AbortSignal,
): Promise<ListPage<unknown> | PageFault | null> {
  const request = { method: 'POST', path: PATHS[generation], endpoint: 'search', body } as const;
  const answer = await api.call(request, signal).catch((error: unknown) => {
    if (NOT_OFFERED.has(statusOf(error) ?? 0)) return null;
    throw error;
  });
  if (answer === null || NOT_OFFERED.has(answer.status)) return null;
  const { archiveHash, json } = answer;
  if (!json.ok) return { total: null, fault: json.fault, archiveHash };
  const read = rowsOf(json.value, generation);
  return read === null ? null : { ...read, archiveHash };
}

/** The request as the public site sends it; two members are null in A and lists in B. */
function requestOf({ pass, modifiedSince }: ActirisQuery, from: number, pageSize: number, generation: Generation) {
  const none = generation === 'A' ? null : [];
  return {
    pageOption: { page: Math.floor(from / pageSize) + 1, from, pageSize },
    offreFilter: {
      texte: '',
      regimesTravail: none,
      dateDerniereModification: modifiedSince,
      langue: null,
      codesPostal: [],
      codesContrat: [],
      domainesImt: [],
      secteursPanorama: [],
      references: none,
      localisation: 'Tout',
      keywordSearchType: 'Partout',
      isOffreActiris: pass === 'own',
      isOffreVdabForem: pass === 'echo',
      isOfferPartner: pass === 'partner',
      isOffreHandicap: pass === 'disability',
      employerFilter: [],
    },
  };
}
