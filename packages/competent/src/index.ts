export { type Coder, createCoder } from './coder/coder.ts';
export { mapInputSchema } from './coder/map.ts';
export { competentErrors } from './errors.ts';
export { importReference } from './importer/import-reference.ts';
export type { Release } from './release/release.ts';
export { openRelease, writeRelease } from './release/release-file.ts';
export { starterRelease } from './starter/starter-release.ts';
