import { isCertificateFault, messageOf, RelaisError } from '@relais/runtime';
import { eventLogErrors } from '../errors.ts';

interface KafkaFailure {
  readonly type?: string;
  readonly retriable?: boolean;
  readonly cause?: unknown;
}

/** The group has changed, or thinks that this member is gone: join again. */
const GROUP_CHANGED = new Set([
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'NOT_COORDINATOR_FOR_GROUP',
]);

const TOPIC_MISSING = new Set(['UNKNOWN_TOPIC_OR_PARTITION']);
const LEADERLESS = new Set(['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE']);

/**
 * Our own error for whatever kafkajs threw, which seldom says what it was about: `topics` do. An error of ours that went through
 * kafkajs comes back as it was.
 */
export function failureOf(error: unknown, topics: readonly string[] = []): RelaisError {
  const own = ownErrorIn(error);
  if (own !== undefined) return own;
  const about = topics.length === 0 ? '' : ` (${topics.join(', ')})`;
  const reason = `${reasonOf(error)}${about}`;
  return eventLogErrors.create(mayPass(error) ? 'LOG_UNAVAILABLE' : 'LOG_REFUSED', { reason }, error);
}

/** An error over several topics says only that there were some: they tell. */
function reasonOf(error: unknown): string {
  const { errors } = (error ?? {}) as { errors?: unknown };
  return Array.isArray(errors) ? errors.map(messageOf).join('; ') : messageOf(error);
}

/** kafkajs wraps what it gave up on into an error that is not retriable: the innermost cause tells. It retries certificates, too. */
function mayPass(error: unknown): boolean {
  const { retriable, cause } = (error ?? {}) as KafkaFailure;
  if (cause !== undefined && cause !== null) return mayPass(cause);
  return retriable === true && !isCertificateFault(error);
}

/** A topic, or a partition of it, is not there. For a moment that is so while a broker starts or a topic is made. */
export function topicMissing(error: unknown): boolean {
  return isOf(TOPIC_MISSING, error);
}

/** A partition is there, and no broker leads it yet. */
export function lacksLeader(error: unknown): boolean {
  return isOf(LEADERLESS, error);
}

function isOf(types: ReadonlySet<string>, error: unknown): boolean {
  const { type, cause } = (error ?? {}) as KafkaFailure;
  return types.has(type ?? '') || (cause !== undefined && isOf(types, cause));
}

export function groupChanged(error: unknown): boolean {
  return GROUP_CHANGED.has((error as KafkaFailure | null)?.type ?? '');
}

/** True while the partition is still this member's: the others are waited for, and what it finished may be committed. */
export function stillMember(error: unknown): boolean {
  return (error as KafkaFailure | null)?.type === 'REBALANCE_IN_PROGRESS';
}

function ownErrorIn(error: unknown): RelaisError | undefined {
  if (error instanceof RelaisError) return error;
  const cause = (error as KafkaFailure | null)?.cause;
  return cause === undefined || cause === null ? undefined : ownErrorIn(cause);
}
