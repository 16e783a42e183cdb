export { type Candidate, type Decision, decide, type Link, type LinkKind } from './decide.ts';
export { type Assignment, createDeduplicator, type Deduplicator } from './deduplicator.ts';
export { matchKeysOf } from './match-keys.ts';
export { type Signature, signatureOf } from './signature.ts';
export { type Survivor, type SurvivorMember, survivorView } from './survivor.ts';
