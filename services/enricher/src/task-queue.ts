import { sleep } from '@relais/runtime';
import { type EnricherSurroundings, performFree } from './leased-work.ts';
import type { Task } from './task.ts';

/** Tasks that came together and end together. */
interface Submission {
  readonly signal: AbortSignal;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
  left: readonly Task[];
}

/** Tasks carried out at once: as much as is read and written well in one go. */
const MOST_TASKS = 500;
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
  async perform(tasks: readonly Task[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (tasks.length === 0) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#open.push({ signal, resolve, reject, left: tasks });
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
    return this.#open.filter(({ left }, index) => {
      count += left.length;
      return index === 0 || count <= MOST_TASKS;
    });
  }

  /** One try of a group; whether any task was carried out. */
  async #round(group: readonly Submission[]): Promise<boolean> {
    const tasks = group.flatMap(({ left }) => left);
    try {
      const held = new Set(await performFree(this.#around, tasks));
      for (const submission of group) submission.left = submission.left.filter((task) => held.has(task));
      for (const { resolve } of group.filter(({ left }) => left.length === 0)) resolve();
      this.#open = this.#open.filter(({ left }) => left.length > 0);
      return held.size < tasks.length;
    } catch (error) {
      for (const { reject } of group) reject(error);
      this.#open = this.#open.filter((submission) => !group.includes(submission));
      return true;
    }
  }

  /** Another writer holds all that was tried: it is given a moment. */
  async #pause(vain: number, group: readonly Submission[]): Promise<void> {
    const milliseconds = RETRY_WAIT_MS * Math.min(vain, LONGEST_WAITS) * (0.5 + Math.random());
    const signal = AbortSignal.any(group.map((submission) => submission.signal));
    await sleep(milliseconds, signal).catch(() => undefined);
  }
}
