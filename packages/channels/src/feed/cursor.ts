/**
 * A cursor is opaque to readers: a position bound to its subscription and to the build of the store, so that one of another
 * feed, or of a feed that was built anew, is noticed.
 */
export function cursorOf(subscription: string, epoch: string, position: number): string {
  return Buffer.from(`2:${subscription}:${epoch}:${position}`).toString('base64url');
}

/** The position of a cursor of this subscription and epoch; `expired` for one of another epoch, `invalid` for anything else. */
export function positionOf(subscription: string, epoch: string, cursor: unknown): number | 'expired' | 'invalid' {
  if (typeof cursor !== 'string') return 'invalid';
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^2:([a-z0-9-]+):([A-Za-z0-9-]{0,64}):(\d{1,15})$/.exec(text);
  if (match === null || match[1] !== subscription) return 'invalid';
  return match[2] === epoch ? Number(match[3]) : 'expired';
}
