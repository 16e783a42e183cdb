import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type Closeable, messageOf } from '@relais/runtime';
import type { SimulatorAddresses } from '@relais/simulator';
import { commandErrors } from '../errors.ts';

export interface SimulationOptions {
  readonly offers: number;
  readonly seed: number;
  readonly directory: string;
  /** Folder of real offer files to serve beside the population. */
  readonly recorded: string | null;
  /** Milliseconds between two small changes of the population; null leaves it as it is. */
  readonly tickMs: number | null;
}

/** The simulated services and partners, in a process of their own. */
export interface Simulation extends Closeable {
  /** What the configuration of the simulation takes from the environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Base address of the simulator's control interface. */
  readonly controlUrl: string;
  /** Tells the simulated pull partner where its feed is. */
  readFeed(feedUrl: string): Promise<void>;
}

interface ReadyLine {
  readonly addresses: SimulatorAddresses;
  readonly control: string;
}

const MAIN = fileURLToPath(import.meta.resolve('@relais/simulator/main'));
const START_DEADLINE_MS = 60_000;

export async function startSimulation(options: SimulationOptions): Promise<Simulation> {
  const child = spawn(process.execPath, [MAIN, ...argumentsOf(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = await readyLine(child);
  const feedKey = randomBytes(24).toString('base64url');
  return {
    environment: environmentOf(ready.addresses, feedKey),
    controlUrl: ready.control,
    async readFeed(feedUrl) {
      const body = JSON.stringify({ url: feedUrl, apiKey: feedKey });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${ready.control}/partners/feed`, { method: 'POST', headers, body });
      if (!answer.ok) throw commandErrors.create('SIMULATOR_FAILED', { reason: `feed reader: ${answer.status}` });
    },
    close: () => endChild(child),
  };
}

function argumentsOf(options: SimulationOptions): string[] {
  return [
    ...['--offers', String(options.offers), '--seed', String(options.seed), '--directory', options.directory],
    ...(options.recorded === null ? [] : ['--recorded', options.recorded]),
    ...(options.tickMs === null ? [] : ['--tick-ms', String(options.tickMs)]),
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

function environmentOf(addresses: SimulatorAddresses, feedKey: string): Record<string, string> {
  const { vdab, actiris, drop, partners } = addresses;
  return {
    RELAIS_SIM_VDAB_URL: vdab.baseUrl,
    RELAIS_SIM_VDAB_TOKEN_URL: vdab.tokenUrl,
    RELAIS_SIM_VDAB_CLIENT_ID: vdab.clientId,
    RELAIS_SIM_VDAB_CLIENT_SECRET: vdab.clientSecret,
    RELAIS_SIM_VDAB_API_KEY: vdab.apiKey,
    RELAIS_SIM_ACTIRIS_URL: actiris.baseUrl,
    ...sftpEnvironment('RELAIS_SIM_DROP', drop),
    ...sftpEnvironment('RELAIS_SIM_SFTP', partners.sftp),
    RELAIS_SIM_SFTP_RESULTS: partners.sftp.resultsFolder,
    RELAIS_SIM_WEBHOOK_URL: partners.webhook.url,
    RELAIS_SIM_WEBHOOK_SECRET: partners.webhook.secret,
    RELAIS_SIM_FEED_KEY: feedKey,
  };
}

function sftpEnvironment(prefix: string, address: SimulatorAddresses['drop']): Record<string, string> {
  return {
    [`${prefix}_HOST`]: address.host,
    [`${prefix}_PORT`]: String(address.port),
    [`${prefix}_USER`]: address.username,
    [`${prefix}_KEY`]: address.privateKey,
    [`${prefix}_HOST_KEY`]: address.hostKeyFingerprint,
    [`${prefix}_FOLDER`]: address.folder,
  };
}

/** The configuration that reads from the simulated services and delivers to the simulated partners. */
export function simulatedConfigurationPath(): string {
  return fileURLToPath(new URL('../../../../infra/config/simulated.yaml', import.meta.url));
}
