export { type Coder, type CoderOptions, createCoder } from './coder/coder.ts';
export { type CodingInput, codingInputOf } from './coder/coding-input.ts';
export { type MapInput, type MapResult, mapInputSchema } from './coder/map.ts';
export { competentErrors } from './errors.ts';
export { importReference } from './importer/import-reference.ts';
export type { Occupation, Release, ReleaseFacts } from './release/release.ts';
export { openRelease, writeRelease } from './release/release-file.ts';
export { starterRelease } from './starter/starter-release.ts';
