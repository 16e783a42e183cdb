import { channelSettingsSchema } from '@relais/channels';
import { kafkaOptionsSchema } from '@relais/event-log';
import { postgresOptionsSchema } from '@relais/ledger';
import { filterSchema, nameSchema, partnerSchema } from '@relais/policy';
import { SOURCES, sourceSettingsSchema } from '@relais/sources';
import { redisStateOptionsSchema } from '@relais/state';
import { z } from 'zod';
import { faultsBetween, strayMembers } from './cross-checks.ts';

/** Checks that look at several members run beside the checks of each member, so that all faults come at once. */
const AT_ONCE = { when: () => true };

const embedded = z.strictObject({ driver: z.literal('embedded') });
const zoneSchema = z.string().refine(isTimeZone, 'is not an IANA time zone such as Europe/Brussels');

/** Where the topics are: in the embedded file, or in Kafka. */
const logSchema = z.discriminatedUnion('driver', [
  embedded,
  z.strictObject({ driver: z.literal('kafka'), ...kafkaOptionsSchema.shape }),
]);

/** Where the small shared state is: in the embedded file, or in Redis. */
const stateSchema = z.discriminatedUnion('driver', [
  embedded,
  z.strictObject({
    driver: z.literal('redis'),
    ...redisStateOptionsSchema.shape,
    /** Redis password, from the environment or a file. */
    password: z.string().optional(),
  }),
]);

/** Where batches, offers and deliveries are kept: in the embedded file, or in PostgreSQL. */
const ledgerSchema = z.discriminatedUnion('driver', [
  embedded,
  z.strictObject({ driver: z.literal('postgres'), ...postgresOptionsSchema.shape }),
]);

const scheduleSchema = z.strictObject({
  /** Cron expression of the nightly round, in `zone`; null makes rounds only on demand. */
  round: z.string().nullable().default('15 2 * * *'),
  zone: zoneSchema.default('Europe/Brussels'),
  /** How often the source is asked for changes; null never. */
  changesEverySeconds: z.number().int().min(1).max(86_400).nullable().default(60),
});

const sourceSchema = z
  .strictObject({
    /** Name of the source in keys, topics and screens. */
    id: nameSchema,
    kind: z.enum(Object.keys(SOURCES) as [SourceKind, ...SourceKind[]]),
    schedule: scheduleSchema.prefault({}),
    /** A snapshot that misses more than this share of what was live withdraws nothing. */
    mostAbsentPercent: z.number().min(0).max(100).default(20),
    /** Settings of the kind of source. */
    settings: z.unknown(),
  })
  .superRefine(checkSettings, AT_ONCE)
  .transform((source) => ({ ...source, settings: sourceSettingsSchema.parse(withKind(source)) }));

type SourceKind = keyof typeof SOURCES;

/** The settings are checked by the source's own schema, and its faults stand at their own paths. */
function checkSettings(source: unknown, context: z.core.$RefinementCtx): void {
  const named = z.looseObject({ kind: z.enum(Object.keys(SOURCES)) }).safeParse(source);
  if (!named.success) return;
  const given = withKind(named.data);
  const checked = sourceSettingsSchema.safeParse(given);
  const issues = checked.success ? strayMembers(given, checked.data, []) : checked.error.issues;
  for (const { message, path } of issues) {
    context.addIssue({ code: 'custom', message, path: ['settings', ...path] });
  }
}

function withKind(source: { kind: string; settings?: unknown }): object {
  return { ...(source.settings as object | null), kind: source.kind };
}

const retrySchema = z.strictObject({
  /** Seconds after each failed attempt; after the last one the delivery has failed. */
  waitSeconds: z
    .array(z.number().min(0.05).max(604_800))
    .max(30)
    .default([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]),
  /** Share of a wait by which it is stretched or shortened at random. */
  jitter: z.number().min(0).max(1).default(0.2),
});

const subscriptionSchema = z.strictObject({
  id: nameSchema,
  /** What of the permitted offers is wanted. */
  filter: filterSchema.prefault({}),
  channel: channelSettingsSchema,
  retry: retrySchema.prefault({}),
});

const partnerWithSubscriptionsSchema = z.strictObject({
  ...partnerSchema.shape,
  subscriptions: z.array(subscriptionSchema).min(1),
});

const addressSchema = z.strictObject({
  host: z.string().default('127.0.0.1'),
  /** 0 takes a free port and prints it. */
  port: z.number().int().min(0).max(65_535).default(0),
});

/** The whole configuration. One YAML file serves every process; each reads the parts it needs. */
export const configurationSchema = z
  .strictObject({
    /** Folder of the embedded file and of the archive of raw input. */
    directory: z.string().default('./var'),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    log: logSchema.prefault({ driver: 'embedded' }),
    state: stateSchema.prefault({ driver: 'embedded' }),
    ledger: ledgerSchema.prefault({ driver: 'embedded' }),
    /** `starter`, or the path of an imported reference release. */
    reference: z.string().default('starter'),
    ops: addressSchema.prefault({}),
    /** Where pull partners read their feeds. */
    feed: addressSchema.prefault({}),
    sources: z.array(sourceSchema).default([]),
    partners: z.array(partnerWithSubscriptionsSchema).default([]),
  })
  .superRefine((configuration, context) => {
    for (const { path, message } of faultsBetween(configuration)) context.addIssue({ code: 'custom', path, message });
  }, AT_ONCE);

export type Configuration = z.infer<typeof configurationSchema>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
