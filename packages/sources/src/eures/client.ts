import { sourceErrors } from '../errors.ts';
import { type ApiAnswer, openApi } from '../http/api.ts';
import type { SourceContext } from '../port.ts';
import { allAnswer, CHANGE_LISTS, changesAnswer, detailsAnswer } from './schema.ts';
import type { EuresSettings } from './settings.ts';

/** Rows of a list answer with the hash of its archived form, and the moment of the service's own clock. */
export interface EuresList {
  readonly rows: readonly unknown[];
  readonly archiveHash: string | null;
  /** Epoch milliseconds by the answer's `Date` header; null when it has none. */
  readonly answeredAt: number | null;
}

export interface EuresDetails {
  readonly byReference: Readonly<Record<string, unknown>>;
  readonly archiveHash: string | null;
}

/** The calls of the Input API. It knows no pages: a list comes in one answer. */
export interface EuresClient {
  all(signal: AbortSignal): Promise<EuresList>;
  /** What was created, changed or closed at a moment or later; in this order. */
  changes(since: number, signal: AbortSignal): Promise<EuresList>;
  details(references: readonly string[], signal: AbortSignal): Promise<EuresDetails>;
  close(): void;
}

export function openEuresClient(source: string, settings: EuresSettings, context: SourceContext): EuresClient {
  const api = openApi({ source, baseUrl: settings.baseUrl, http: settings.http, tokens: null }, context);
  const answered = (answer: ApiAnswer, call: string): unknown => {
    if (answer.status >= 400) throw sourceErrors.create('SOURCE_CALL_NOT_OFFERED', { source, call });
    if (answer.json.ok) return answer.json.value;
    throw sourceErrors.create('SOURCE_ANSWER_UNREADABLE', { source, call, fault: answer.json.fault });
  };
  const misshapen = (call: string, fault: string) =>
    sourceErrors.create('SOURCE_ANSWER_SHAPE', { source, call, fault });
  return {
    async all(signal) {
      const answer = await api.call({ method: 'GET', path: '/getAll', endpoint: 'all' }, signal);
      const parsed = allAnswer.safeParse(answered(answer, 'GET /getAll'));
      if (!parsed.success) throw misshapen('GET /getAll', 'allReferences is missing');
      return listOf(answer, parsed.data.allReferences);
    },
    async changes(since, signal) {
      const path = `/getChanges/${since}`;
      const answer = await api.call({ method: 'GET', path, endpoint: 'changes' }, signal);
      const value = answered(answer, 'GET /getChanges');
      const parsed = changesAnswer.safeParse(value);
      const hasLists = value !== null && typeof value === 'object' && CHANGE_LISTS.some((name) => name in value);
      if (!parsed.success || !hasLists) throw misshapen('GET /getChanges', 'none of its lists is there');
      return listOf(
        answer,
        CHANGE_LISTS.flatMap((name) => parsed.data[name]),
      );
    },
    async details(references, signal) {
      const request = { method: 'POST', path: '/getDetails', endpoint: 'details', body: references } as const;
      const answer = await api.call(request, signal);
      const parsed = detailsAnswer.safeParse(answered(answer, 'POST /getDetails'));
      if (!parsed.success) throw misshapen('POST /getDetails', 'details is missing');
      return { byReference: parsed.data.details, archiveHash: answer.archiveHash };
    },
    close: () => api.close(),
  };
}

function listOf({ archiveHash, headers }: ApiAnswer, rows: readonly unknown[]): EuresList {
  const answeredAt = Date.parse(headers['date'] ?? '');
  return { rows, archiveHash, answeredAt: Number.isNaN(answeredAt) ? null : answeredAt };
}
