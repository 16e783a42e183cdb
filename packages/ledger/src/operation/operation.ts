/**
 * Work that a person or a schedule asked for on the deliveries of one subscription: to send again what they chose, or to
 * compare with what the partner says it holds, or to leave the whole set. One at a time runs per subscription.
 */
export const OPERATION_STATUSES = ['waiting', 'running', 'paused', 'done', 'failed', 'cancelled'] as const;
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

export interface Operation {
  readonly id: string;
  readonly subscription: string;
  readonly kind: 'replay' | 'reconcile' | 'full-set';
  readonly status: OperationStatus;
  /** What was asked for, JSON text. */
  readonly request: string;
  /** Offer id up to which it has come; empty at the start. An operation that is taken up again goes on behind it. */
  readonly cursor: string;
  /** Deliveries looked at, and those that were made due. */
  readonly looked: number;
  readonly changed: number;
  /** What came of it, JSON text; null until it ended. A failure has its reason here. */
  readonly report: string | null;
  readonly requestedBy: string;
  /** Milliseconds since the epoch. */
  readonly requestedAt: number;
  readonly changedAt: number;
}

export type OperationEvent =
  | { type: 'started' }
  | { type: 'progressed'; cursor: string; looked: number; changed: number }
  | { type: 'paused' }
  | { type: 'resumed' }
  | { type: 'cancelled' }
  | { type: 'ended'; report: string }
  | { type: 'failed'; report: string };

type Change = Partial<Operation>;
type Rule = (operation: Operation, event: OperationEvent) => Change | null;

const to =
  (status: OperationStatus): Rule =>
  () => ({ status });
const nothing: Rule = () => null;
const AT_REST = {
  started: nothing,
  progressed: nothing,
  paused: nothing,
  resumed: nothing,
  cancelled: nothing,
  ended: nothing,
  failed: nothing,
} as const;

/** Every status with every event; a missing pair does not compile. */
const OPERATION_TRANSITIONS: Record<OperationStatus, Record<OperationEvent['type'], Rule>> = {
  waiting: { ...AT_REST, started: to('running'), paused: to('paused'), cancelled: to('cancelled') },
  running: {
    ...AT_REST,
    progressed,
    paused: to('paused'),
    cancelled: to('cancelled'),
    ended: (_, event) => ({ status: 'done', ...reported(event) }),
    failed: (_, event) => ({ status: 'failed', ...reported(event) }),
  },
  paused: { ...AT_REST, resumed: to('waiting'), cancelled: to('cancelled') },
  done: AT_REST,
  failed: AT_REST,
  cancelled: AT_REST,
};

/** The operation after the event; the same object when the event means nothing to it any more. */
export function applyOperationEvent(operation: Operation, event: OperationEvent, at: number): Operation {
  const change = OPERATION_TRANSITIONS[operation.status][event.type](operation, event);
  return change === null ? operation : { ...operation, ...change, changedAt: at };
}

function progressed(operation: Operation, event: OperationEvent): Change | null {
  if (event.type !== 'progressed') return null;
  const { cursor, looked, changed } = event;
  return { cursor, looked: operation.looked + looked, changed: operation.changed + changed };
}

function reported(event: OperationEvent): Change {
  return 'report' in event ? { report: event.report } : {};
}
