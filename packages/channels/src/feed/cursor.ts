/** A cursor is opaque to readers: a position bound to its subscription, so that one of another feed is noticed. */
export function cursorOf(subscription: string, position: number): string {
  return Buffer.from(`1:${subscription}:${position}`).toString('base64url');
}

/** The position of a cursor of this subscription; null for anything else. */
export function positionOf(subscription: string, cursor: unknown): number | null {
  if (typeof cursor !== 'string') return null;
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^1:([a-z0-9-]+):(\d{1,15})$/.exec(text);
  return match !== null && match[1] === subscription ? Number(match[2]) : null;
}
