import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Closeable, messageOf } from '@relais/runtime';
import type { SimulatorAddresses } from '@relais/simulator';
import { commandErrors } from '../errors.ts';
import { environmentOf, FEED_SUBSCRIPTION } from './simulated-configuration.ts';

export interface SimulationOptions {
  readonly offers: number;
  readonly seed: number;
  /** What the simulator keeps there outlives a restart. */
  readonly directory: string;
  /** Folder of real offer files to serve beside the population. */
  readonly recorded: string | null;
}

/** The simulated services and partners, in a process of their own. */
export interface Simulation extends Closeable {
  /** What the configuration of the simulation takes from the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Tells the simulated pull partner where the feeds are. */
  readFeed(feedUrl: string): Promise<void>;
  /** Lets the population live on by a day, or by the small part of one that streaming shows. */
  advance(step: 'day' | 'tick'): Promise<void>;
}

interface ReadyLine {
  readonly addresses: SimulatorAddresses;
  readonly control: string;
}

const MAIN = fileURLToPath(import.meta.resolve('@relais/simulator/main'));
/** Many short-lived records: a small young generation keeps the simulator's memory down at no cost in speed. */
const LEAN = ['--max-semi-space-size=16'];
const START_DEADLINE_MS = 60_000;
/** Shares of the offers that the simulated partners refuse. */
const REFUSALS = { webhook: 0.01, sftp: 0.005 } as const;

/** Starts it. A population that has lived here before is a day older. */
export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const livedBefore = existsSync(options.directory);
  // In a process group of its own: Ctrl-C reaches Relais alone, which drains to partners that still answer and then ends it.
  const child = spawn(process.execPath, [...LEAN, MAIN, ...argumentsOf(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  const { addresses, control } = await readyLine(child);
  const feedKey = randomBytes(24).toString('base64url');
  const simulation: Simulation = {
    environment: environmentOf(addresses, feedKey),
    readFeed: (feedUrl) =>
      tell(control, '/partners/feed/read', { url: `${feedUrl}/v1/feeds/${FEED_SUBSCRIPTION}`, apiKey: feedKey }),
    advance: (kind) => tell(control, '/advance', { kind }),
    close: () => endChild(child),
  };
  for (const [partner, rejects] of Object.entries(REFUSALS)) {
    await tell(control, `/partners/${partner}/behaviour`, { mode: 'accept', rejects });
  }
  if (livedBefore) await simulation.advance('day');
  return simulation;
}

async function tell(control: string, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${control}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw commandErrors.create('SIMULATOR_FAILED', { reason: `${path} answered ${answer.status}` });
}

function argumentsOf(options: SimulationOptions): string[] {
  return [
    ...['--offers', String(options.offers), '--seed', String(options.seed), '--directory', options.directory],
    ...(options.recorded === null ? [] : ['--recorded', options.recorded]),
    '--json',
  ];
}

async function readyLine(child: ChildProcess): Promise<ReadyLine> {
  if (child.stdout === null) throw commandErrors.create('SIMULATOR_FAILED', { reason: 'it has no output' });
  const lines = createInterface({ input: child.stdout });
  try {
    const signal = AbortSignal.timeout(START_DEADLINE_MS);
    const [line] = (await Promise.race([once(lines, 'line', { signal }), exited(child)])) as [string];
    return JSON.parse(line) as ReadyLine;
  } catch (error) {
    child.kill('SIGKILL');
    throw commandErrors.create('SIMULATOR_FAILED', { reason: messageOf(error) });
  }
}

async function exited(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`it ended with code ${code}`);
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
