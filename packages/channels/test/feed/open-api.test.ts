import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  acknowledgementSchema,
  channelSettingsSchema,
  euresReferenceSchema,
  feedFaultSchema,
  feedPageSchema,
  pulledSubscriptions,
  pullPaths,
} from '../../src/index.ts';
import { memoryFeedStore } from './memory-feed-store.ts';
import { KEY, serverFor } from './reader.ts';

interface Operation {
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
}
type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

describe('the description of what partners pull', () => {
  const paths = pullPaths() as Paths;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );

  test.each(operations)('names a call that the server takes: $method $path', async ({ path, method, operation }) => {
    const kind = path.startsWith('/eures') ? 'eures' : 'feed';
    const server = serverFor(memoryFeedStore(), {}, { kind });
    const answer = await server.inject({
      method: method as 'get' | 'post',
      url: path.replace('{subscription}', 'jobs-all').replace('{since}', '0'),
      headers: { authorization: `Bearer ${KEY}` },
      ...(method === 'post' ? { payload: {} } : {}),
    });
    expect(Object.keys(operation.responses)).toContain(String(answer.statusCode));
    expect(operation.parameters.filter((each) => each.in === 'path').map(({ name }) => `{${name}}`)).toEqual(
      path.match(/\{\w+\}/g),
    );
    await server.close();
  });

  test('refers to schemas that there are', () => {
    const known = [feedPageSchema, acknowledgementSchema, feedFaultSchema, euresReferenceSchema].map(
      (schema) => z.globalRegistry.get(schema)?.id,
    );
    const used = JSON.stringify(paths).matchAll(/#\/components\/schemas\/(\w+)/g);
    expect(known).toEqual(expect.arrayContaining([...new Set([...used].map(([, id]) => id))]));
  });
});

test('the server takes the subscriptions that are pulled, with their settings, and no others', () => {
  const channels = {
    topic: { kind: 'topic' },
    feed: { kind: 'feed', apiKeys: [KEY], format: 'csv', acknowledgement: 'explicit' },
    eures: { kind: 'eures', apiKeys: [KEY] },
  };
  const configured = Object.entries(channels).map(([id, channel]) => ({
    id,
    channel: channelSettingsSchema.parse(channel),
  }));
  const pulled = pulledSubscriptions(configured);
  expect([...pulled.keys()]).toEqual(['feed', 'eures']);
  expect(pulled.get('feed')).toMatchObject({
    kind: 'feed',
    format: 'csv',
    acknowledgement: 'explicit',
    apiKeys: [KEY],
  });
});
