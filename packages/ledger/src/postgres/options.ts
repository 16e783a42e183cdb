import { z } from 'zod';
import { ledgerErrors } from '../errors.ts';

/** How to reach PostgreSQL (15 or later): a URL, or its parts. What is left out follows libpq's environment variables. */
export const postgresOptionsSchema = z
  .strictObject({
    /** `postgres://user:password@host:port/database`. */
    url: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    /** What is left out follows libpq's environment variables (`PGHOST`, …). */
    host: z.string().min(1).optional(),
    port: z.int().min(1).max(65_535).optional(),
    database: z.string().min(1).optional(),
    user: z.string().min(1).optional(),
    password: z.string().optional(),
    /** Schema that holds the tables; made where it is missing. */
    schema: z
      .string()
      .regex(/^[a-z_][a-z0-9_]{0,40}$/, 'must be lower-case letters, digits and underscores')
      .default('relais'),
    /** Most connections of this process. */
    poolSize: z.int().min(1).max(200).default(8),
    /** The server ends a statement after this time, in milliseconds. */
    statementTimeoutMs: z.int().min(100).max(3_600_000).default(30_000),
    /** Longest wait for a connection, in milliseconds. */
    connectTimeoutMs: z.int().min(100).max(300_000).default(10_000),
    /** TLS with a verified certificate: `true` for the usual authorities, or the PEM text of the one to trust. */
    ssl: z.union([z.boolean(), z.strictObject({ ca: z.string().min(1) })]).optional(),
  })
  .refine((options) => options.url === undefined || !PARTS.some((part) => options[part] !== undefined), {
    error: 'give either a URL or its parts',
    path: ['url'],
  });

const PARTS = ['host', 'port', 'database', 'user', 'password'] as const;

export type PostgresLedgerOptions = z.input<typeof postgresOptionsSchema>;
export type CheckedOptions = z.output<typeof postgresOptionsSchema>;

/** @throws LEDGER_OPTIONS_INVALID, which names the options at fault and shows none of their values */
export function checkOptions(options: PostgresLedgerOptions): CheckedOptions {
  const checked = postgresOptionsSchema.safeParse(options);
  if (checked.success) return checked.data;
  const faults = checked.error.issues.map(({ path, message }) => `${path.join('.') || 'options'}: ${message}`);
  throw ledgerErrors.create('LEDGER_OPTIONS_INVALID', { faults: faults.join('; ') });
}
