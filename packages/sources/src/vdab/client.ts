import { dayIn } from '@relais/vacancy';
import { sourceErrors } from '../errors.ts';
import { type ApiAnswer, openApi, type SourceApi } from '../http/api.ts';
import type { ListPage, PageFault } from '../http/listing.ts';
import { openTokenSource } from '../http/token.ts';
import type { SourceContext } from '../port.ts';
import { rowsOf, type VdabRow } from './records.ts';
import type { VdabSettings } from './settings.ts';

/** A span of time in UTC, as `bulk` takes it. */
export interface Window {
  readonly from: string;
  readonly to: string;
}

/** Calls of the Vacatures API (version 4.2.0; version 2 has the same paths but no `initial` and no detail list). */
export interface VdabClient {
  /** References that are published at a moment, a page of them. */
  initial(moment: string, offset: number, signal: AbortSignal): Promise<ListPage<VdabRow> | PageFault>;
  /** References that were created, changed or removed in a window, a page of them. */
  bulk(window: Window, offset: number, signal: AbortSignal): Promise<ListPage<VdabRow> | PageFault>;
  /** Details of several references. */
  detailList(references: readonly string[], signal: AbortSignal): Promise<ApiAnswer>;
  detail(reference: string, signal: AbortSignal): Promise<ApiAnswer>;
  close(): void;
}

export function openVdabClient(source: string, settings: VdabSettings, context: SourceContext): VdabClient {
  const { http, oauth, pageSize } = settings;
  const tokens = oauth === null ? null : openTokenSource(source, oauth, http, context.clock);
  const headers: Record<string, string> = settings.apiKey === undefined ? {} : { 'X-IBM-Client-Id': settings.apiKey };
  const api = openApi({ source, baseUrl: settings.baseUrl, http, tokens, headers }, context);
  const day = (moment: string) => (settings.initialDate === 'day' ? dayIn(moment, settings.zone) : moment);
  return {
    initial: (moment, offset, signal) =>
      list(source, api, { endpoint: 'initial', datum: day(moment), vanaf: offset, aantal: pageSize }, signal),
    bulk: ({ from, to }, offset, signal) =>
      list(source, api, { endpoint: 'bulk', van: from, tot: to, vanaf: offset, aantal: pageSize }, signal),
    detailList: (references, signal) => {
      const body = nested(settings.details.member, references);
      return api.call({ method: 'POST', path: '/vacatures', endpoint: 'details', body }, signal);
    },
    detail: (reference, signal) => {
      const path = `/vacatures/${encodeURIComponent(reference)}`;
      return api.call({ method: 'GET', path, endpoint: 'detail' }, signal);
    },
    close: () => api.close(),
  };
}

async function list(
  source: string,
  api: SourceApi,
  { endpoint, ...query }: { endpoint: string; [parameter: string]: string | number },
  signal: AbortSignal,
): Promise<ListPage<VdabRow> | PageFault> {
  const path = `/vacatures/${endpoint}`;
  const answer = await api.call({ method: 'GET', path, endpoint, query }, signal);
  if (answer.status >= 400) throw sourceErrors.create('SOURCE_CALL_NOT_OFFERED', { source, call: `GET ${path}` });
  const { archiveHash, json } = answer;
  if (!json.ok) return { total: null, fault: json.fault, archiveHash };
  const read = rowsOf(json.value);
  if (read !== null) return { ...read, archiveHash };
  const fault = 'resultaten, or the total beside it, is missing';
  throw sourceErrors.create('SOURCE_ANSWER_SHAPE', { source, call: `GET ${path}`, fault });
}

function nested(member: string | null, references: readonly string[]): unknown {
  if (member === null) return references;
  let body: unknown = references;
  for (const name of member.split('.').toReversed()) body = { [name]: body };
  return body;
}
