export { openEmbeddedState } from './embedded/open.ts';
export { stateErrors } from './errors.ts';
export { withLease } from './keep-lease.ts';
export type {
  HotState,
  LeaseGrant,
  LeaseRequest,
  Leases,
  MatchEntry,
  MatchIndex,
  NamedValues,
  RateLimits,
  Remembered,
  SourceMemory,
} from './port.ts';
export { openRedisState } from './redis/open.ts';
export { type RedisStateOptions, redisStateOptionsSchema } from './redis/options.ts';
