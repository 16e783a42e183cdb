import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { openForem } from '../../src/forem/runs.ts';
import { readAll, testContext } from '../test-context.ts';
import { foremSettings, row } from './builders.ts';

/** A portal whose export is written by the test; the number of rows is answered by itself. */
async function portal(total: number, write: (answer: ServerResponse) => void): Promise<string> {
  const server = createServer((request, answer) => {
    if (request.url?.includes('/exports/json')) write(answer);
    else answer.end(JSON.stringify({ total_count: total }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const textOf = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => JSON.stringify(row(String(from + index)))).join(',');

test('a page is handed on while the rest of the export has yet to be sent', async () => {
  const first = Promise.withResolvers<void>();
  const url = await portal(14, (answer) => {
    answer.write(`[${textOf(0, 7)},`);
    void first.promise.then(() => answer.end(`${textOf(7, 14)}]`));
  });
  const adapter = openForem('forem', foremSettings(url), testContext());
  const counts: number[] = [];
  for await (const run of adapter.runs({ scope: 'round', cursor: null, signal: new AbortController().signal })) {
    for await (const { items } of run.pages(new AbortController().signal)) {
      counts.push(items.length);
      first.resolve();
    }
    expect(run.end().complete).toBe(true);
  }
  expect(counts).toEqual([7, 7]);
  await adapter.close();
});

test('a portal that falls silent in the middle fails in passing', async () => {
  const url = await portal(14, (answer) => void answer.write(`[${textOf(0, 7)},`));
  const settings = foremSettings(url, { stallMs: 50, exportReadings: 2 });
  await expect(readAll(openForem('forem', settings, testContext()), 'round')).rejects.toMatchObject({
    code: 'HTTP_TIMEOUT',
    retriable: true,
  });
});

test('a run that is abandoned lets go of the connection', async () => {
  const left = Promise.withResolvers<void>();
  const url = await portal(14, (answer) => {
    answer.on('close', () => left.resolve());
    answer.write(`[${textOf(0, 7)},`);
  });
  const controller = new AbortController();
  const adapter = openForem('forem', foremSettings(url), testContext());
  const reading = async () => {
    for await (const run of adapter.runs({ scope: 'round', cursor: null, signal: controller.signal }))
      for await (const _page of run.pages(controller.signal))
        controller.abort(new DOMException('enough', 'AbortError'));
  };
  await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
  await left.promise;
});
