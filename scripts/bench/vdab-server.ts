import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { detailOf, indexOf, referenceOf } from './vdab-vacancies.ts';

/**
 * VDAB's Vacatures API 4.2 for measurements, as a process of its own: any number of vacancies, written from their index,
 * without limits. `POST /grow?count=N&at=MS` publishes more of them at a moment, `GET /requests` tells how many calls came.
 */
const API = '/services/openservices/vacatures/v4.2.0/vacatures';
const MOST_ROWS = 2_000;

const requests = { initial: 0, bulk: 0, details: 0 };
/** When the vacancies from an index on were published, the newest first. */
const growths: { from: number; at: number }[] = [{ from: 0, at: 0 }];
let count = 0;

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  // The measured process leaps ahead in time: our clock is none of its business.
  response.sendDate = false;
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/token')
    return json(response, '{"access_token":"measured","token_type":"Bearer","expires_in":900}');
  if (pathname === '/grow') return grow(Number(searchParams.get('count')), Number(searchParams.get('at')), response);
  if (pathname === '/requests') return json(response, JSON.stringify(requests));
  if (pathname === `${API}/initial`) return rows('initial', 0, searchParams, response);
  if (pathname === `${API}/bulk`)
    return rows('bulk', firstSince(Date.parse(searchParams.get('van') ?? '')), searchParams, response);
  if (pathname === API && request.method === 'POST') return await details(request, response);
  response.writeHead(404).end();
}

function grow(wanted: number, moment: number, response: ServerResponse): void {
  if (wanted > count) growths.unshift({ from: count, at: moment });
  count = wanted;
  json(response, '{}');
}

/** The first vacancy that was published after a moment. */
function firstSince(moment: number): number {
  return growths.filter(({ at }) => at >= moment).at(-1)?.from ?? count;
}

function rows(call: 'initial' | 'bulk', first: number, query: URLSearchParams, response: ServerResponse): void {
  requests[call] += 1;
  const from = first + Number(query.get('vanaf') ?? 0);
  const end = Math.min(from + Math.min(Number(query.get('aantal') ?? MOST_ROWS), MOST_ROWS), count);
  let list = '';
  for (let index = from; index < end; index++) {
    list += `${index === from ? '' : ','}{"vacatureReferentie":{"interneReferentie":"${referenceOf(index)}"},"status":"GEPUBLICEERD"}`;
  }
  json(response, `{"totaalAantalResultaten":${count - first},"resultaten":[${list}]}`);
}

async function details(request: IncomingMessage, response: ServerResponse): Promise<void> {
  requests.details += 1;
  const { interneReferenties } = JSON.parse(await text(request)) as { interneReferenties: string[] };
  const found = interneReferenties.map((reference) => detailOf(indexOf(reference)));
  json(response, `{"totaalAantalResultaten":${found.length},"resultaten":[${found.join(',')}]}`);
}

function json(response: ServerResponse, body: string): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  process.stdout.write(
    `${JSON.stringify({ url: `http://127.0.0.1:${address.port}`, api: API.slice(0, -'/vacatures'.length) })}\n`,
  );
});
process.on('disconnect', () => process.exit(0));
