import type { DataLicence } from '@relais/vacancy';
import { z } from 'zod';

const licence: z.ZodType<DataLicence> = z.object({
  identifier: z.string().min(1).max(200),
  attribution: z.string().max(1000).nullable().default(null),
  shareAlike: z.boolean().default(false),
});

/** Settings that every source has beside its own. */
export const commonSettings = {
  /** IANA zone in which the source writes times without an offset. */
  zone: z.string().refine(isTimeZone, 'is not an IANA time zone').default('Europe/Brussels'),
  /** Licence of the data, carried with each of its vacancies. */
  licence: licence.nullable().default(null),
  /** Service behind the source, where that differs from the source's own name. */
  service: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,60}$/, 'must be lower-case letters, digits and dashes')
    .optional(),
};

/** How to call an HTTP interface. */
export const httpSettings = z
  .object({
    /** Whole time of one attempt, milliseconds. */
    timeoutMs: z.number().int().positive().default(30_000),
    /** Tries of a call that failed in passing. */
    attempts: z.number().int().min(1).max(20).default(4),
    /** First wait between tries, milliseconds; doubled each time. */
    backoffMs: z.number().int().positive().default(500),
    /** Most bytes of one answer. */
    maxAnswerBytes: z
      .number()
      .int()
      .positive()
      .default(64 * 1024 * 1024),
    /** Calls a second and endpoint, over all processes. */
    callsPerSecond: z.number().positive().default(20),
    /** Calls that may come at once after a pause. */
    burst: z.number().int().positive().default(20),
    /** Further headers of every call. */
    headers: z.record(z.string(), z.string()).default({}),
  })
  .prefault({});
export type HttpSettings = z.output<typeof httpSettings>;

/** OAuth 2 client credentials (RFC 6749, section 4.4). Secrets are given resolved. */
export const oauthSettings = z.object({
  /** Where tokens are asked for. */
  tokenUrl: z.url({ protocol: /^https?$/ }),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Where the credentials stand: in the form body or in HTTP Basic. */
  style: z.enum(['body', 'basic']).default('body'),
  /** Scope that is asked for, where the service wants one. */
  scope: z.string().min(1).optional(),
  headers: z.record(z.string(), z.string()).default({}),
});
export type OauthSettings = z.output<typeof oauthSettings>;

export const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** What a normaliser knows of the source it works for. */
export interface SourceProfile {
  readonly name: string;
  readonly service: string;
  readonly zone: string;
  readonly licence: DataLicence | null;
}

/** @param service the service behind this kind of source, where the settings name no other */
export function profileOf(
  name: string,
  settings: { zone: string; licence: DataLicence | null; service?: string | undefined },
  service: string,
): SourceProfile {
  return { name, service: settings.service ?? service, zone: settings.zone, licence: settings.licence };
}

function isTimeZone(zone: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
