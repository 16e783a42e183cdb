import type { ToldOperation } from '@relais/ops';
import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relais } from '../command.ts';

const SUBSCRIPTION = 'observatory-topic';
const SIZE = ['--offers', '40', '--seed', '7'];

let folder: TemporaryDirectory;
let installation: readonly string[];
beforeAll(async () => {
  folder = temporaryDirectory();
  installation = ['--simulate', '--directory', folder.path];
  const { code, stderr } = await relais(['run', '--once', ...installation, ...SIZE]);
  if (code !== 0) throw new Error(stderr);
});
afterAll(() => folder.remove());

describe('replay', () => {
  test('as a dry run counts what would go out again, and names some', async () => {
    const { code, stdout } = await relais([
      'replay',
      SUBSCRIPTION,
      '--dry-run',
      '--state',
      'confirmed',
      '--json',
      ...installation,
    ]);
    const { looked, replayed, examples } = JSON.parse(stdout) as Record<string, number> & { examples: string[] };
    expect({ code, replayed, named: examples.length }).toEqual({ code: 0, replayed: looked, named: 10 });
  });

  test('that was asked for while no sink runs is carried out by the next one', async () => {
    const asked = await relais(['replay', SUBSCRIPTION, '--limit', '3', '--wait', '0', '--json', ...installation]);
    const { id } = JSON.parse(asked.stdout) as { id: string };
    expect(id).toMatch(/^op_[0-9a-f]{16}$/);
    expect((await relais(['run', '--once', ...installation, ...SIZE])).code).toBe(0);
    const { stdout } = await relais(['operation', 'list', '--json', ...installation]);
    const [operation] = JSON.parse(stdout) as ToldOperation[];
    expect(operation).toMatchObject({ id, kind: 'replay', status: 'done', changed: 3 });
    expect([operation?.request, operation?.report]).toMatchObject([{ limit: 3 }, { replayed: 3, limited: true }]);
  });

  test('of an unknown subscription, or by criteria that mean nothing, is refused with code 2 or 1 and the reason', async () => {
    const unknown = await relais(['replay', 'nobody', ...installation]);
    expect(unknown.stderr).toContain('nobody is not a subscription of the configuration (actiris-push');
    const meaningless = await relais(['replay', SUBSCRIPTION, '--state', 'lost', ...installation]);
    expect(meaningless.stderr).toContain('the criteria are at fault: states.0');
    expect([unknown.code, meaningless.code].every((code) => code !== 0)).toBe(true);
  });
});

describe('what the channel of a subscription cannot do', () => {
  test.each([
    ['reconcile', ['reconcile', 'board-feed'], 'COMMAND_NO_INVENTORY: board-feed has the channel feed,'],
    ['reconcile without an inventory', ['reconcile', 'forem-drop'], 'COMMAND_NO_INVENTORY: forem-drop has'],
    ['full', ['partner', 'full', SUBSCRIPTION], `COMMAND_NO_FULL_SET: ${SUBSCRIPTION} has the channel topic,`],
  ])('is refused with code 2 before anything is asked for: %s', async (_what, command, message) => {
    const listed = async () => (await relais(['operation', 'list', '--json', ...installation])).stdout;
    const before = await listed();
    const { code, stdout, stderr } = await relais([...command, '--wait', '0', ...installation]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(await listed()).toBe(before);
  });
});

describe('partners', () => {
  test('are listed with what they hold, and one that is held back is said so', async () => {
    const paused = await relais(['partner', 'pause', SUBSCRIPTION, '--reason', 'migration', ...installation]);
    expect(paused.stdout).toContain(`${SUBSCRIPTION} is held back as soon as a sink reads this`);
    const { code, stdout } = await relais(['partner', 'list', '--json', ...installation]);
    expect(code).toBe(0);
    const line = (JSON.parse(stdout) as { subscription: string }[]).find((one) => one.subscription === SUBSCRIPTION);
    expect(line).toMatchObject({ channel: 'topic', open: 0, failingSince: null });
  });
});

test('the end of a simulated partner, whose address the run alone knows, is not called unreachable', async () => {
  const { code, stdout, stderr } = await relais(['partner', 'test', 'actiris-push', ...installation]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('COMMAND_PARTNER_SIMULATED: the end of actiris-push is simulated');
});

describe('operations', () => {
  test('that are not there cannot be cancelled', async () => {
    const { code, stderr } = await relais(['operation', 'cancel', 'op_none', ...installation]);
    expect(code).not.toBe(0);
    expect(stderr).toContain('there is no operation op_none');
  });
});
