import { sleep } from '@relais/runtime';

interface Looking {
  /** How long to go on; 0 looks once. */
  readonly seconds: number;
  readonly signal: AbortSignal;
  /** @default 250 */
  readonly everyMs?: number;
}

/** Looks again and again until what is found suffices, the time is over or the signal aborts. Returns what was found last. */
export async function lookUntil<Found>(
  look: () => Promise<Found>,
  suffices: (found: Found) => boolean,
  { seconds, signal, everyMs = 250 }: Looking,
): Promise<Found> {
  const until = Date.now() + seconds * 1_000;
  for (;;) {
    const found = await look();
    if (suffices(found) || Date.now() >= until || signal.aborted) return found;
    await sleep(everyMs, signal).catch(() => undefined);
  }
}

/** Writes lines to standard error, each once until another one comes; none where JSON is wanted. */
export function progressLines(json: boolean): (line: string) => void {
  let shown = '';
  return (line) => {
    if (!json && line !== shown) process.stderr.write(line);
    shown = line;
  };
}
