import { z } from 'zod';
import { formatNameSchema } from '../formats/registry.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const folderSchema = z
  .string()
  .min(1)
  .max(1000)
  // oxlint-disable-next-line no-control-regex -- these must not stand in a path
  .regex(/^[^\u0000-\u001F]+$/, 'must be a path')
  .transform((path) => (path === '/' ? path : path.replace(/\/+$/, '')));

const resultsSchema = z.strictObject({
  folder: folderSchema,
  /** Where read result files go; null deletes them. */
  archiveFolder: folderSchema.nullable().default(null),
  /** How often result files are looked for, milliseconds. */
  everyMs: z.number().int().min(100).default(60_000),
  /** How long a receipt may take before the delivery counts as unanswered. */
  withinMs: z.number().int().min(1000).default(DAY_MS),
  /** Larger result files are left alone. */
  mostBytes: z
    .number()
    .int()
    .min(1024)
    .max(256 * 1024 * 1024)
    .default(16 * 1024 * 1024),
});

const inventorySchema = z.strictObject({
  /** Where the partner leaves `<subscription>.inventory.jsonl`. */
  folder: folderSchema,
  /** A larger inventory is refused. */
  mostBytes: z
    .number()
    .int()
    .min(1024)
    .max(256 * 1024 * 1024)
    .default(64 * 1024 * 1024),
});

/** Settings of an SFTP drop. Key, passphrase and password are given resolved. */
export const sftpSettingsSchema = z
  .strictObject({
    kind: z.literal('sftp'),
    /** The partner's server. */
    host: z.string().min(1),
    port: z.number().int().min(1).max(65_535).default(22),
    username: z.string().min(1),
    /** In OpenSSH's own form or PEM. */
    privateKey: z.string().min(1).nullable().default(null),
    passphrase: z.string().min(1).nullable().default(null),
    /** Instead of a key. */
    password: z.string().min(1).nullable().default(null),
    /**
     * Host keys that are trusted, as `ssh-keygen -l` prints them (`SHA256:` and base64): one of each type the server has, and
     * the next one during a change. Without any the channel does not open.
     */
    hostKeyFingerprints: z
      .array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/))
      .min(1)
      .max(20),
    /** Where files are left. */
    folder: folderSchema,
    /** Where the partner leaves result files; null when it answers none, and a file in place counts as accepted. */
    results: resultsSchema.nullable().default(null),
    /** Where the partner says what it holds; null when it does not. */
    inventory: inventorySchema.nullable().default(null),
    /** What the files are written in. */
    format: formatNameSchema.default('relais-json'),
    /** What is checked before a file gets its name: its size, or its content by reading it back. */
    verify: z.enum(['size', 'sha256']).default('size'),
    /** Most offers of a file; a full set has as many files as it needs. */
    batchSize: z.number().int().min(1).max(20_000).default(5000),
    /** How long an offer waits for others to share a file with, milliseconds. */
    lingerMs: z
      .number()
      .int()
      .min(0)
      .max(24 * 60 * 60 * 1000)
      .default(5000),
    /** How long a connection stays open without work, for the next file or look at the results. */
    idleMs: z.number().int().min(0).max(600_000).default(20_000),
    /** Time for one operation; a transfer gets a second more for every 256 KiB. */
    timeoutMs: z.number().int().min(50).max(600_000).default(30_000),
  })
  .refine((settings) => settings.privateKey !== null || settings.password !== null, {
    path: ['privateKey'],
    message: 'a privateKey or a password is needed',
  });
export type SftpSettings = z.infer<typeof sftpSettingsSchema>;
