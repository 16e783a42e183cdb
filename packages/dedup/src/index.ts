export { type Candidate, type Decision, decide } from './decide.ts';
export { createDeduplicator } from './deduplicator.ts';
export { matchKeysOf } from './match-keys.ts';
export { type KeyPair, operatorRules } from './operator-rules.ts';
export { type Signature, signatureOf } from './signature.ts';
export type { Member } from './survivor/rank.ts';
export { survivorView } from './survivor/survivor-view.ts';
