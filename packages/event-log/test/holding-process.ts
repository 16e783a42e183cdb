import type { ConsumeOptions } from '../src/index.ts';
import { type LogPlace, openLog } from './log-place.ts';

/**
 * A program that consumes, commits the first batches, and never finishes the one after them. It writes the values of
 * each batch to standard output: `{"handled":[…]}`, and at last `{"holding":[…]}`.
 */
export interface HoldingOrder {
  readonly place: LogPlace;
  readonly consume: ConsumeOptions;
  readonly batchesToCommit: number;
}

const order = JSON.parse(process.env['HOLDING_ORDER'] ?? '{}') as HoldingOrder;
const log = await openLog(order.place);
let batches = 0;

await log.consume(order.consume, async ({ records }) => {
  const values = records.map(({ value }) => value);
  const committing = batches < order.batchesToCommit;
  batches += 1;
  process.stdout.write(`${JSON.stringify(committing ? { handled: values } : { holding: values })}\n`);
  if (!committing) await new Promise(() => undefined);
});
