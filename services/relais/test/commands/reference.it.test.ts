import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { relais } from '../command.ts';

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly inUse: boolean;
}

test('the set that ships with Relais has the same name wherever a release is named, beside ids and files', async () => {
  using folder = temporaryDirectory();
  const releases = ['--releases', folder.path, '--json'];
  const call = async (...args: string[]) => {
    const { code, stdout, stderr } = await relais(['reference', ...args, ...releases]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return JSON.parse(stdout) as unknown;
  };
  const [starter, ...others] = (await call('list')) as Listed[];
  expect([starter, others]).toMatchObject([{ name: 'starter', inUse: false }, []]);
  const id = starter?.id ?? '';
  expect(await call('use', 'starter')).toMatchObject({ id, inUse: true });
  expect(await call('list')).toMatchObject([{ id, name: `${id}.reference`, inUse: true }, { name: 'starter' }]);
  const unchanged = { from: id, to: id, appeared: [], vanished: [], renamed: [] };
  expect(await call('diff', 'starter', id)).toMatchObject(unchanged);
  const file = join(folder.path, `${id}.reference`);
  expect(await call('diff', file, 'starter')).toMatchObject(unchanged);
  expect(await call('use', file)).toMatchObject({ id });
});
