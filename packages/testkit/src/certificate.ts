import { execFile } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './engine.ts';

const run = promisify(execFile);

/** The name that the certificate bears, and no other: not even the address of the same machine. */
export const CERTIFIED_HOST = 'localhost';

/** A certificate for `localhost` that is its own authority, and its key: files of the caller's folder. */
export interface Certificate {
  /** The certificate as PEM: what a client has to trust. */
  readonly authority: string;
  readonly authorityPath: string;
  /** PKCS #8 as PEM; for its owner alone. */
  readonly keyPath: string;
}

/** Makes a certificate that holds for a day, by OpenSSL. */
export async function makeCertificate(
  folder: string,
): Promise<{ ok: true; certificate: Certificate } | { ok: false; reason: string }> {
  const openssl = findProgram('openssl');
  if (!openssl) return { ok: false, reason: 'no openssl on this machine' };
  const [authorityPath, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyPath];
  const names = ['-subj', '/CN=Relais tests', '-addext', `subjectAltName=DNS:${CERTIFIED_HOST}`];
  await run(openssl, ['req', '-x509', '-days', '1', ...key, ...names, '-out', authorityPath]);
  chmodSync(keyPath, 0o600);
  return { ok: true, certificate: { authority: readFileSync(authorityPath, 'utf8'), authorityPath, keyPath } };
}
