import { z } from 'zod';
import { formatNameSchema } from '../formats/registry.ts';
import { isRefusedAddress, literalAddress } from './address-guard.ts';
import { signingSecretSchema } from './signature.ts';

const OWN_HEADERS = /^(?:webhook-.*|content-.*|host|connection|transfer-encoding|accept-encoding)$/;

/** Settings of a webhook. Secrets are given resolved. */
export const webhookSettingsSchema = z
  .strictObject({
    kind: z.literal('webhook'),
    /** Address that is called; https, unless `allowPrivateNetworks` is set. */
    url: z.url({ protocol: /^https?$/ }),
    /** Each signs every call; two during a rotation, so that the receiver may change over in its own time. */
    secrets: z.array(signingSecretSchema).min(1).max(5),
    /** `batch` sends up to `batchSize` offers a call, `single` one. */
    mode: z.enum(['batch', 'single']).default('batch'),
    /** What the offers are written in. */
    format: formatNameSchema.default('relais-json'),
    /**
     * `envelope` is the JSON of the contract with the offers inside; `document` is the format's document alone, under its own
     * media type, for receivers that know the format and not the contract.
     */
    body: z.enum(['envelope', 'document']).default('envelope'),
    /** Most offers of one call. */
    batchSize: z.number().int().min(1).max(1000).default(100),
    /** Calls under way at once. */
    concurrency: z.number().int().min(1).max(64).default(4),
    /** How long an offer waits for others to share a call with, milliseconds. */
    lingerMs: z.number().int().min(0).max(60_000).default(50),
    /** Time for one call, from the first byte sent to the last byte read. */
    timeoutMs: z.number().int().min(10).max(60_000).default(15_000),
    /** Where the partner says what it holds (`inventoryLineSchema`), asked with a signed GET; null when it does not. */
    inventoryUrl: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .default(null),
    /** Added to every call, for example an authorization that the partner wants beside the signature. */
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]+$/), z.string().regex(/^[\t\x20-\x7E]*$/)).default({}),
    /**
     * Allows plain HTTP and addresses that are not on the public Internet, but for those of metadata services. For partners inside
     * the own network.
     */
    allowPrivateNetworks: z.boolean().default(false),
  })
  .superRefine((settings, context) => {
    for (const name of Object.keys(settings.headers)) {
      if (!OWN_HEADERS.test(name.toLowerCase())) continue;
      context.addIssue({ code: 'custom', path: ['headers', name], message: 'is set by Relais' });
    }
    for (const member of ['url', 'inventoryUrl'] as const) {
      const fault = urlFault(settings[member], settings.allowPrivateNetworks);
      if (fault !== null) context.addIssue({ code: 'custom', path: [member], message: fault });
    }
  });
export type WebhookSettings = z.infer<typeof webhookSettingsSchema>;

function urlFault(text: string | null, allowPrivateNetworks: boolean): string | null {
  if (text === null) return null;
  const url = URL.parse(text);
  if (url === null) return 'is not a URL';
  if (url.username !== '' || url.password !== '') return 'must not hold a user name or password: use headers';
  const address = literalAddress(url);
  if (allowPrivateNetworks) {
    return address !== null && isRefusedAddress(address, 'private') ? 'is where a metadata service is' : null;
  }
  if (url.protocol !== 'https:') return 'must be https, unless allowPrivateNetworks is set';
  if (address === null || !isRefusedAddress(address)) return null;
  return 'is not on the public Internet: set allowPrivateNetworks if that is meant';
}
