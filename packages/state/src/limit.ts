import { stateErrors } from './errors.ts';

/** Refuses a limit under which no token could ever be taken, or any number. */
export function assertLimit(name: string, limit: { perSecond: number; burst: number }): void {
  const sound = limit.perSecond > 0 && Number.isFinite(limit.perSecond) && limit.burst >= 1;
  if (!sound) throw stateErrors.create('STATE_LIMIT_INVALID', { name });
}
