import { messageOf, RelaisError } from '@relais/runtime';
import { withSftp } from '../sftp/account.ts';
import { INVENTORY_SUFFIX, TEMPORARY_SUFFIX } from '../sftp/protocol.ts';
import type { SftpSession } from '../sftp/session.ts';
import type { SftpSettings } from '../sftp/settings.ts';
import { type CheckResult, type ConformanceSurroundings, fail, pass, warn } from './check.ts';
import { newTestId } from './test-offer.ts';

const CONTENT = Buffer.from('{"test":"Relais tries whether it can write here. This file is removed again at once."}\n');

/** The checks of an SFTP drop, over one connection. They write a small file of no offer, and remove it again. */
export async function* checkSftp(
  settings: SftpSettings,
  { subscription, signal }: ConformanceSurroundings,
): AsyncGenerator<CheckResult> {
  const results: CheckResult[] = [];
  try {
    await withSftp(settings, signal, async (session) => {
      results.push(pass('host-key', `${settings.host} shows a pinned host key`));
      results.push(pass('login', `${settings.username} is let in`));
      for await (const result of checkFolders(session, settings, subscription)) results.push(result);
    });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof RelaisError)) throw error;
    results.push(...connectionFault(error, settings, results.length > 0));
  }
  yield* results;
}

function connectionFault(error: RelaisError, { host }: SftpSettings, connected: boolean): CheckResult[] {
  switch (error.code) {
    case 'CHANNEL_HOST_KEY_REFUSED': {
      const remedy =
        'Ask the partner for its host key by another way, and add the fingerprint only if it is confirmed.';
      return [fail('host-key', error.message, remedy)];
    }
    case 'CHANNEL_SFTP_LOGIN_REFUSED': {
      const remedy = 'Let the partner install our public key for this user, or correct user name, key or password.';
      return [pass('host-key', `${host} shows a pinned host key`), fail('login', error.message, remedy)];
    }
    default:
      return [
        fail(
          connected ? 'connection' : 'reachable',
          error.message,
          'Look whether the server runs, and whether the firewall lets Relais through.',
        ),
      ];
  }
}

async function* checkFolders(
  session: SftpSession,
  settings: SftpSettings,
  subscription: string,
): AsyncGenerator<CheckResult> {
  yield* checkDrop(session, settings.folder);
  const { results, inventory } = settings;
  if (results === null) {
    const remedy =
      'Agree on result files if refusals of single offers matter: without them a file in place counts as accepted.';
    yield warn('results', 'the partner answers no result files', remedy);
  } else {
    yield await listed(session, 'results', results.folder);
    yield await clearable(session, 'results-cleared', results.folder);
    if (results.archiveFolder !== null) yield await clearable(session, 'archive', results.archiveFolder);
  }
  if (inventory !== null) yield await inventoryThere(session, inventory.folder, subscription);
}

/** Write, verify, rename, remove: what a delivery does. */
async function* checkDrop(session: SftpSession, folder: string): AsyncGenerator<CheckResult> {
  const [file, temporary] = namesIn(folder);
  const written = await attempt(async () => await wrote(session, temporary));
  const remedy = `Give the user the right to write into ${folder}, and see that the disk has room.`;
  if (written !== null) return yield fail('writable', `no file can be left in ${folder}: ${written}`, remedy);
  yield pass('writable', `a file can be left in ${folder}`);
  const outcome = await renamed(session, temporary, file);
  yield outcome.result;
  const left = outcome.moved ? file : temporary;
  const kept = await attempt(async () => await session.remove(left));
  yield kept === null
    ? pass('removed', 'the test file is removed again')
    : fail(
        'removed',
        `the test file ${left} cannot be removed: ${kept}`,
        'Give the user the right to replace and remove its files.',
      );
}

async function renamed(
  session: SftpSession,
  temporary: string,
  file: string,
): Promise<{ result: CheckResult; moved: boolean }> {
  let how: 'done' | 'unsupported' = 'done';
  const fault = await attempt(async () => {
    how = await session.replace(temporary, file);
    if (how === 'unsupported') await session.rename(temporary, file);
  });
  if (fault !== null) {
    const remedy = 'Allow the user to rename: a file is complete only once it has its name.';
    return { result: fail('rename', `a file cannot be renamed: ${fault}`, remedy), moved: false };
  }
  if (how === 'done') return { result: pass('rename', 'a file can be renamed over another'), moved: true };
  const remedy = 'Offer posix-rename@openssh.com where possible: without it a repeated file is gone for a moment.';
  return { result: warn('rename', 'a file can be renamed, but not over another', remedy), moved: true };
}

async function wrote(session: SftpSession, path: string): Promise<void> {
  await session.write(path, CONTENT);
  const size = await session.size(path);
  if (size !== CONTENT.length) throw new Error(`it has ${size ?? 'no'} bytes instead of ${CONTENT.length}`);
}

async function listed(session: SftpSession, check: string, folder: string): Promise<CheckResult> {
  const fault = await attempt(async () => await session.list(folder));
  if (fault === null) return pass(check, `${folder} can be read`);
  return fail(
    check,
    `${folder} cannot be read: ${fault}`,
    'Create the folder and give the user the right to list and read it.',
  );
}

/** Read result files are moved or deleted, which takes the right to write. */
async function clearable(session: SftpSession, check: string, folder: string): Promise<CheckResult> {
  const [, temporary] = namesIn(folder);
  const fault = await attempt(async () => {
    await wrote(session, temporary);
    await session.remove(temporary);
  });
  if (fault === null) return pass(check, `files can be written and removed in ${folder}`);
  const remedy =
    'Give the user the right to write there: what was read is moved or deleted, or it would be read for ever.';
  return fail(check, `files cannot be written and removed in ${folder}: ${fault}`, remedy);
}

async function inventoryThere(session: SftpSession, folder: string, subscription: string): Promise<CheckResult> {
  const path = `${folder}/${subscription}${INVENTORY_SUFFIX}`;
  let size: number | null = null;
  const fault = await attempt(async () => {
    size = await session.size(path);
  });
  if (fault === null && size !== null) return pass('inventory', `${path} is there`);
  return warn(
    'inventory',
    fault ?? `${path} is not there yet`,
    'Let the partner leave its inventory there; until then nothing is compared.',
  );
}

function namesIn(folder: string): [string, string] {
  const file = `${folder === '/' ? '' : folder}/relais_${newTestId()}.txt`;
  return [file, `${file}${TEMPORARY_SUFFIX}`];
}

/** What went wrong, in words; null when nothing did. */
async function attempt(work: () => Promise<unknown>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
