export { openEmbeddedState } from './embedded/open.ts';
export { ensureFilled, isFilled } from './ensure-filled.ts';
export { stateErrors } from './errors.ts';
export { withLease } from './keep-lease.ts';
export type {
  HotState,
  LeaseRequest,
  MatchEntry,
  Remembered,
} from './port.ts';
export { openRedisState } from './redis/open.ts';
export { type RedisStateOptions, redisStateOptionsSchema } from './redis/options.ts';
