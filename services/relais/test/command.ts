import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { repositoryRoot } from '@relais/testkit';

interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of standard output. */
  readonly lines: readonly string[];
}

interface Call {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The program, for a test that talks to it. */
export const RELAIS = join(repositoryRoot, 'services/relais/src/main.ts');
export const LONGEST_MS = 240_000;

/** Runs the command line to its end, as a process of its own. */
export async function relais(args: readonly string[], { input = '', environment = {} }: Call = {}): Promise<Outcome> {
  const env = { ...process.env, RELAIS_CONFIG: '', ...environment };
  const child = spawn(process.execPath, [RELAIS, ...args], { cwd: tmpdir(), env, timeout: LONGEST_MS });
  const ended = once(child, 'close');
  // A command that fails early does not read all.
  child.stdin.on('error', () => {}).end(input);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code: child.exitCode, stdout, stderr, lines: stdout.split('\n').filter(Boolean) };
}

export function jsonLines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
