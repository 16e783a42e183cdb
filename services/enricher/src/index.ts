export type { Enricher } from './enricher.ts';
export { enricherErrors } from './errors.ts';
export { openReference } from './open-reference.ts';
export { rebuildOffers } from './rebuild-ledger.ts';
export { type CodingCommand, chooseCommand, codingRecord } from './rules/coding-commands.ts';
export {
  groupsOf,
  type MergeCommand,
  mergeCommand,
  type RuleCommand,
  ruleRecord,
  type SplitCommand,
  splitCommand,
} from './rules/commands.ts';
export { readRules } from './rules/rule-book.ts';
export { ENRICHER_SEATS } from './seat.ts';
export { openEnricherStage } from './serve.ts';
