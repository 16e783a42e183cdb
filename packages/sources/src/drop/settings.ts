import { z } from 'zod';
import { ARCHIVE_KINDS } from '../archives/refusal.ts';
import { recordsSchema } from '../formats/rows/settings.ts';
import { commonSettings } from '../settings.ts';

/** Formats of a drop's files that say themselves what they are: XML documents do by their namespace. */
const FORMATS = ['hr-xml-position-opening', 'hr-open-3.2', 'france-travail-json'] as const;
export type DropFormat = (typeof FORMATS)[number];

const subfolder = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,80}$/, 'must be the plain name of a folder');
const pattern = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\]+$/, 'must not lead into folders');
const suffix = z.string().regex(/^\.[A-Za-z0-9._-]{1,20}$/, 'must be an ending such as ".ok"');
const bytes = z.number().int().positive();
const MEBIBYTE = 1024 * 1024;

/** How a file says that it is whole. */
const arrivalSchema = z.discriminatedUnion('by', [
  /** Its size and time are the same in two looks, `stableForMs` apart. */
  z.strictObject({ by: z.literal('stable-size') }),
  /** It gets its name at the end: a file that is there is whole. */
  z.strictObject({ by: z.literal('rename') }),
  /** A second file of the same name with another ending, or with one more, is put beside it. */
  z.strictObject({ by: z.literal('sentinel'), endings: z.array(suffix).min(1).default(['.ok', '.done']) }),
  /** A list names it with its size or its SHA-256: JSON (`{"files":[{"name","size","sha256"}]}`) or lines as `sha256sum` writes them. */
  z.strictObject({ by: z.literal('manifest'), files: z.array(pattern).min(1).default(['*.manifest', '*.sha256']) }),
]);

/** Settings of a folder on an SFTP server into which a service or partner puts files. Secrets are given resolved. */
export const dropSettingsSchema = z.object({
  kind: z.literal('drop'),
  ...commonSettings,
  /** The SFTP server. */
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535).default(22),
  username: z.string().min(1),
  /** A private key (OpenSSH's own form or PEM), or a password. */
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
  /** Absolute path of the folder in which files are left. */
  folder: z.string().regex(/^\/(?!.*(?:^|\/)\.\.(?:\/|$))/, 'must be an absolute path without ".."'),
  /** Where files go that were read; below the folder. */
  processedFolder: subfolder.default('processed'),
  /** Where files go of which nothing could be read; below the folder. */
  rejectedFolder: subfolder.default('rejected'),
  /** Names of files to read, `*` and `?` as in a shell, whatever the case. */
  files: z.array(pattern).min(1).default(['*.xml']),
  /**
   * What a file means: a snapshot shows everything that is live, a delta shows changes only. `content`: each file says so
   * itself, by `TypeOfLoad` (HR-BA) or by the attribute `mode` of its root.
   */
  semantics: z.enum(['snapshot', 'delta', 'content']).default('delta'),
  /** Names of files that are snapshots although the others are not. */
  snapshotFiles: z.array(pattern).default([]),
  /** A delta whose bytes were read before under another name is put away unread, or read again. */
  repeats: z.enum(['skip', 'read']).default('skip'),
  /** Attribute of a document's root that says how many records it holds, where it has one. */
  countAttribute: z.string().default('count'),
  /** Formats of files that say themselves what they are; not looked at where `records` is set. */
  formats: z.array(z.enum(FORMATS)).min(1).default(['hr-xml-position-opening', 'hr-open-3.2']),
  /** A format that is described here, with a mapping of its fields. */
  records: recordsSchema.optional(),
  /** How a file says that it is whole: docs/sources-drop.md. */
  arrival: arrivalSchema.prefault({ by: 'stable-size' }),
  /** A file is taken when its size and time have not changed for this long, milliseconds. */
  stableForMs: z.number().int().min(0).max(600_000).default(2_000),
  /** Which archives are opened, and how much may be in one. */
  archives: z
    .object({
      kinds: z.array(z.enum(ARCHIVE_KINDS)).default([...ARCHIVE_KINDS]),
      /** Of everything in one archive: so much disk it takes while it is read. */
      unpackedBytes: bytes.default(128 * MEBIBYTE),
      ratio: z.number().min(1).max(10_000).default(200),
      entries: z.number().int().min(1).max(10_000).default(100),
    })
    .prefault({}),
  limits: z
    .object({
      fileBytes: bytes.default(256 * MEBIBYTE),
      /** Characters of one record. */
      recordLength: bytes.default(4 * MEBIBYTE),
      /** Time of one operation on the server, milliseconds; a transfer gets more by its size. */
      operationMs: z.number().int().positive().default(30_000),
    })
    .prefault({}),
});
export type DropSettings = z.output<typeof dropSettingsSchema>;
