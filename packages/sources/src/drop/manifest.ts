import { z } from 'zod';
import { parseJson } from '../records/json-text.ts';
import { isSafeName } from './names.ts';

/** A file that a manifest names. */
export interface ManifestEntry {
  readonly name: string;
  /** Null where the manifest does not say. */
  readonly size: number | null;
  /** SHA-256 in hexadecimal; null where the manifest does not say. */
  readonly sha256: string | null;
}

/** Most bytes of a manifest. */
export const MANIFEST_BYTES = 1024 * 1024;

const CHECKSUM_LINE = /^([0-9a-f]{64}) [ *](.+)$/i;

const hash = z.string().regex(/^[0-9a-f]{64}$/i);
const entry = z
  .object({ name: z.string().refine(isSafeName), size: z.number().int().min(0).nullish(), sha256: hash.nullish() })
  .refine(({ size, sha256 }) => (size ?? null) !== null || (sha256 ?? null) !== null)
  .transform(
    ({ name, size, sha256 }): ManifestEntry => ({
      name,
      size: size ?? null,
      sha256: sha256?.toLowerCase() ?? null,
    }),
  );
const listed = z.object({ files: z.array(entry).min(1) });

/**
 * The files of a manifest: JSON (`{"files":[{"name","size","sha256"}]}`, each with at least one of the two), or lines as
 * `sha256sum` of GNU coreutils writes them. Null when it is neither, also while it is still being written.
 */
export function parseManifest(bytes: Uint8Array): readonly ManifestEntry[] | null {
  const json = parseJson(bytes);
  if (json.ok) return listed.safeParse(json.value).data?.files ?? null;
  const lines = Buffer.from(bytes).toString('utf8').split(/\r?\n/);
  const entries = lines.filter((line) => line !== '').map(checksumLine);
  const isWhole = lines.at(-1) === '' && entries.length > 0;
  return isWhole && entries.every((each) => each !== null) ? entries : null;
}

function checksumLine(line: string): ManifestEntry | null {
  const [, sha256, name] = CHECKSUM_LINE.exec(line) ?? [];
  if (sha256 === undefined || name === undefined || !isSafeName(name)) return null;
  return { name, size: null, sha256: sha256.toLowerCase() };
}
