import { fstatSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CloseStack, messageOf, shutdownSignal } from '@relais/runtime';
import { z } from 'zod';
import { startControl } from './control.ts';
import { simulatorErrors } from './errors.ts';
import type { SimulatorOptions } from './model.ts';
import { startSimulator } from './simulator.ts';

const USAGE = `Usage: main.ts --offers N --seed S --directory DIR [--day D] [--recorded FOLDER] [--rate-limited] [--json]

Serves the simulated services and partners on 127.0.0.1 until SIGTERM, SIGINT, or the end of the parent process.
With --json, one line of JSON with all addresses and the control address is printed once everything answers.
`;

const count = z.coerce.number().int().nonnegative();
const argumentsSchema = z.object({
  offers: count,
  seed: count,
  directory: z.string().min(1),
  day: count.exactOptional(),
  recorded: z.string().min(1).exactOptional(),
  'rate-limited': z.boolean().default(false),
  json: z.boolean().default(false),
  help: z.boolean().default(false),
});

function readArguments(): { options: SimulatorOptions; json: boolean } | null {
  const { values } = parseArgs({
    options: {
      offers: { type: 'string' },
      seed: { type: 'string' },
      directory: { type: 'string' },
      day: { type: 'string' },
      recorded: { type: 'string' },
      'rate-limited': { type: 'boolean' },
      json: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return null;
  const { data, error } = argumentsSchema.safeParse(values);
  if (error !== undefined) throw simulatorErrors.create('ARGUMENT_INVALID', { name: String(error.issues[0]?.path[0]) });
  const { json, help: _help, 'rate-limited': rateLimited, ...options } = data;
  return { options: { ...options, rateLimited }, json };
}

async function run(options: SimulatorOptions, json: boolean): Promise<void> {
  const ended = AbortSignal.any([shutdownSignal(), parentGone()]);
  const stack = new CloseStack();
  const simulator = stack.use(await startSimulator(options));
  const control = stack.use(await startControl(simulator));
  const { addresses } = simulator;
  const ready = json ? JSON.stringify({ control: control.url, addresses }) : `ready, control at ${control.url}`;
  process.stdout.write(`${ready}\n`);
  if (!ended.aborted) await new Promise((resolve) => ended.addEventListener('abort', resolve, { once: true }));
  await stack.close();
}

/** Aborts when the parent ends: by its IPC channel, or by the pipe that is our standard input. */
function parentGone(): AbortSignal {
  const gone = new AbortController();
  const abort = () => gone.abort();
  process.on('disconnect', abort);
  if (isPipe(0)) process.stdin.on('end', abort).on('error', abort).resume();
  return gone.signal;
}

function isPipe(descriptor: number): boolean {
  try {
    const stats = fstatSync(descriptor);
    return stats.isFIFO() || stats.isSocket();
  } catch {
    return false;
  }
}

try {
  const given = readArguments();
  if (given === null) process.stdout.write(USAGE);
  else await run(given.options, given.json);
  process.exit(0);
} catch (error) {
  process.stderr.write(`simulator: ${messageOf(error)}\n${USAGE}`);
  process.exit(1);
}
