import { constants } from 'node:os';

/** Something that holds resources. `close` may be called any number of times. */
export interface Closeable {
  close(): Promise<void>;
}

/** Closes in reverse order of opening, all of them, and throws the first failure at the end. */
export class CloseStack implements Closeable {
  readonly #closers: (() => Promise<void> | void)[] = [];

  /** Registers a resource and hands it back. */
  use<Resource extends { close(): Promise<void> | void }>(resource: Resource): Resource {
    this.#closers.push(() => resource.close());
    return resource;
  }

  defer(closer: () => Promise<void> | void): void {
    this.#closers.push(closer);
  }

  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let closer = this.#closers.pop(); closer !== undefined; closer = this.#closers.pop()) {
      try {
        await closer();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'some resources did not close cleanly');
  }
}

/** A signal to a whole process group may reach a process several times at once: repeats this close are one request. */
const SAME_REQUEST_MS = 1_000;

/**
 * Turns SIGINT, SIGTERM and SIGHUP (a terminal that was closed) into an abort signal. The first one asks for a drain; one that comes a second or more later
 * ends the process at once with 128 + the signal's number, as a shell would report it.
 */
export function shutdownSignal(): AbortSignal {
  const controller = new AbortController();
  let askedAt: number | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    askedAt ??= Date.now();
    if (Date.now() - askedAt >= SAME_REQUEST_MS) process.exit(128 + constants.signals[signal]);
    controller.abort(new DOMException(`received ${signal}`, 'AbortError'));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  return controller.signal;
}

/** Resolves once the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** True for the rejection of a wait that was ended by its abort signal. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || (error as { code?: unknown }).code === 'ABORT_ERR');
}
