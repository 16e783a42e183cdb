import { z } from 'zod';

/**
 * The SFTP contract. All names of one batch share the stem `<subscription>_<batch id>`, which is the same over all
 * attempts: a repeat overwrites, it never adds.
 *
 * What Relais writes into the partner's folder, in this order:
 * 1. `<stem>.jsonl.part`, renamed to `<stem>.jsonl` once its size (on request its SHA-256) was verified:
 *    JSON Lines (UTF-8, `\n` after every line), one `wireItemSchema` object a line;
 * 2. `<stem>.manifest.json.part`, renamed to `<stem>.manifest.json`: the sign that the file is complete.
 *
 * A partner reads a file once its manifest is there, and may move or delete both afterwards.
 *
 * What a partner may answer, in the results folder: `<stem>.result.jsonl`, JSON Lines with one `recordResultSchema` object
 * a line. It writes under another name (such as `.part`) and renames at the end; the last line ends with `\n`. Records
 * without a line stay unanswered until a later file speaks of them, or until the receipt is overdue. Relais moves the file to
 * the archive folder, or deletes it, once the receipts are durable. Names with anything but letters, digits, `-` and `_` in the
 * stem, links and folders are left alone.
 */
export const FILE_SUFFIX = '.jsonl';
export const MANIFEST_SUFFIX = '.manifest.json';
export const RESULT_SUFFIX = '.result.jsonl';
export const TEMPORARY_SUFFIX = '.part';

/** Content of `<stem>.manifest.json`. */
export const sftpManifestSchema = z
  .object({
    batchId: z.string(),
    /** File name, without a folder. */
    file: z.string(),
    /** Number of lines. */
    count: z.number().int().positive(),
    bytes: z.number().int().positive(),
    /** Of the file's bytes, lower-case hexadecimal. */
    sha256: z.string().length(64),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'SftpManifest', description: 'Says that an SFTP file is complete, and what it holds.' });
export type SftpManifest = z.infer<typeof sftpManifestSchema>;
