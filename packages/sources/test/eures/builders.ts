import { patientHttp, settingsOf } from '../simulated.ts';

export { document } from './document.ts';

export interface Provided {
  readonly reference: string;
  readonly created: number;
  modified: number;
  closed: number | null;
  content: string;
  readonly source?: string;
}

/** The calls of the Input API over these offers, with the timestamp rules of its reference implementation. */
export function inputApi(offers: Provided[], path: string, body: string): { status?: number; json: unknown } {
  const since = /\/getChanges\/(\d+)$/.exec(path)?.[1];
  if (path.endsWith('/getAll'))
    return { json: { allReferences: offers.filter(({ closed }) => closed === null).map(referenceOf) } };
  if (since !== undefined) return { json: changesSince(offers, Number(since)) };
  if (!path.endsWith('/getDetails')) return { status: 404, json: {} };
  const asked = new Set(JSON.parse(body) as string[]);
  const details = offers
    .filter(({ reference }) => asked.has(reference))
    .map((offer) => [offer.reference, { ...referenceOf(offer), content: offer.content, contentFormatVersion: '1.3' }]);
  return { json: { details: Object.fromEntries(details) as unknown } };
}

function changesSince(offers: Provided[], moment: number) {
  const changed = offers.filter(({ modified }) => modified >= moment);
  const open = changed.filter(({ closed }) => closed === null);
  return {
    createdReferences: open.filter(({ created, modified }) => created === modified).map(referenceOf),
    modifiedReferences: open.filter(({ created, modified }) => created !== modified).map(referenceOf),
    closedReferences: changed.filter(({ closed }) => closed !== null).map(referenceOf),
  };
}

function referenceOf({ reference, created, modified, closed, source = 'TEST' }: Provided): object {
  const status = closed === null ? 'ACTIVE' : 'CLOSED';
  const closing = closed === null ? {} : { closingTimestamp: closed };
  return { reference, source, status, creationTimestamp: created, lastModificationTimestamp: modified, ...closing };
}

export function euresSettings(baseUrl: string, given: object = {}) {
  return settingsOf('eures', { baseUrl, http: patientHttp, detailsPerCall: 4, ...given });
}
