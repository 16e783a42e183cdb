import { channelSettingsSchema, signingSecretSchema } from '@relais/channels';
import { kafkaOptionsSchema } from '@relais/event-log';
import { postgresOptionsSchema } from '@relais/ledger';
import { filterSchema, nameSchema, partnerSchema } from '@relais/policy';
import { SOURCES, sourceSettingsSchema } from '@relais/sources';
import { redisStateOptionsSchema } from '@relais/state';
import { z } from 'zod';
import { cronSchema } from './cron.ts';
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
  round: cronSchema.nullable().default('15 2 * * *'),
  zone: zoneSchema.default('Europe/Brussels'),
  /** Most seconds by which a round starts later than `round` says: the same all day, another one for each source and day. */
  jitterSeconds: z.number().int().min(0).max(3_600).default(300),
  /** How often the source is asked for changes; null never. */
  changesEverySeconds: z.number().int().min(1).max(86_400).nullable().default(60),
});

const sourceSchema = z
  .strictObject({
    /** Name of the source in keys, topics and screens. */
    id: nameSchema,
    kind: z.enum(Object.keys(SOURCES) as [SourceKind, ...SourceKind[]]),
    schedule: scheduleSchema.prefault({}),
    /** A snapshot that misses more than this share of what was live is held and withdraws nothing until it is released. */
    mostAbsentPercent: z.number().min(0).max(100).default(20),
    /** Most services an offer may have passed through, origin and this source included; beyond it is quarantined. */
    mostHops: z.number().int().min(1).max(20).default(4),
    /** How often offers whose own end date has passed are withdrawn, whether the source answers or not; null never. */
    expireEverySeconds: z.number().int().min(1).max(86_400).nullable().default(900),
    /** Days for which contact data is kept after the last change of an offer that names no end of its own. */
    contactDays: z.number().int().min(1).max(3_660).default(180),
    /** A source of which no batch came to its end for so long is reported. */
    silentAfterHours: z.number().min(0.1).max(8_760).default(36),
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

const healthSchema = z.strictObject({
  /** Batches in a row that fail as a whole before the lane rests: no offer's attempts are spent on a dead address. */
  failures: z.number().int().min(1).max(1_000).default(5),
  /** The first rest; each further one is twice as long. */
  waitSeconds: z.number().min(0.05).max(86_400).default(10),
  mostWaitSeconds: z.number().min(0.05).max(86_400).default(600),
  /** How long a partner may fail; people are told at 50, 70, 90 and 100 % of it. */
  budgetHours: z.number().min(0.001).max(8_760).default(24),
  /** Hold the subscription back when the budget is spent, until a person lets it go. */
  pauseWhenSpent: z.boolean().default(false),
});

const reconcileSchema = z.strictObject({
  /** Cron expression of the comparison with what the partner says it holds, in `zone`; null compares on demand only. */
  schedule: cronSchema.nullable().default(null),
  zone: zoneSchema.default('Europe/Brussels'),
});

const subscriptionSchema = z.strictObject({
  id: nameSchema,
  /** What of the permitted offers is wanted. */
  filter: filterSchema.prefault({}),
  channel: channelSettingsSchema,
  retry: retrySchema.prefault({}),
  /** What happens while the partner as a whole does not answer. */
  health: healthSchema.prefault({}),
  /** For channels that can tell what the partner holds. */
  reconcile: reconcileSchema.prefault({}),
});

const partnerWithSubscriptionsSchema = z.strictObject({
  ...partnerSchema.shape,
  subscriptions: z.array(subscriptionSchema).min(1),
});

const alertsSchema = z.strictObject({
  /** Where people are told of partners that fail, by a signed POST (Standard Webhooks 1.0.0); null leaves it to log and topic. */
  target: z
    .strictObject({
      url: z.url({ protocol: /^https?$/ }),
      secrets: z.array(signingSecretSchema).min(1).max(5),
    })
    .nullable()
    .default(null),
});

const addressSchema = z.strictObject({
  host: z.string().default('127.0.0.1'),
  /** 0 takes a free port and prints it. */
  port: z.number().int().min(0).max(65_535).default(0),
});

/** Where a process shows pages to staff and their machines. */
const pagesSchema = z.strictObject({
  ...addressSchema.shape,
  /** Names with a dot under which they may be asked for, in lower case, such as that of a proxy before them. */
  names: z.array(z.string()).default([]),
});

/** Where one process tells how it is; null does not. */
const doorSchema = pagesSchema.nullable().default(null);

/** The whole configuration. One YAML file serves every process; each reads the parts it needs. */
export const configurationSchema = z
  .strictObject({
    /** Folder of the embedded file and of the archive of raw input. */
    directory: z.string().default('./var'),
    /** What is logged, to standard error. */
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    log: logSchema.prefault({ driver: 'embedded' }),
    state: stateSchema.prefault({ driver: 'embedded' }),
    ledger: ledgerSchema.prefault({ driver: 'embedded' }),
    /** `starter`, or the path of an imported reference release. */
    reference: z.string().default('starter'),
    /** Path of a file of imported places, or of a folder with one in use; null knows the ranges of postcodes alone. */
    places: z.string().nullable().default(null),
    ops: pagesSchema.prefault({}),
    /** Where pull partners read their feeds. */
    feed: addressSchema.prefault({}),
    /** Health and metrics of each stage that is a process of its own; ops tells its own at `ops`, and so does `relais run`. */
    health: z.strictObject({ ingest: doorSchema, enricher: doorSchema, sink: doorSchema }).prefault({}),
    alerts: alertsSchema.prefault({}),
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
