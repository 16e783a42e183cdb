import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyOperationEvent, type OperationEvent } from '../../src/index.ts';
import { anOperation, NOON } from '../builders.ts';

const at = NOON + 1;
const progressed: OperationEvent = { type: 'progressed', cursor: 'of_9', looked: 500, changed: 20 };

test('an operation is started, moves on, and ends with its report', () => {
  const running = applyOperationEvent(anOperation(), { type: 'started' }, at);
  const further = applyOperationEvent(running, progressed, at);
  expect(applyOperationEvent(further, progressed, at)).toMatchObject({ cursor: 'of_9', looked: 1_000, changed: 40 });
  expect(applyOperationEvent(further, { type: 'ended', report: '{"n":1}' }, at)).toMatchObject({
    status: 'done',
    report: '{"n":1}',
    changedAt: at,
  });
});

test('progress of one that was paused or cancelled meanwhile is refused: its runner stops', () => {
  const running = applyOperationEvent(anOperation(), { type: 'started' }, at);
  for (const type of ['paused', 'cancelled'] as const) {
    const stopped = applyOperationEvent(running, { type }, at);
    expect(stopped.status).toBe(type);
    expect(applyOperationEvent(stopped, progressed, at)).toBe(stopped);
  }
});

test('one that was paused waits for its turn again, and goes on where it was', () => {
  const paused = anOperation({ status: 'paused', cursor: 'of_5', looked: 10 });
  expect(applyOperationEvent(paused, { type: 'resumed' }, at)).toMatchObject({ status: 'waiting', cursor: 'of_5' });
});

test('whatever comes, what is over stays over', () => {
  const events: fc.Arbitrary<OperationEvent> = fc.constantFrom<OperationEvent[]>(
    { type: 'started' },
    progressed,
    { type: 'paused' },
    { type: 'resumed' },
    { type: 'cancelled' },
    { type: 'ended', report: '{}' },
    { type: 'failed', report: '{}' },
  );
  fc.assert(
    fc.property(fc.constantFrom('done', 'failed', 'cancelled'), fc.array(events), (status, story) => {
      const over = anOperation({ status });
      expect(story.reduce((operation, event) => applyOperationEvent(operation, event, at), over)).toBe(over);
    }),
  );
});
