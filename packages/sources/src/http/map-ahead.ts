/**
 * Maps inputs to results in their order, with up to `ahead` of them under way before the consumer asks: a slow consumer
 * slows the work down and never lets it pile up. When the consumer leaves or one fails, the others are aborted and awaited.
 */
export async function* mapAhead<Input, Result>(
  inputs: AsyncIterable<Input>,
  ahead: number,
  signal: AbortSignal,
  work: (input: Input, signal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const left = new AbortController();
  const both = AbortSignal.any([signal, left.signal]);
  const underWay: Promise<Result>[] = [];
  try {
    for await (const input of inputs) {
      underWay.push(begin(work(input, both)));
      if (underWay.length < ahead) continue;
      const oldest = underWay.shift();
      if (oldest !== undefined) yield await oldest;
    }
    for (let oldest = underWay.shift(); oldest !== undefined; oldest = underWay.shift()) yield await oldest;
  } finally {
    left.abort();
    await Promise.allSettled(underWay);
  }
}

/** A failure is met when its turn comes; until then it must not count as unhandled. */
function begin<Result>(running: Promise<Result>): Promise<Result> {
  running.catch(() => undefined);
  return running;
}
