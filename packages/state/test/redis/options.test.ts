import { expect, test } from 'vitest';
import { openRedisState, redisStateOptionsSchema } from '../../src/index.ts';

test('fills in what is not given', () => {
  expect(redisStateOptionsSchema.parse({ url: 'redis://redis.internal:6379/2' })).toEqual({
    url: 'redis://redis.internal:6379/2',
    keyPrefix: 'relais:',
    commandTimeoutMs: 5000,
    waitingLimit: 1000,
  });
});

test.each([
  ['a password in the URL', { url: 'redis://relais:s3cret@localhost' }, 'url'],
  ['another protocol', { url: 'http://localhost' }, 'url'],
  ['an empty prefix', { url: 'redis://localhost', keyPrefix: '' }, 'keyPrefix'],
  ['no deadline', { url: 'redis://localhost', commandTimeoutMs: 0 }, 'commandTimeoutMs'],
  ['an unknown option', { url: 'redis://localhost', passwort: 's3cret' }, 'passwort'],
])('refuses %s, naming the path and no value', (_, options, path) => {
  const failure = thrownBy(() => openRedisState(options));
  expect(failure).toMatchObject({ code: 'STATE_OPTIONS_INVALID', retriable: false });
  expect(String(failure)).toContain(path);
  expect(JSON.stringify(failure) + String(failure)).not.toContain('s3cret');
});

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
