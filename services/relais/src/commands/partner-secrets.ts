import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf } from '@relais/runtime';
import { commandErrors } from '../errors.ts';

/** A new secret, and what of it may be shown: the public half of a key. */
export interface NewSecret {
  readonly text: string;
  readonly shown: string | null;
}

const BYTES = 32;

/** A secret of Standard Webhooks 1.0.0 for HMAC-SHA256. */
export function newWebhookSecret(): NewSecret {
  return { text: `whsec_${randomBytes(BYTES).toString('base64')}`, shown: null };
}

/** A key of Standard Webhooks 1.0.0 for Ed25519; the partner needs the public half alone, `whpk_`. */
export function newWebhookKey(): NewSecret {
  const { seed, publicKey } = newEd25519();
  return { text: `whsk_${seed.toString('base64')}`, shown: `whpk_${publicKey.toString('base64')}` };
}

/** An API key or a password. */
export function newToken(): NewSecret {
  return { text: randomBytes(BYTES).toString('base64url'), shown: null };
}

/** An SSH key (Ed25519) in OpenSSH's own form without a passphrase; shown is the line for `authorized_keys`. */
export function newSshKey(comment: string): NewSecret {
  const { seed, publicKey } = newEd25519();
  const blob = Buffer.concat([sshString('ssh-ed25519'), sshString(publicKey)]);
  const check = randomBytes(4);
  const open = Buffer.concat([check, check, blob, sshString(Buffer.concat([seed, publicKey])), sshString(comment)]);
  const padding = Buffer.from([1, 2, 3, 4, 5, 6, 7].slice(0, (8 - (open.length % 8)) % 8));
  const head = [Buffer.from('openssh-key-v1\0'), sshString('none'), sshString('none'), sshString(''), count(1)];
  const whole = Buffer.concat([...head, sshString(blob), sshString(Buffer.concat([open, padding]))]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  const text = ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----'].join('\n');
  return { text, shown: `ssh-ed25519 ${blob.toString('base64')} ${comment}` };
}

/** An absolute path in the folder that is not taken: `<stem>`, then `<stem>-2` and on. */
export function freePath(folder: string, stem: string): string {
  const path = join(resolve(folder), stem);
  let free = path;
  for (let number = 2; existsSync(free); number += 1) free = `${path}-${number}`;
  return free;
}

/**
 * Writes a secret into a file that this user alone may read (0600; a folder that is made is 0700).
 * @throws COMMAND_FILE_NOT_WRITTEN
 */
export function writeSecret(path: string, { text }: NewSecret): void {
  writeNew(path, `${text}\n`, 0o600);
}

/**
 * Writes a file that is not there yet: none is ever written over.
 * @throws COMMAND_FILE_NOT_WRITTEN
 */
export function writeNew(path: string, text: string, mode = 0o644): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, text, { mode, flag: 'wx' });
  } catch (error) {
    throw commandErrors.create('COMMAND_FILE_NOT_WRITTEN', { path, reason: messageOf(error) });
  }
}

function newEd25519(): { seed: Buffer; publicKey: Buffer } {
  const { d = '', x = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { seed: Buffer.from(d, 'base64url'), publicKey: Buffer.from(x, 'base64url') };
}

/** A string as SSH writes it (RFC 4251, section 5). */
function sshString(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([count(bytes.length), bytes]);
}

function count(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
