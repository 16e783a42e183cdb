import { Readable } from 'node:stream';
import type { Clock, Logger } from '@relais/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { channelErrors } from '../errors.ts';
import { entriesAfter, type FeedStore, latestEntries, type StoredFeedEntry } from '../feed/feed-store.ts';
import type { Gate } from '../feed/gate.ts';
import { hrOpen, PROFILE_VERSION } from '../formats/hr-open/hr-open.ts';
import {
  ALL_PATH,
  CHANGES_PATH,
  DETAILS_PATH,
  detailsQuestionSchema,
  type EuresReference,
  MOST_DETAILS,
  PING_PATH,
} from './protocol.ts';
import { classOf, providedIn, referenceOf } from './provided.ts';
import { noteReadings, type Reading } from './readings.ts';
import { positionBefore } from './search.ts';

const MOST_QUESTION_BYTES = 256 * 1024;

export interface EuresRoutesOptions {
  readonly feedStore: FeedStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly gate: Gate;
}

type ToEures = FastifyRequest<{ Params: { subscription: string; since: string } }>;

/** Adds the calls of the EURES Input API; the contract stands in `protocol.ts`. */
export function addEuresRoutes(server: FastifyInstance, options: EuresRoutesOptions): void {
  const { feedStore, gate, clock } = options;
  const onRequest = async (request: ToEures, reply: FastifyReply) =>
    gate.admit(request.params.subscription, request, reply);
  /** Once the answer is with the reader, whole. */
  const onceSent = (reply: FastifyReply, subscription: string, readings: readonly Reading[]) =>
    reply.raw.once('finish', () => void noteReadings(options, { subscription, readings, at: clock.now() }));

  server.get(PING_PATH, { onRequest }, async (_request: ToEures, reply) => await reply.type('text/plain').send('pong'));

  server.get(ALL_PATH, { onRequest }, async (request: ToEures, reply) => {
    const text = activeReferences(feedStore, request.params.subscription);
    return await reply.type('application/json; charset=utf-8').send(Readable.from(text));
  });

  server.get(CHANGES_PATH, { onRequest }, async (request: ToEures, reply) => {
    const { subscription, since } = request.params;
    if (!/^\d{1,15}$/.test(since)) {
      throw channelErrors.create('FEED_QUESTION_INVALID', {
        reason: 'the moment must be milliseconds since the epoch',
      });
    }
    const { answer, closings } = await changesSince(feedStore, subscription, Number(since));
    onceSent(reply, subscription, closings);
    return await reply.send(answer);
  });

  server.post(DETAILS_PATH, { onRequest, bodyLimit: MOST_QUESTION_BYTES }, async (request: ToEures, reply) => {
    const { subscription } = request.params;
    const asked = detailsQuestionSchema.safeParse(request.body).data;
    if (asked === undefined) {
      const reason = `the body must be a list of at most ${MOST_DETAILS} references`;
      throw channelErrors.create('FEED_QUESTION_INVALID', { reason });
    }
    const entries = await latestEntries(feedStore, subscription, asked);
    onceSent(reply, subscription, [...entries.values()]);
    const details = Object.fromEntries(
      [...entries].map(([reference, entry]) => [reference, detailOf(subscription, entry)]),
    );
    return await reply.send({ details });
  });
}

/** The answer of `getAll`, piece by piece: the set is never in memory as a whole. */
async function* activeReferences(feedStore: FeedStore, subscription: string): AsyncGenerator<string> {
  yield '{"allReferences":[';
  let separator = '';
  for await (const entry of entriesAfter(feedStore, subscription, 0)) {
    const reference = referenceOf(entry, providedIn(entry));
    if (reference.status === 'CLOSED') continue;
    yield `${separator}${JSON.stringify(reference)}`;
    separator = ',';
  }
  yield ']}';
}

async function changesSince(feedStore: FeedStore, subscription: string, since: number) {
  const lists = { created: [] as EuresReference[], modified: [] as EuresReference[], closed: [] as EuresReference[] };
  const closings: Reading[] = [];
  const from = await positionBefore(feedStore, subscription, since);
  for await (const entry of entriesAfter(feedStore, subscription, from)) {
    if (entry.at < since) continue;
    const reference = referenceOf(entry, providedIn(entry));
    const list = classOf(reference);
    lists[list].push(reference);
    if (list === 'closed') closings.push(entry);
  }
  const answer = {
    createdReferences: lists.created,
    modifiedReferences: lists.modified,
    closedReferences: lists.closed,
  };
  return { answer, closings };
}

function detailOf(subscription: string, entry: StoredFeedEntry): EuresReference & Record<string, unknown> {
  const { offerId, revision } = entry;
  const provided = providedIn(entry);
  const content = hrOpen.one({
    key: `${subscription}_${offerId}_${revision}`,
    offerId,
    revision,
    content: provided.offer && JSON.stringify(provided.offer),
  });
  return { ...referenceOf(entry, provided), content, contentFormatVersion: PROFILE_VERSION };
}
