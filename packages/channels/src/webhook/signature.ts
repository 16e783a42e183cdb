import { createHmac, createPrivateKey, createSecretKey, sign } from 'node:crypto';
import { z } from 'zod';
import { channelErrors } from '../errors.ts';

/** PKCS #8 wrapping of a raw Ed25519 private key (RFC 8410, section 7). */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/**
 * A signing secret of Standard Webhooks 1.0.0: `whsec_` and base64 of 24–64 bytes for HMAC-SHA256, or `whsk_` and base64 of
 * an Ed25519 private key (its 32-byte seed, or seed and public key together as 64 bytes).
 */
export const signingSecretSchema = z
  .string()
  .refine(
    (secret) => keyBytes(secret) !== null,
    'must be whsec_ with 24 to 64 bytes, or whsk_ with 32 or 64, in base64',
  );

/** Signs the text `<id>.<timestamp>.<body>` and gives the value of the signature header. */
export type Signer = (id: string, timestamp: number, body: Buffer) => string;

/** A signer with all the secrets: during a rotation the receiver finds the signature of the one it knows. */
export function createSigner(secrets: readonly string[]): Signer {
  const signers = secrets.map(signerOf);
  return (id, timestamp, body) => {
    if (id === '' || id.includes('.')) throw channelErrors.create('CHANNEL_WEBHOOK_ID_INVALID', { id });
    const head = Buffer.from(`${id}.${timestamp}.`);
    return signers.map((signed) => signed(head, body)).join(' ');
  };
}

function signerOf(secret: string): (head: Buffer, body: Buffer) => string {
  const bytes = keyBytes(secret);
  if (bytes === null) throw new TypeError('the secret was not checked by its schema');
  if (secret.startsWith('whsec_')) {
    const key = createSecretKey(bytes);
    return (head, body) => `v1,${createHmac('sha256', key).update(head).update(body).digest('base64')}`;
  }
  const der = Buffer.concat([ED25519_PREFIX, bytes.subarray(0, 32)]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return (head, body) => `v1a,${sign(null, Buffer.concat([head, body]), key).toString('base64')}`;
}

function keyBytes(secret: string): Buffer | null {
  const [prefix, encoded = ''] = secret.split('_', 2);
  if (!BASE64.test(encoded)) return null;
  const bytes = Buffer.from(encoded, 'base64');
  if (prefix === 'whsec') return bytes.length >= 24 && bytes.length <= 64 ? bytes : null;
  return prefix === 'whsk' && (bytes.length === 32 || bytes.length === 64) ? bytes : null;
}
