import { z } from 'zod';

/**
 * The SFTP contract. All names of one batch share the stem `<subscription>_<batch id>`, which is the same over all
 * attempts: a repeat overwrites, it never adds.
 *
 * What Relais writes into the partner's folder, in this order:
 * 1. `<stem>.<extension>.part`, renamed to `<stem>.<extension>` once its size (on request its SHA-256) was verified: a
 *    difference document in the subscription's format, by default `<stem>.jsonl`: JSON Lines (UTF-8, `\n` after every line),
 *    one `wireItemSchema` object a line;
 * 2. `<stem>.manifest.json.part`, renamed to `<stem>.manifest.json`: the sign that the file is complete.
 *
 * A full set replaces everything the partner holds. Its stem is `<subscription>_full_<id>`, its files are
 * `<stem>_001.<extension>` and on, at most `batchSize` offers each, and `<stem>.manifest.json` (`sftpFullManifestSchema`) comes
 * last and names them all: without it there is no set. Only then an offer that no file names is one to remove.
 *
 * A partner reads a file once its manifest is there, and may move or delete both afterwards.
 *
 * What a partner may answer, in the results folder: `<stem>.result.jsonl`, JSON Lines with one `recordResultSchema` object
 * a line. It writes under another name (such as `.part`) and renames at the end; the last line ends with `\n`. Records
 * without a line stay unanswered until a later file speaks of them, or until the receipt is overdue. Relais moves the file to
 * the archive folder, or deletes it, once the receipts are durable. Names with anything but letters, digits, `-` and `_` in the
 * stem, links and folders are left alone.
 *
 * What a partner may say it holds, in the inventory folder: `<subscription>.inventory.jsonl`, as `inventoryLineSchema` tells,
 * replaced whole by a rename.
 */
export const INVENTORY_SUFFIX = '.inventory.jsonl';
export const MANIFEST_SUFFIX = '.manifest.json';
export const RESULT_SUFFIX = '.result.jsonl';
export const TEMPORARY_SUFFIX = '.part';

const fileShape = {
  /** File name, without a folder. */
  file: z.string(),
  /** Number of offers. */
  count: z.number().int().positive(),
  bytes: z.number().int().positive(),
  /** Of the file's bytes, lower-case hexadecimal. */
  sha256: z.string().length(64),
};

/** Content of `<stem>.manifest.json` beside a difference file. */
export const sftpManifestSchema = z
  .object({
    batchId: z.string(),
    ...fileShape,
    load: z.literal('difference'),
    /** Name of the format, for example `relais-json`. */
    format: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SftpManifest', description: 'Says that an SFTP file is complete, and what it holds.' });
export type SftpManifest = z.infer<typeof sftpManifestSchema>;

/** Content of `<stem>.manifest.json` of a full set. An empty set has no files. */
export const sftpFullManifestSchema = z
  .object({
    setId: z.string(),
    load: z.literal('full'),
    format: z.string(),
    count: z.number().int().nonnegative(),
    files: z.array(z.object(fileShape)),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SftpFullManifest', description: 'Says that a full set of SFTP files is complete, and what it holds.' });
export type SftpFullManifest = z.infer<typeof sftpFullManifestSchema>;
export type SftpFileEntry = SftpFullManifest['files'][number];
