export { type Candidate, type Decision, decide, type Link } from './decide.ts';
export { type Assignment, createDeduplicator, type Deduplicator } from './deduplicator.ts';
export type { LinkKind } from './evidence.ts';
export { matchKeysOf } from './match-keys.ts';
export { type Signature, signatureOf } from './signature.ts';
export type { Member } from './survivor/rank.ts';
export { type SurvivorView, survivorView } from './survivor/survivor-view.ts';
