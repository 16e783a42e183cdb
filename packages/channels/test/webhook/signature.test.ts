import { generateKeyPairSync, randomBytes, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { createSigner, signingSecretSchema } from '../../src/webhook/signature.ts';

const secretOf = (length: number, prefix = 'whsec') => `${prefix}_${randomBytes(length).toString('base64')}`;
const body = Buffer.from('{"title":"Boulanger 🥖"}');
const timestamp = Math.floor(Date.now() / 1000);
const headersWith = (signature: string) => ({
  'webhook-id': 'b1',
  'webhook-timestamp': String(timestamp),
  'webhook-signature': signature,
});

describe('a symmetric signature', () => {
  test('is what the public library expects, byte for byte', () => {
    const secret = secretOf(32);
    const expected = new Webhook(secret).sign('b1', new Date(timestamp * 1000), body.toString());
    expect(createSigner([secret])('b1', timestamp, body)).toBe(expected);
  });

  test('stands beside the one of the old secret while secrets rotate', () => {
    const secrets = [secretOf(24), secretOf(64)];
    const signature = createSigner(secrets)('b1', timestamp, body);
    expect(signature.split(' ')).toHaveLength(2);
    for (const secret of secrets) {
      expect(new Webhook(secret).verify(body, headersWith(signature))).toEqual({ title: 'Boulanger 🥖' });
    }
    expect(() => new Webhook(secretOf(32)).verify(body, headersWith(signature))).toThrow(/signature/i);
  });

  test('covers the id, so that it cannot be moved to another message', () => {
    const secret = secretOf(32);
    const signature = createSigner([secret])('other', timestamp, body);
    expect(() => new Webhook(secret).verify(body, headersWith(signature))).toThrow(/signature/i);
  });

  test.each(['', 'a.b'])('is never made for the id %j', (id) => {
    expect(() => createSigner([secretOf(32)])(id, timestamp, body)).toThrow(
      expect.objectContaining({ code: 'CHANNEL_WEBHOOK_ID_INVALID' }),
    );
  });
});

describe('an Ed25519 signature', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const seed = privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32);
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);

  test.each([
    ['seed', seed],
    ['seed and public key', Buffer.concat([seed, raw])],
  ])('verifies with the public key alone, from %s', (_form, key) => {
    const signature = createSigner([`whsk_${key.toString('base64')}`])('b1', timestamp, body);
    const [version, encoded = ''] = signature.split(',');
    expect(version).toBe('v1a');
    const signed = Buffer.concat([Buffer.from(`b1.${timestamp}.`), body]);
    expect(verify(null, signed, publicKey, Buffer.from(encoded, 'base64'))).toBe(true);
  });

  test('may stand beside a symmetric one', () => {
    const secret = secretOf(32);
    const signature = createSigner([`whsk_${seed.toString('base64')}`, secret])('b1', timestamp, body);
    expect(new Webhook(secret).verify(body, headersWith(signature))).toBeTruthy();
  });
});

test.each([
  ['too short', secretOf(23)],
  ['too long', secretOf(65)],
  ['without its prefix', randomBytes(32).toString('base64')],
  ['not base64', 'whsec_%%%%'],
  ['a public key', secretOf(32, 'whpk')],
  ['a key of a wrong length', secretOf(33, 'whsk')],
])('a secret is refused: %s', (_fault, secret) => {
  const parsed = signingSecretSchema.safeParse(secret);
  expect(parsed.success).toBe(false);
  expect(JSON.stringify(parsed.error?.issues)).not.toContain(secret);
});
