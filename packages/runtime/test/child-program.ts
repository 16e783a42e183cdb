import { type ChildProcess, spawn } from 'node:child_process';

const DOOR = new URL('../src/index.ts', import.meta.url).href;

export interface ChildProgram {
  readonly process: ChildProcess;
  /** What it wrote so far to both of its outputs. */
  written(): string;
  /** Resolves when it has written the text; the time limit of the test is the deadline. */
  until(text: string): Promise<void>;
  /** Exit status, or the name of the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Runs a program in a process of its own; `runtime` holds what this package exports. */
export function startProgram(program: string, ...words: readonly string[]): ChildProgram {
  const code = `import * as runtime from ${JSON.stringify(DOOR)};\n${program}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (output += part));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (status, signal) => resolve(signal ?? status));
  });
  return {
    process: child,
    written: () => output,
    ended,
    until(text) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const look = () => void (output.includes(text) && resolve());
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      child.once('close', () => reject(new Error(`the program ended without "${text}": ${output}`)));
      look();
      return promise;
    },
  };
}
