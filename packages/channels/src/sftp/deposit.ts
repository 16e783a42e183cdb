import { sha256 } from '@relais/runtime';
import { channelErrors } from '../errors.ts';
import { TEMPORARY_SUFFIX } from './protocol.ts';
import type { SftpSession } from './session.ts';

export interface DepositFile {
  readonly path: string;
  readonly content: Buffer;
}

export interface DepositOptions {
  readonly host: string;
  readonly verify: 'size' | 'sha256';
}

/**
 * Leaves a file under its name, whole or not at all: written under a temporary name, verified, then renamed. A file of the
 * same name is replaced. Rejects with `CHANNEL_SFTP_RENAME_UNKNOWN` when only the reply to the rename was lost: depositing it
 * again on a new connection settles that.
 */
export async function deposit(session: SftpSession, file: DepositFile, options: DepositOptions): Promise<void> {
  const { path, content } = file;
  const temporary = `${path}${TEMPORARY_SUFFIX}`;
  await session.write(temporary, content);
  if (!(await holds(session, { path: temporary, content }, options.verify))) {
    throw channelErrors.create('CHANNEL_SFTP_NOT_VERIFIED', { file: temporary, host: options.host });
  }
  await putInPlace(session, temporary, file, options);
}

/** True when the file is in place and nothing is left under its temporary name: an earlier rename did happen. */
export async function isInPlace(session: SftpSession, file: DepositFile, options: DepositOptions): Promise<boolean> {
  if ((await session.size(`${file.path}${TEMPORARY_SUFFIX}`)) !== null) return false;
  return await holds(session, file, options.verify);
}

/** Gives the file its name. When the rename fails, a look at both names tells whether it did happen after all. */
async function putInPlace(
  session: SftpSession,
  temporary: string,
  file: DepositFile,
  options: DepositOptions,
): Promise<void> {
  try {
    if ((await session.replace(temporary, file.path)) === 'done') return;
    await renameAnyway(session, temporary, file);
  } catch (error) {
    const inPlace = await isInPlace(session, file, options).catch(() => null);
    if (inPlace === true) return;
    if (inPlace === false) throw error;
    throw channelErrors.create('CHANNEL_SFTP_RENAME_UNKNOWN', { file: file.path, host: options.host }, error);
  }
}

/** For servers that cannot rename onto an existing file. One with the very same content is what we want already. */
async function renameAnyway(session: SftpSession, temporary: string, file: DepositFile): Promise<void> {
  if ((await session.size(file.path)) === null) return await session.rename(temporary, file.path);
  if (await holds(session, file, 'sha256')) return await session.remove(temporary);
  await session.remove(file.path);
  await session.rename(temporary, file.path);
}

async function holds(session: SftpSession, file: DepositFile, verify: 'size' | 'sha256'): Promise<boolean> {
  if ((await session.size(file.path)) !== file.content.length) return false;
  if (verify === 'size') return true;
  const present = await session.read(file.path, file.content.length);
  return present !== null && sha256(present) === sha256(file.content);
}
