import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { same } from '../serving/access.ts';

const TOLERANCE_SECONDS = 300;

export type SignatureFault = 'headers missing' | 'timestamp out of tolerance' | 'no matching signature';

/**
 * Checks a request as Standard Webhooks 1.0.0 demands, symmetric scheme: HMAC-SHA256 over `id.timestamp.body`, any of the
 * signatures in the header may match, timestamps within five minutes. Null when all is well.
 */
export function signatureFault(
  secret: string,
  headers: IncomingHttpHeaders,
  body: string,
  now: number,
): SignatureFault | null {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (typeof id !== 'string' || typeof timestamp !== 'string' || typeof signatures !== 'string')
    return 'headers missing';
  if (!(Math.abs(now / 1000 - Number(timestamp)) <= TOLERANCE_SECONDS)) return 'timestamp out of tolerance';
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  const matches = signatures.split(' ').some((signature) => same(signature, expected));
  return matches ? null : 'no matching signature';
}
