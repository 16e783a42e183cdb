import { type Logger, RelaisError } from '@relais/runtime';
import type { FastifyReply } from 'fastify';
import { channelErrors } from '../errors.ts';

const STATUSES: Readonly<Record<string, number>> = {
  FEED_CURSOR_INVALID: 400,
  FEED_LIMIT_INVALID: 400,
  FEED_QUESTION_INVALID: 400,
  FEED_UNAUTHORIZED: 401,
  FEED_NOT_FOUND: 404,
  FEED_ENCODING_REFUSED: 406,
  FEED_CURSOR_EXPIRED: 410,
  FEED_RATE_LIMITED: 429,
};

/** Answers a question that failed: a fault of the asker in its own words, one of ours without a detail. */
export async function answerFault(error: unknown, reply: FastifyReply, logger: Logger): Promise<FastifyReply> {
  if (error instanceof RelaisError && error.code in STATUSES) {
    return await reply.code(STATUSES[error.code] ?? 500).send(faultOf(error));
  }
  const { statusCode, code } = error as { statusCode?: unknown; code?: unknown };
  if (typeof statusCode === 'number' && statusCode < 500) {
    return await reply.code(statusCode).send(faultOf(refused(String(code))));
  }
  logger.error({ error, code: 'FEED_UNAVAILABLE' }, 'the feed store failed');
  return await reply.code(500).send(faultOf(channelErrors.create('FEED_UNAVAILABLE')));
}

/** What the server itself refuses is either a body that it cannot read, or a path that is none. */
function refused(code: string): RelaisError {
  if (!code.startsWith('FST_ERR_CTP')) return channelErrors.create('FEED_NOT_FOUND');
  return channelErrors.create('FEED_QUESTION_INVALID', { reason: 'the body cannot be read' });
}

export function faultOf({ code, message }: RelaisError): { code: string; message: string } {
  return { code, message };
}
