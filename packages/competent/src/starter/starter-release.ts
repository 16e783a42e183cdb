import { readFileSync } from 'node:fs';
import type { Release } from '../release/release.ts';
import { readRelease } from '../release/release-file.ts';

/** The compiled set, so that a start takes milliseconds. `test/programs/write-starter.ts` writes it when labels change. */
const COMPILED = new URL('starter.reference', import.meta.url);

/**
 * The small set of occupations that ships with Relais, so that it codes from the first minute: written by hand, in four
 * languages, each with its ISCO-08 group and ROME v3 sheet. It is not Competent: codes are `RS-<n>` and UUIDs are of
 * version 8 (RFC 9562, section 5.8), where those of Competent are of version 4. Import a real reference for production.
 */
export function starterRelease(): Release {
  return readRelease(readFileSync(COMPILED));
}
