import { beforeEach, describe, expect, test } from 'vitest';
import { deposit, isInPlace } from '../../src/sftp/deposit.ts';
import { fail, MemorySession } from './memory-session.ts';

const options = { host: 'memory', verify: 'sha256' as const };
const file = { path: 'out/f.jsonl', content: Buffer.from('{"a":1}\n') };
let session: MemorySession;
beforeEach(() => {
  session = new MemorySession();
});

describe('a deposit', () => {
  test('has its name only once its content was verified', async () => {
    await deposit(session, file, options);
    expect(session.files).toEqual(new Map([[file.path, file.content]]));
    expect(session.done).toEqual([
      'write out/f.jsonl.part',
      'size out/f.jsonl.part',
      'read out/f.jsonl.part',
      'replace out/f.jsonl.part out/f.jsonl',
    ]);
  });

  test.each([
    ['shorter', Buffer.from('{"a"')],
    ['other', Buffer.from('{"b":1}\n')],
  ])('with %s content on the disk never gets its name', async (_fault, stored) => {
    session.after = (operation) => operation.startsWith('write') && session.files.set('out/f.jsonl.part', stored);
    await expect(deposit(session, file, options)).rejects.toMatchObject({ code: 'CHANNEL_SFTP_NOT_VERIFIED' });
    expect(session.files.has(file.path)).toBe(false);
  });

  test('replaces an earlier file of its name', async () => {
    session.files.set(file.path, Buffer.from('old'));
    await deposit(session, file, options);
    expect(session.files.get(file.path)).toEqual(file.content);
  });
});

describe('on a server without the rename that replaces', () => {
  beforeEach(() => {
    session.posixRename = false;
  });

  test.each([
    ['nothing', undefined],
    ['the same file', file.content],
    ['another file', Buffer.from('old')],
  ])('a deposit over %s ends with the new content and nothing else', async (_present, present) => {
    if (present !== undefined) session.files.set(file.path, present);
    await deposit(session, file, options);
    expect(session.files).toEqual(new Map([[file.path, file.content]]));
  });
});

const loseReply = (operation: string) => operation.startsWith('replace') && fail('rename');

describe('a rename whose reply was lost', () => {
  test('counts as done when the new name is there and the old one is gone', async () => {
    session.after = loseReply;
    await deposit(session, file, options);
    expect(session.files.has(file.path)).toBe(true);
  });

  test('fails as the server said when it did not happen', async () => {
    session.before = loseReply;
    await expect(deposit(session, file, options)).rejects.toMatchObject({ code: 'CHANNEL_SFTP_FAILED' });
  });

  test('is unknown when the connection went with it, and settled by a look on another one', async () => {
    let lost = false;
    session.after = (operation) => {
      if (operation.startsWith('replace')) lost = true;
      if (lost) fail(operation);
    };
    session.before = () => lost && fail('any');
    await expect(deposit(session, file, options)).rejects.toMatchObject({ code: 'CHANNEL_SFTP_RENAME_UNKNOWN' });
    session.before = () => undefined;
    session.after = () => undefined;
    expect(await isInPlace(session, file, options)).toBe(true);
  });
});
