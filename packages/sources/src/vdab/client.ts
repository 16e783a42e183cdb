import type { Clock } from '@relais/runtime';
import { dayIn } from '@relais/vacancy';
import { sourceErrors } from '../errors.ts';
import { type ApiAnswer, openApi, type SourceApi } from '../http/api.ts';
import type { ListPage, PageFault } from '../http/listing.ts';
import { openTokenSource } from '../http/token.ts';
import type { SourceContext } from '../port.ts';
import { addressPart } from '../records/parts.ts';
import type { Pass } from './pass.ts';
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
  initial(moment: string, offset: number, pass: Pass): Promise<ListPage<VdabRow> | PageFault>;
  /** References that were created, changed or removed in a window, a page of them. */
  bulk(window: Window, offset: number, pass: Pass): Promise<ListPage<VdabRow> | PageFault>;
  /** Details of several references. */
  detailList(references: readonly string[], signal: AbortSignal): Promise<ApiAnswer>;
  detail(reference: string, signal: AbortSignal): Promise<ApiAnswer>;
  /** What the service says, in its own words, instead of a detail. */
  refusalOf(reference: string, signal: AbortSignal): Promise<string>;
  close(): void;
}

export function openVdabClient(source: string, settings: VdabSettings, context: SourceContext): VdabClient {
  const { http, oauth, pageSize } = settings;
  const tokens = oauth === null ? null : openTokenSource(source, oauth, http, context.clock);
  const headers: Record<string, string> = settings.apiKey === undefined ? {} : { 'X-IBM-Client-Id': settings.apiKey };
  const api = openApi({ source, baseUrl: settings.baseUrl, http, tokens, headers }, context);
  const day = (moment: string) => (settings.initialDate === 'day' ? dayIn(moment, settings.zone) : moment);
  const detailOf = (reference: string) =>
    ({ method: 'GET', path: `/vacatures/${addressPart(reference)}`, endpoint: 'detail' }) as const;
  const list = { source, api, clock: context.clock };
  return {
    initial: (moment, offset, pass) =>
      pageOf(list, { endpoint: 'initial', datum: day(moment), vanaf: offset, aantal: pageSize }, pass),
    bulk: ({ from, to }, offset, pass) =>
      pageOf(list, { endpoint: 'bulk', van: from, tot: to, vanaf: offset, aantal: pageSize }, pass),
    detailList: (references, signal) => {
      const body = nested(settings.details.member, references);
      return api.call({ method: 'POST', path: '/vacatures', endpoint: 'details', body }, signal);
    },
    detail: (reference, signal) => api.call(detailOf(reference), signal),
    refusalOf: (reference, signal) => api.refusal(detailOf(reference), signal),
    close: () => api.close(),
  };
}

async function pageOf(
  { source, api, clock }: { source: string; api: SourceApi; clock: Clock },
  { endpoint, ...query }: { endpoint: string; [parameter: string]: string | number },
  pass: Pass,
): Promise<ListPage<VdabRow> | PageFault> {
  const path = `/vacatures/${endpoint}`;
  const { archiveHash, json, status, headers } = await api.call({ method: 'GET', path, endpoint, query }, pass.signal);
  if (status >= 400) throw sourceErrors.create('SOURCE_CALL_NOT_OFFERED', { source, call: `GET ${path}` });
  pass.heardAt(clock.now(), headers['date']);
  if (!json.ok) return { total: null, fault: json.fault, archiveHash };
  const read = rowsOf(json.value);
  if (read !== null) {
    pass.rows.see(read.raw);
    return { rows: read.rows, total: read.total, archiveHash };
  }
  const fault = 'resultaten, or the total beside it, is missing';
  throw sourceErrors.create('SOURCE_ANSWER_SHAPE', { source, call: `GET ${path}`, fault });
}

function nested(member: string | null, references: readonly string[]): unknown {
  if (member === null) return references;
  let body: unknown = references;
  for (const name of member.split('.').toReversed()) body = { [name]: body };
  return body;
}
