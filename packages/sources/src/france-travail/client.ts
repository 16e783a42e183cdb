import { sourceErrors } from '../errors.ts';
import { openApi } from '../http/api.ts';
import type { ListPage, PageFault } from '../http/listing.ts';
import { openTokenSource } from '../http/token.ts';
import type { SourceContext } from '../port.ts';
import { searchAnswer } from './schema.ts';
import type { FranceTravailSettings } from './settings.ts';

/** A span of creation moments, milliseconds since the epoch, both ends included to the second. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface FranceTravailClient {
  /** A page of the offers that were created in the span; null for all offers. */
  search(span: Span | null, offset: number, signal: AbortSignal): Promise<ListPage<unknown> | PageFault>;
  close(): void;
}

const PATH = '/offres/search';
const LAST_FIRST = 3000;
const MOST_ROWS = 150;

export function openFranceTravailClient(
  source: string,
  settings: FranceTravailSettings,
  context: SourceContext,
): FranceTravailClient {
  const { http, oauth, filters, pageSize, searchLimit } = settings;
  const tokens = oauth === null ? null : openTokenSource(source, oauth, http, context.clock);
  const api = openApi({ source, baseUrl: settings.baseUrl, http, tokens }, context);
  return {
    async search(span, offset, signal) {
      const range = rangeOf(offset, pageSize, searchLimit);
      const dates = span === null ? {} : { minCreationDate: second(span.from), maxCreationDate: second(span.to) };
      const query = { ...filters, ...dates, range };
      const answer = await api.call({ method: 'GET', path: PATH, endpoint: 'search', query }, signal);
      const call = `GET ${PATH}`;
      if (answer.status >= 400) throw sourceErrors.create('SOURCE_CALL_NOT_OFFERED', { source, call });
      if (answer.status === 204) return { total: 0, rows: [], archiveHash: null };
      const { json, archiveHash } = answer;
      if (!json.ok) return { total: null, fault: json.fault, archiveHash };
      const parsed = searchAnswer.safeParse(json.value);
      const total = totalOf(answer.headers['content-range'], answer.status, parsed.data?.resultats.length);
      if (parsed.success && total !== null) return { total, rows: parsed.data.resultats, archiveHash };
      const fault = parsed.success ? 'Content-Range is missing' : 'resultats is missing';
      throw sourceErrors.create('SOURCE_ANSWER_SHAPE', { source, call, fault });
    },
    close: () => api.close(),
  };
}

/**
 * The first row must not lie beyond 3000: what comes behind it is asked for with the rows before it. A limit set lower in
 * the settings is kept.
 */
function rangeOf(offset: number, pageSize: number, searchLimit: number): string {
  const first = Math.min(offset, LAST_FIRST);
  const rows = first === offset ? pageSize : MOST_ROWS;
  return `${first}-${Math.min(first + rows, searchLimit) - 1}`;
}

/** `Content-Range: offres 0-149/455` (RFC 9110, section 14.4). An answer of status 200 is whole by itself. */
function totalOf(header: string | undefined, status: number, rows: number | undefined): number | null {
  const total = /\/(\d+)\s*$/.exec(header ?? '')?.[1];
  if (total !== undefined) return Number(total);
  return status === 200 ? (rows ?? null) : null;
}

/** The interface takes seconds and no fractions. */
function second(moment: number): string {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
