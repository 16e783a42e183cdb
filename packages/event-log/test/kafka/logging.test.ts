import type { Logger } from '@relais/runtime';
import { logLevel } from 'kafkajs';
import { expect, test } from 'vitest';
import { logThrough } from '../../src/kafka/logging.ts';

test('what kafkajs says reaches our logger without secrets and without records', () => {
  const { logger, lines } = aLogger();
  const say = logThrough(logger)(logLevel.INFO);
  say({
    namespace: 'Consumer',
    level: logLevel.ERROR,
    label: 'ERROR',
    log: {
      timestamp: '2026-11-22T08:00:00Z',
      message: 'Crash: no answer',
      groupId: 'sink',
      retryCount: 3,
      error: new Error('no answer'),
      sasl: { password: 'very secret' },
      payload: 'a job seeker',
    },
  });
  expect(lines).toEqual([
    ['warn', { groupId: 'sink', retryCount: 3, reason: 'no answer' }, 'Consumer: Crash: no answer'],
  ]);
});

test.each([
  ['Connection', 'ERROR'],
  ['BrokerPool', 'ERROR'],
  ['Consumer', 'INFO'],
])('single tries and ordinary news are details: %s %s', (namespace, label) => {
  const { logger, lines } = aLogger();
  logThrough(logger)(logLevel.INFO)({
    namespace,
    level: logLevel.ERROR,
    label,
    log: { timestamp: '2026-11-22T08:00:00Z', message: 'refused' },
  });
  expect(lines).toEqual([['debug', {}, `${namespace}: refused`]]);
});

function aLogger() {
  const lines: unknown[][] = [];
  const at = (level: string) => (members: unknown, message: string) => void lines.push([level, members, message]);
  const logger = { child: () => ({ warn: at('warn'), debug: at('debug') }) };
  return { logger: logger as unknown as Logger, lines };
}
