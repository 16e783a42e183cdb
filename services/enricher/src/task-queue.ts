import { sleep } from '@relais/runtime';
import { type EnricherSurroundings, performFree } from './leased-work.ts';
import type { Task } from './task.ts';

/** Tasks that come together and end together. */
interface Work {
  /** At most so many. */
  readonly most: number;
  /** Called once, when their turn has come: what waits takes no memory. */
  read(): readonly Task[];
}

interface Submission {
  readonly work: Work;
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  /** Null until they are read. */
  left: readonly Task[] | null;
}

/** Tasks carried out at once: as much as is read and written well in one go. */
const MOST_TASKS = 200;
const LEFT_UNSETTLED =
  'offers that were written late could not be looked at again: they may be out of step until they change';
const RETRY_WAIT_MS = 20;
const LONGEST_WAITS = 10;

/**
 * Carries out the tasks of one process, one group after the other, each of all that has come meanwhile. Log partitions that
 * worked side by side would hold each other's leases, for the same job comes by several of them.
 */
export class TaskQueue {
  readonly #around: EnricherSurroundings;
  #open: Submission[] = [];
  #running = false;

  constructor(around: EnricherSurroundings) {
    this.#around = around;
  }

  /** Ends when the tasks are carried out. Rejects when they could not be, or the signal came first: some may be done then. */
  async perform(work: Work, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#open.push({ work, signal, resolve, reject, left: null });
    if (!this.#running) void this.#run();
    await promise;
  }

  async #run(): Promise<void> {
    this.#running = true;
    let vain = 0;
    while (this.#dropAborted()) {
      const group = this.#nextGroup();
      const moved = await this.#round(group);
      vain = moved ? 0 : vain + 1;
      if (vain > 0) await this.#pause(vain, group);
    }
    this.#running = false;
  }

  /** False when nothing is left to do. */
  #dropAborted(): boolean {
    for (const { signal, reject } of this.#open) if (signal.aborted) reject(signal.reason);
    this.#open = this.#open.filter(({ signal }) => !signal.aborted);
    return this.#open.length > 0;
  }

  /** Those that have waited longest, and at least one. */
  #nextGroup(): readonly Submission[] {
    let count = 0;
    return this.#open.filter(({ work, left }, index) => {
      count += left?.length ?? work.most;
      return index === 0 || count <= MOST_TASKS;
    });
  }

  /** One try of a group; false when all of it is held by others. */
  async #round(group: readonly Submission[]): Promise<boolean> {
    try {
      const tasks = group.flatMap((submission) => (submission.left ??= submission.work.read()));
      const held = new Set(tasks.length === 0 ? [] : await performFree(this.#around, tasks));
      this.#adopt([...held].filter((task) => !tasks.includes(task)));
      for (const submission of group) submission.left = submission.left?.filter((task) => held.has(task)) ?? null;
      for (const { resolve } of group.filter(({ left }) => left?.length === 0)) resolve();
      this.#open = this.#open.filter(({ left }) => left?.length !== 0);
      return held.size === 0 || held.size < tasks.length;
    } catch (error) {
      for (const { reject } of group) reject(error);
      this.#open = this.#open.filter((submission) => !group.includes(submission));
      return true;
    }
  }

  /** What has come up on the way belongs to no batch any more. */
  #adopt(tasks: readonly Task[]): void {
    if (tasks.length === 0) return;
    const { signal } = new AbortController();
    const reject = (error: unknown) => this.#around.logger.error({ error }, LEFT_UNSETTLED);
    const work = { most: tasks.length, read: () => tasks };
    this.#open.push({ work, signal, resolve: () => undefined, reject, left: null });
  }

  /** Another writer holds all that was tried: it is given a moment. */
  async #pause(vain: number, group: readonly Submission[]): Promise<void> {
    const milliseconds = RETRY_WAIT_MS * Math.min(vain, LONGEST_WAITS) * (0.5 + Math.random());
    const signal = AbortSignal.any(group.map((submission) => submission.signal));
    await sleep(milliseconds, signal).catch(() => undefined);
  }
}
