import { feedFaultSchema, feedPageSchema } from '@relais/channels';
import { jsonSchema, jsonText } from './json.ts';

/** OpenAPI 3.1 of the pull feed. */
export function feedOpenApi(): string {
  const query = (name: string, description: string) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string' },
  });
  const json = (schema: unknown, description: string) => ({ description, content: { 'application/json': { schema } } });
  const fault = (description: string) => json({ $ref: '#/components/schemas/FeedFault' }, description);
  return jsonText({
    openapi: '3.1.0',
    info: { title: 'Relais pull feed', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    security: [{ key: [] }],
    paths: {
      '/v1/feeds/{subscription}': {
        get: {
          summary: 'Changes after a cursor. Asking with a cursor acknowledges everything before it.',
          parameters: [
            { name: 'subscription', in: 'path', required: true, schema: { type: 'string' } },
            query('after', 'the `next` of the page before; left out at the very first'),
            query('limit', 'most entries, 1–1000'),
          ],
          responses: {
            200: json({ $ref: '#/components/schemas/FeedPage' }, 'a page of changes'),
            304: { description: 'nothing new since the ETag given in If-None-Match' },
            400: fault('the cursor or the limit is at fault'),
            401: fault('the key does not open this feed'),
            429: fault('too many questions; see Retry-After'),
          },
        },
      },
    },
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { FeedPage: jsonSchema(feedPageSchema), FeedFault: jsonSchema(feedFaultSchema) },
    },
  });
}
