import { expect, test } from 'vitest';
import { silentLogger } from '../src/index.ts';
import { startProgram } from './child-program.ts';

/** The lines that a process writes when it runs this program with a logger. */
async function linesOf(program: string): Promise<Record<string, unknown>[]> {
  const child = startProgram(`
    const logger = runtime.createLogger({ service: 'sink', level: 'debug' });
    const S = 's3cret';
    ${program}`);
  expect(await child.ended).toBe(0);
  expect(child.written()).not.toContain('s3cret');
  return child
    .written()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

test('a line says who speaks, when and what', async () => {
  const [line] = await linesOf(`logger.info({ batch: 'b', at: new Date(0), sizes: [1, 2] }, 'done');`);
  expect(line).toMatchObject({ level: 30, service: 'sink', batch: 'b', sizes: [1, 2], msg: 'done' });
  expect(line?.['at']).toBe('1970-01-01T00:00:00.000Z');
  expect(line?.['time']).toMatch(/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/);
});

test('secrets and persons are not written, at any depth and in any spelling', async () => {
  const [line] = await linesOf(`
    const names = ['authorization', 'Authorization', 'password', 'secret', 'clientSecret', 'client_secret', 'token',
      'access_token', 'refreshToken', 'privateKey', 'private_key', 'passphrase', 'apiKey', 'x-api-key', 'api_key',
      'cookie', 'set-cookie', 'contact', 'email', 'telephone', 'phone', 'postalAddress', 'Ocp-Apim-Subscription-Key'];
    const all = Object.fromEntries(names.map((name) => [name, S]));
    logger.info({ ...all, one: all, two: { list: [{ three: { four: all } }] }, contact: { name: S }, kept: 'yes' }, 'x');`);
  expect(line).toMatchObject({ token: '[redacted]', contact: '[redacted]', one: { email: '[redacted]' }, kept: 'yes' });
});

test('secrets given to a child logger are not written', async () => {
  const [line] = await linesOf(`logger.child({ token: S, partner: { password: S, name: 'forem' } }).info('x');`);
  expect(line).toMatchObject({ token: '[redacted]', partner: { password: '[redacted]', name: 'forem' } });
});

test('an error is written without the request, headers and configuration that its client hung on it', async () => {
  const lines = await linesOf(`
    const config = { headers: { Authorization: S, 'x-custom': S }, data: S, params: { key: S } };
    const error = Object.assign(new Error('no answer'), {
      code: 'ECONNRESET', config, request: { path: S }, response: { data: S }, toJSON: () => ({ config }),
    });
    logger.error({ error }, 'x');
    logger.error({ err: error }, 'x');
    logger.error(error);
    logger.error({ reason: error, deep: { list: [error] } }, 'x');
    logger.error({ error: new Error('outer', { cause: error }) }, 'x');
    logger.child({ error }).error('x');`);
  expect(lines).toHaveLength(6);
  expect(lines[0]).toMatchObject({ error: { name: 'Error', message: 'no answer', code: 'ECONNRESET' } });
  expect(lines[3]).toMatchObject({ reason: { message: 'no answer' }, deep: { list: [{ message: 'no answer' }] } });
  expect(lines[4]).toMatchObject({ error: { message: 'outer', cause: { message: 'no answer' } } });
});

test('an error of our own is written with its code and details', async () => {
  const [line] = await linesOf(`
    const errors = runtime.defineErrors({ FULL: { message: '{count} files', remedy: '', retriable: true } });
    logger.warn({ error: errors.create('FULL', { count: 3, token: S }) }, 'x');`);
  const details = { count: 3, token: '[redacted]' };
  expect(line).toMatchObject({ error: { code: 'FULL', message: '3 files', retriable: true, details } });
});

test('what holds itself, many errors and bytes are written without harm', async () => {
  const lines = await linesOf(`
    const loop = new Error('loop');
    loop.cause = loop;
    const ring = { name: 'ring' };
    ring.ring = ring;
    logger.error({ error: loop, ring, bytes: new Uint8Array(5) }, 'x');
    logger.error({ error: new AggregateError([new Error('one'), new Error('two')], 'both') }, 'x');
    logger.error({ error: 'text', nothing: null, count: 1n }, 'x');`);
  expect(lines[0]).toMatchObject({ error: { message: 'loop' }, ring: { name: 'ring' }, bytes: '[5 bytes]' });
  expect(lines[1]).toMatchObject({ error: { errors: [{ message: 'one' }, { message: 'two' }] } });
  expect(lines[2]).toMatchObject({ error: 'text', nothing: null });
});

test('the silent logger writes nothing', () => {
  expect(silentLogger.isLevelEnabled('fatal')).toBe(false);
});
