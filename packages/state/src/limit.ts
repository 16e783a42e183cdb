import { stateErrors } from './errors.ts';

/** Refuses a limit under which so many tokens could never be taken, or any number. */
export function assertLimit(name: string, limit: { perSecond: number; burst: number }, tokens: number): void {
  const sound = limit.perSecond > 0 && Number.isFinite(limit.perSecond) && tokens >= 1 && limit.burst >= tokens;
  if (!sound) throw stateErrors.create('STATE_LIMIT_INVALID', { name });
}
