export { type Candidate, type Decision, decide, findingsOf } from './decide.ts';
export { createDeduplicator } from './deduplicator.ts';
export { dedupErrors } from './errors.ts';
export { matchKeysOf, ruleKeysOf } from './match-keys.ts';
export { type KeyPair, NO_RULES, type OperatorRules, operatorRules } from './operator-rules.ts';
export { type Signature, signatureOf } from './signature.ts';
export { signatureFromText, signatureText } from './signature-text.ts';
export type { Member } from './survivor/rank.ts';
export { survivorView } from './survivor/survivor-view.ts';
