export { sinkErrors } from './errors.ts';
export type { Health } from './health.ts';
export { healthName } from './lane-health.ts';
export {
  commandRecord,
  type ReplayCriteria,
  replayCriteriaSchema,
  type SinkCommand,
} from './operations/commands.ts';
export { locatedCriteria, selected } from './operations/criteria.ts';
export { rebuildDeliveries } from './rebuild-deliveries.ts';
export { type RebuiltFeeds, rebuildFeeds } from './rebuild-feeds.ts';
export { openSinkStage } from './serve.ts';
