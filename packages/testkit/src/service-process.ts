import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually, type Patience } from './eventually.ts';
import { guardedSpawn, killAll, treeOf } from './guarded-spawn.ts';
import { repositoryRoot } from './repository.ts';

/** What to run: a program of the repository, under the Node that runs the test. */
export interface ServiceCommand {
  /** Path of the program, absolute or from the repository root: `services/sink/src/main.ts`. */
  readonly entry: string;
  readonly args?: readonly string[];
  /** Added to the environment of the test. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Working directory; the repository root unless told. */
  readonly cwd?: string;
}

/** How a process ended: one of the two is null. */
interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A service that runs as a process of its own. */
export interface ServiceProcess extends AsyncDisposable {
  readonly pid: number;
  /** All lines written to stdout so far. */
  readonly lines: readonly string[];
  /** All text written to stderr so far. */
  stderr(): string;
  /** Settles when the process has ended and its output is read to the end. */
  readonly exited: Promise<ExitStatus>;
  /** Waits for a line on stdout, past ones included. Fails at once, with stderr in the message, when the process ends without it. */
  line(wanted: RegExp, patience?: Patience): Promise<string>;
  /** Waits for a line on stdout that is a JSON object and satisfies the condition. */
  json(
    wanted: (record: Readonly<Record<string, unknown>>) => boolean,
    patience?: Patience,
  ): Promise<Readonly<Record<string, unknown>>>;
  /** Sends a signal, SIGTERM unless told, and waits for the end. SIGKILL takes the descendants too. */
  kill(signal?: NodeJS.Signals): Promise<ExitStatus>;
}

/** Starts a service as a Node process; it never outlives the test process. */
export function startService(service: ServiceCommand): ServiceProcess {
  const child = guardedSpawn({
    command: process.execPath,
    args: [resolve(repositoryRoot, service.entry), ...(service.args ?? [])],
    cwd: service.cwd ?? repositoryRoot,
    environment: service.environment ?? {},
  });
  const { pid, stdout, stderr } = child;
  if (pid === undefined || !stdout || !stderr) throw new Error(`${service.entry} could not be started`);
  const lines: string[] = [];
  createInterface({ input: stdout }).on('line', (line) => lines.push(line));
  let errors = '';
  stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const exited = once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode }));
  let ended = false;
  void exited.then(() => (ended = true));

  async function find<T>(pick: (line: string) => T | undefined, patience: Patience): Promise<T> {
    const found = await eventually(() => firstOf(lines, pick) ?? (ended ? { value: undefined } : undefined), {
      what: `a line on stdout of ${service.entry}`,
      ...patience,
    });
    if (found.value !== undefined) return found.value;
    throw new Error(`${service.entry} ended before the awaited line; its stderr:\n${errors.slice(-4000)}`);
  }
  const kill = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (signal === 'SIGKILL') killAll(treeOf(pid));
    else child.kill(signal);
    return await exited;
  };
  return {
    pid,
    lines,
    stderr: () => errors,
    exited,
    line: async (wanted, patience = {}) => await find((line) => (wanted.test(line) ? line : undefined), patience),
    json: async (wanted, patience = {}) => await find((line) => matchingRecord(line, wanted), patience),
    kill,
    [Symbol.asyncDispose]: async () => void (ended || (await kill('SIGKILL'))),
  };
}

function firstOf<T>(lines: readonly string[], pick: (line: string) => T | undefined): { value: T } | undefined {
  for (const line of lines) {
    const value = pick(line);
    if (value !== undefined) return { value };
  }
  return undefined;
}

function matchingRecord(
  line: string,
  wanted: (record: Readonly<Record<string, unknown>>) => boolean,
): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    const record = JSON.parse(line) as Record<string, unknown>;
    return wanted(record) ? record : undefined;
  } catch {
    return undefined;
  }
}
