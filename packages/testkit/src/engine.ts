import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type GuardedCommand, guardedSpawn, killAll, treeOf } from './guarded-spawn.ts';

/** Something that runs one server, again and again at the same address. */
export interface Engine {
  start(): Promise<void>;
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it and forgets its data. */
  close(): Promise<void>;
  /** What the server wrote to stderr last, for an error message; undefined while it runs. */
  ended(): string | undefined;
}

/** A server as a process of this machine. */
export interface MachineServer extends GuardedCommand {
  /** Ends the server in an orderly way. */
  readonly stopSignal: NodeJS.Signals;
  /** Removes what the server kept. */
  forget(): void;
}

const STOP_WITHIN_MS = 20_000;

/** Runs a program of this machine as a server, and leaves nothing of it behind. */
export function machineEngine(server: MachineServer): Engine {
  let child: ChildProcess | undefined;
  let errors = '';
  const running = () => (child && child.exitCode === null && child.signalCode === null ? child : undefined);
  const end = async (signal: NodeJS.Signals) => {
    const ending = running();
    if (ending) await endTree(ending, signal);
  };
  return {
    start: async () => {
      errors = '';
      const started = guardedSpawn(server);
      started.stdout?.resume();
      started.stderr?.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-4000)));
      await once(started, 'spawn');
      child = started;
    },
    stop: async () => await end(server.stopSignal),
    kill: async () => await end('SIGKILL'),
    close: async () => {
      await end(server.deathSignal ?? 'SIGKILL');
      server.forget();
    },
    ended: () => (running() ? undefined : errors),
  };
}

/** Ends a process by a signal, or by SIGKILL when that takes too long, and with it the sessions that it may have left behind. */
async function endTree(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const { pid } = child;
  if (pid === undefined) return;
  const tree = treeOf(pid);
  const exit = once(child, 'exit');
  if (signal === 'SIGKILL') killAll(tree);
  else child.kill(signal);
  await Promise.race([exit, sleep(STOP_WITHIN_MS, undefined, { ref: false })]);
  killAll(tree);
  await exit;
}

const ADMINISTRATION = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin', '/usr/local/bin'];

/** Absolute path of a program in PATH or in the folders for administration, or undefined. */
export function findProgram(name: string, folders: readonly string[] = []): string | undefined {
  const path = (process.env['PATH'] ?? '').split(delimiter);
  return [...folders, ...path, ...ADMINISTRATION].map((folder) => join(folder, name)).find((file) => existsSync(file));
}
