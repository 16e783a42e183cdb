import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('connections of kafkajs that have nothing to do set no timers', () => {
  const queues = Array.from({ length: 6 }, () => aQueue());
  const checks = queues.map((queue) => vi.spyOn(queue, 'checkPendingRequests'));
  // As after the first answer on a connection. Without our patch each would look again every millisecond, for ever.
  for (const queue of queues) queue.checkPendingRequests();
  for (let millisecond = 0; millisecond < 5000; millisecond++) vi.advanceTimersByTime(1);
  expect(checks.reduce((sum, check) => sum + check.mock.calls.length, 0)).toBeLessThan(50);
});

test('a connection that its broker throttles still sends what waits once the time is over', () => {
  const queue = aQueue();
  const sent: number[] = [];
  queue.maybeThrottle(200);
  queue.push(aRequest(sent));
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([1]);
});

function aQueue(): RequestQueue {
  const silent = () => undefined;
  return new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 30_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker: '127.0.0.1:9092',
    logger: { debug: silent, info: silent, warn: silent, error: silent },
  });
}

function aRequest(sent: number[]) {
  return {
    entry: { correlationId: 1, reject: () => undefined, resolve: () => undefined },
    expectResponse: true,
    requestTimeout: 30_000,
    sendRequest: () => void sent.push(1),
  };
}
