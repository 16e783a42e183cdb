import { z } from 'zod';
import { commonSettings } from '../settings.ts';

/** Formats of a drop's files. XML documents tell which of them they are by their namespace. */
const FORMATS = ['hr-xml-position-opening', 'hr-open-3.2', 'france-travail-json'] as const;
export type DropFormat = (typeof FORMATS)[number];

const subfolder = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/, 'must be the plain name of a folder');
const pattern = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\]+$/, 'must not lead into folders');

/** Settings of a folder on an SFTP server into which a service or partner puts files. Secrets are given resolved. */
export const dropSettingsSchema = z.object({
  kind: z.literal('drop'),
  ...commonSettings,
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(22),
  username: z.string().min(1),
  login: z.union([
    z.object({ privateKey: z.string().min(1), passphrase: z.string().optional() }),
    z.object({ password: z.string().min(1) }),
  ]),
  /** Fingerprints of the server's host key as OpenSSH prints them; several while a key is replaced. */
  hostKeyFingerprints: z
    .array(z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, 'must be SHA256: and 43 characters of base64'))
    .min(1),
  /** Kinds of host key that are accepted, for servers whose pinned key is not their first. */
  hostKeyAlgorithms: z.array(z.enum(['ssh-ed25519', 'rsa-sha2-512', 'rsa-sha2-256', 'ecdsa-sha2-nistp256'])).optional(),
  folder: z.string().regex(/^\/(?!.*(?:^|\/)\.\.(?:\/|$))/, 'must be an absolute path without ".."'),
  /** Where files go that were read, and those of which nothing could be read; below the folder. */
  processedFolder: subfolder.default('processed'),
  rejectedFolder: subfolder.default('rejected'),
  /** Names of files to read, `*` and `?` as in a shell, whatever the case. */
  files: z.array(pattern).min(1).default(['*.xml']),
  /** What a file means: a snapshot shows everything that is live, a delta shows changes only. */
  semantics: z.enum(['snapshot', 'delta']).default('delta'),
  /** Names of files that are snapshots although the others are not. */
  snapshotFiles: z.array(pattern).default([]),
  /** Attribute of a document's root that says how many records it holds, where it has one. */
  countAttribute: z.string().default('count'),
  formats: z.array(z.enum(FORMATS)).min(1).default(['hr-xml-position-opening', 'hr-open-3.2']),
  /** A file is taken when its size and time have not changed for this long, milliseconds. */
  stableForMs: z.number().int().min(0).max(600_000).default(2_000),
  limits: z
    .object({
      fileBytes: z
        .number()
        .int()
        .positive()
        .default(256 * 1024 * 1024),
      /** Characters of one record. */
      recordLength: z
        .number()
        .int()
        .positive()
        .default(4 * 1024 * 1024),
      /** Time of one operation on the server, milliseconds; a transfer gets more by its size. */
      operationMs: z.number().int().positive().default(30_000),
    })
    .prefault({}),
});
export type DropSettings = z.output<typeof dropSettingsSchema>;
