import { isAbort, messageOf } from '@relais/runtime';
import { eventLogErrors } from '../errors.ts';
import type { BatchHandler, ConsumeOptions, Consumer, LogBatch } from '../port.ts';
import type { EmbeddedPartition } from './topic-table.ts';

/** Records on their way to a handler. `controller` takes them away from it. */
export interface HandedRecords extends Omit<LogBatch, 'signal'> {
  readonly controller: AbortController;
}

/** One consumer: its handler and its end. */
export class GroupMember implements Consumer {
  readonly options: ConsumeOptions;
  readonly partitions: readonly EmbeddedPartition[];
  readonly finished: Promise<void>;
  readonly #handler: BatchHandler;
  readonly #leave: (member: GroupMember) => void;
  readonly #ended = Promise.withResolvers<void>();
  readonly #handed = new Set<AbortController>();
  #stopReason: DOMException | undefined;
  #failure: Error | undefined;

  constructor(
    options: ConsumeOptions,
    partitions: readonly EmbeddedPartition[],
    how: { handler: BatchHandler; leave: (member: GroupMember) => void },
  ) {
    this.options = options;
    this.partitions = partitions;
    this.#handler = how.handler;
    this.#leave = how.leave;
    this.finished = this.#ended.promise;
  }

  /** False once the consumer closes or has failed. */
  get open(): boolean {
    return this.#stopReason === undefined;
  }

  /** Runs the handler and, when it resolves, `commit`. A failure of either ends the consumer; nothing is thrown. */
  async handle(handed: HandedRecords, commit: () => Promise<void>): Promise<void> {
    const { controller } = handed;
    this.#handed.add(controller);
    try {
      if (await this.#resolves(handed)) await commit();
    } catch (error) {
      this.crash(error);
    }
    this.#handed.delete(controller);
    this.#endWhenIdle();
  }

  /** Ends the consumer because the log itself failed. */
  crash(cause: unknown): void {
    const details = { group: this.options.group, reason: messageOf(cause) };
    this.#fail(eventLogErrors.create('LOG_CONSUMER_CRASHED', details, cause));
  }

  async close(): Promise<void> {
    this.#stop('the consumer closes');
    await this.finished.catch(() => undefined);
  }

  async #resolves({ topic, partition, records, controller: { signal } }: HandedRecords): Promise<boolean> {
    try {
      await this.#handler({ topic, partition, records, signal });
      return true;
    } catch (error) {
      if (signal.aborted && isAbort(error)) return false;
      const details = { group: this.options.group, topic, partition, offset: String(records[0]?.offset) };
      this.#fail(eventLogErrors.create('LOG_HANDLER_FAILED', details, error));
      return false;
    }
  }

  #fail(failure: Error): void {
    this.#failure ??= failure;
    this.#stop('the consumer failed');
  }

  #stop(reason: string): void {
    if (!this.open) return;
    this.#stopReason = new DOMException(reason, 'AbortError');
    for (const controller of this.#handed) controller.abort(this.#stopReason);
    this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    if (this.open || this.#handed.size > 0) return;
    this.#leave(this);
    if (this.#failure === undefined) this.#ended.resolve();
    else this.#ended.reject(this.#failure);
  }
}
