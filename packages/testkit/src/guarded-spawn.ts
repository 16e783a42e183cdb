import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A command whose process may not outlive the process that starts it. */
export interface GuardedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** The account that it runs under, where it must not be root. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** The signal that ends it at once; SIGKILL unless told. */
  readonly deathSignal?: 'SIGKILL' | 'SIGQUIT';
}

const alive = new Map<number, NodeJS.Signals>();
// Ahead of the listener that removes temporary directories, which the processes still write to.
process.prependListener('exit', endAll);

/**
 * Spawns a command in a process group of its own, with stdout and stderr piped. When the calling process ends, in whatever
 * way, so does the command: by an exit handler, and on Linux also by the kernel (`setpriv --pdeathsig`), which a SIGKILL
 * cannot get round.
 */
export function guardedSpawn(guarded: GuardedCommand): ChildProcess {
  const signal = guarded.deathSignal ?? 'SIGKILL';
  const prefix = kernelGuard() ? ['setpriv', '--pdeathsig', signal.slice('SIG'.length), '--'] : [];
  const [command = guarded.command, ...args] = [...prefix, guarded.command, ...guarded.args];
  const child = spawn(command, args, {
    cwd: guarded.cwd,
    env: { ...process.env, ...guarded.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    ...guarded.account,
  });
  remember(child, signal);
  return child;
}

/** A process and all that descend from it, also those that have left its process group (known on Linux alone). */
export function treeOf(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)];
}

/** Sends SIGKILL to processes that may have ended already. */
export function killAll(pids: readonly number[]): void {
  for (const pid of pids) signalQuietly(pid, 'SIGKILL');
}

/** Ends all that this process has started: what is guarded as it wants to be ended, the rest by SIGTERM. */
export function endChildren(): void {
  endAll();
  for (const pid of childrenOf(process.pid)) signalQuietly(pid, 'SIGTERM');
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function remember(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  alive.set(pid, signal);
  child.once('exit', () => alive.delete(pid));
}

function endAll(): void {
  for (const [pid, signal] of alive) signalQuietly(-pid, signal);
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

let guardFound: boolean | undefined;
function kernelGuard(): boolean {
  guardFound ??= process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'KILL', 'true']).status === 0;
  return guardFound;
}
