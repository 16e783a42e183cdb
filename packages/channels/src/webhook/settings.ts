import { z } from 'zod';
import { isRefusedAddress, literalAddress } from './address-guard.ts';
import { signingSecretSchema } from './signature.ts';

const OWN_HEADERS = /^(?:webhook-.*|content-.*|host|connection|transfer-encoding|accept-encoding)$/;

/** Settings of a webhook. Secrets are given resolved. */
export const webhookSettingsSchema = z
  .strictObject({
    kind: z.literal('webhook'),
    url: z.url({ protocol: /^https?$/ }),
    /** Each signs every call; two during a rotation, so that the receiver may change over in its own time. */
    secrets: z.array(signingSecretSchema).min(1).max(5),
    /** `batch` sends up to `batchSize` offers a call, `single` one. */
    mode: z.enum(['batch', 'single']).default('batch'),
    batchSize: z.number().int().min(1).max(1000).default(100),
    concurrency: z.number().int().min(1).max(64).default(4),
    lingerMs: z.number().int().min(0).max(60_000).default(200),
    /** Time for one call, from the first byte sent to the last byte read. */
    timeoutMs: z.number().int().min(10).max(60_000).default(15_000),
    /** Added to every call, for example an authorization that the partner wants beside the signature. */
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().regex(/^[\t\x20-\x7E]*$/)).default({}),
    /** Allows plain HTTP and addresses that are not on the public Internet. For partners inside the own network. */
    allowPrivateNetworks: z.boolean().default(false),
  })
  .superRefine((settings, context) => {
    for (const name of Object.keys(settings.headers)) {
      if (!OWN_HEADERS.test(name.toLowerCase())) continue;
      context.addIssue({ code: 'custom', path: ['headers', name], message: 'is set by Relais' });
    }
    const fault = urlFault(settings);
    if (fault !== null) context.addIssue({ code: 'custom', path: ['url'], message: fault });
  });
export type WebhookSettings = z.infer<typeof webhookSettingsSchema>;

function urlFault(settings: { url: string; allowPrivateNetworks: boolean }): string | null {
  const url = URL.parse(settings.url);
  if (url === null) return 'is not a URL';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password: use headers';
  if (settings.allowPrivateNetworks) return null;
  if (url.protocol !== 'https:') return 'must be https, unless allowPrivateNetworks is set';
  const address = literalAddress(url);
  if (address === null || !isRefusedAddress(address)) return null;
  return 'is not on the public Internet: set allowPrivateNetworks if that is meant';
}
