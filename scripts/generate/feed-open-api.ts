import {
  acknowledgementSchema,
  euresReferenceSchema,
  feedFaultSchema,
  feedPageSchema,
  pullPaths,
} from '@relais/channels';
import { jsonSchema, jsonText } from './json.ts';

/** OpenAPI 3.1 of what pull partners read: the feed and the EURES Input API. */
export function feedOpenApi(): string {
  return jsonText({
    openapi: '3.1.0',
    info: { title: 'Relais pull feed', version: '1', license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
    security: [{ key: [] }],
    paths: pullPaths(),
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: {
        FeedPage: jsonSchema(feedPageSchema),
        FeedFault: jsonSchema(feedFaultSchema),
        FeedAcknowledgement: jsonSchema(acknowledgementSchema),
        EuresReference: jsonSchema(euresReferenceSchema),
      },
    },
  });
}
