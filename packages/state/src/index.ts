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
