import { createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSigner, signingSecretSchema } from '@relais/channels';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { freePath, newWebhookKey, newWebhookSecret, writeSecret } from '../../src/commands/partner-secrets.ts';

/** SubjectPublicKeyInfo of a raw Ed25519 key (RFC 8410, section 4). */
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

test('a webhook key signs what its public half verifies', () => {
  const { text, shown } = newWebhookKey();
  const [version = '', signature = ''] = createSigner([text])('b1', 1, Buffer.from('body')).split(',');
  const raw = Buffer.from(shown?.replace('whpk_', '') ?? '', 'base64');
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, raw]), format: 'der', type: 'spki' });
  expect(version).toBe('v1a');
  expect(verify(null, Buffer.from('b1.1.body'), key, Buffer.from(signature, 'base64'))).toBe(true);
});

test('a webhook secret is what the channel takes, and no two are the same', () => {
  const [one, other] = [newWebhookSecret().text, newWebhookSecret().text];
  expect(signingSecretSchema.safeParse(one).success).toBe(true);
  expect(one).not.toBe(other);
});

test('a secret file is never written over', () => {
  using folder = temporaryDirectory();
  const path = join(folder.path, 'secret');
  writeSecret(path, { text: 'first', shown: null });
  expect(() => writeSecret(path, { text: 'second', shown: null })).toThrow('was not written');
  expect(readFileSync(path, 'utf8')).toBe('first\n');
  expect(freePath(folder.path, 'secret')).toBe(`${path}-2`);
});
