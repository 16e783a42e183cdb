import { ALL_PATH, CHANGES_PATH, DETAILS_PATH, PING_PATH } from '../eures/protocol.ts';
import { filterCodesSchema } from './filter-codes.ts';
import { ACKNOWLEDGEMENT_PATH, FEED_PATH, LONGEST_WAIT_SECONDS, MOST_FEED_ENTRIES } from './protocol.ts';

type Node = Readonly<Record<string, unknown>>;

/**
 * The `paths` of the OpenAPI description of everything that partners pull. The schemas that they refer to stand under
 * `#/components/schemas` by their ids: `FeedPage`, `FeedAcknowledgement`, `FeedFault`, `EuresReference`.
 */
export function pullPaths(): Node {
  return {
    [templated(FEED_PATH)]: { get: readOperation() },
    [templated(ACKNOWLEDGEMENT_PATH)]: { post: acknowledgeOperation() },
    [templated(PING_PATH)]: { get: eures('Whether the Input API answers.', text()) },
    [templated(ALL_PATH)]: { get: eures('All active references.', lists('allReferences')) },
    [templated(CHANGES_PATH)]: {
      get: {
        ...eures(
          'References changed at a moment or later.',
          lists('createdReferences', 'modifiedReferences', 'closedReferences'),
        ),
        parameters: [inPath('subscription'), inPath('since', 'milliseconds since the epoch, UTC')],
      },
    },
    [templated(DETAILS_PATH)]: {
      post: {
        ...eures('References with their content.', details()),
        requestBody: body({ type: 'array', items: { type: 'string' } }),
      },
    },
  };
}

function readOperation(): Node {
  const codes = Object.keys(filterCodesSchema.shape).map((name) =>
    query(name, 'beginnings of codes, separated by commas: a part of the feed'),
  );
  return {
    summary:
      'Changes after a cursor. Asking with a cursor acknowledges everything before it, unless that is done explicitly.',
    parameters: [
      inPath('subscription'),
      query('after', 'the `next` of the page before; left out at the very first'),
      query('limit', `most entries, 1–${MOST_FEED_ENTRIES}`),
      query('wait', `seconds to wait for news, 0–${LONGEST_WAIT_SECONDS}`),
      ...codes,
    ],
    responses: {
      200: answer('a page of changes, compressed with gzip where Accept-Encoding allows it', reference('FeedPage')),
      304: { description: 'nothing new since the ETag given in If-None-Match' },
      ...faults,
      406: answer('Accept-Encoding refuses both gzip and plain text', reference('FeedFault')),
      410: answer('the feed was built anew: begin again without `after`', reference('FeedFault')),
    },
  };
}

function acknowledgeOperation(): Node {
  return {
    summary: 'Says that everything up to a cursor is stored.',
    parameters: [inPath('subscription')],
    requestBody: body(reference('FeedAcknowledgement')),
    responses: {
      204: { description: 'noted' },
      ...faults,
      410: answer('the feed was built anew: begin again without `after`', reference('FeedFault')),
    },
  };
}

function eures(summary: string, success: Node): Node {
  return { summary, parameters: [inPath('subscription')], responses: { 200: success, ...faults } };
}

function lists(...names: string[]): Node {
  const list = { type: 'array', items: reference('EuresReference') };
  return answer('references', { type: 'object', properties: Object.fromEntries(names.map((name) => [name, list])) });
}

function details(): Node {
  const content = {
    type: 'object',
    properties: { content: { type: 'string' }, contentFormatVersion: { type: 'string' } },
  };
  const detail = { allOf: [reference('EuresReference'), content] };
  const properties = { details: { type: 'object', additionalProperties: detail } };
  return answer('details by reference; unknown ones are left out', { type: 'object', properties });
}

function text(): Node {
  return { description: 'it does', content: { 'text/plain': { schema: { type: 'string' } } } };
}

function answer(description: string, schema: Node): Node {
  return { description, content: { 'application/json': { schema } } };
}

function body(schema: Node): Node {
  return { required: true, content: { 'application/json': { schema } } };
}

function reference(id: string): Node {
  return { $ref: `#/components/schemas/${id}` };
}

const faults: Node = {
  400: answer('the question is at fault', reference('FeedFault')),
  401: answer('the key does not open this subscription', reference('FeedFault')),
  429: answer('too many questions; see Retry-After', reference('FeedFault')),
};

function query(name: string, description: string): Node {
  return { name, in: 'query', required: false, description, schema: { type: 'string' } };
}

function inPath(name: string, description?: string): Node {
  return {
    name,
    in: 'path',
    required: true,
    ...(description === undefined ? {} : { description }),
    schema: { type: 'string' },
  };
}

/** Fastify's `:name` as OpenAPI's `{name}`. */
function templated(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}
