import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Configuration, openStores, requireConfiguration, type Stores } from '@relais/configuration';
import { auditBooks, auditSurroundings, type Books } from '@relais/ops';
import { environmentOf, settle, simulatedConfigurationPath } from '@relais/relais';
import { silentLogger, sleep } from '@relais/runtime';
import { type Simulator, startSimulator } from '@relais/simulator';
import {
  eventually,
  freshDatabase,
  freshPrefix,
  type KafkaAddress,
  type PostgresAddress,
  type RedisAddress,
  type ServiceProcess,
  startService,
  temporaryDirectory,
} from '@relais/testkit';
import { parse } from 'yaml';
import { LEAN } from './embedded.ts';

export interface Servers {
  readonly kafka: KafkaAddress;
  readonly redis: RedisAddress;
  readonly postgres: PostgresAddress;
}

const LEDGER_URL = 'RELAIS_TEST_LEDGER_URL';

export const STAGES = ['ops', 'sink', 'enricher', 'ingest'] as const;
type Stage = (typeof STAGES)[number];

/** A stage that ended by itself. */
interface Ended {
  readonly stage: Stage;
  readonly code: number | null;
}

/** What a supervisor waits before it starts a stage again. */
const PAUSE_MS = 500;
/** Four processes are started and, where they end, started again. */
const SETTLED_WITHIN_MS = 240_000;

/** Four processes over real servers, reading from and delivering to the simulator. */
export class Cluster implements AsyncDisposable {
  readonly simulator: Simulator;
  readonly configuration: Configuration;
  readonly stores: Stores;
  readonly #path: string;
  readonly #environment: Record<string, string>;
  readonly #directory: ReturnType<typeof temporaryDirectory>;
  readonly #processes = new Map<Stage, ServiceProcess>();
  readonly #ended: Ended[] = [];
  #supervised = false;

  private constructor(parts: {
    simulator: Simulator;
    configuration: Configuration;
    stores: Stores;
    path: string;
    environment: Record<string, string>;
    directory: ReturnType<typeof temporaryDirectory>;
  }) {
    this.simulator = parts.simulator;
    this.configuration = parts.configuration;
    this.stores = parts.stores;
    this.#path = parts.path;
    this.#environment = parts.environment;
    this.#directory = parts.directory;
  }

  /** Starts the simulator and prepares fresh topics, keys and tables; no stage runs yet. */
  static async prepare(servers: Servers, population: { offers: number; seed: number }): Promise<Cluster> {
    const directory = temporaryDirectory();
    const simulator = await startSimulator({ ...population, directory: join(directory.path, 'simulated') });
    const environment = {
      ...environmentOf(simulator.addresses, randomBytes(24).toString('base64url')),
      [LEDGER_URL]: await freshDatabase(servers.postgres),
    };
    const path = join(directory.path, 'relais.yaml');
    writeFileSync(path, JSON.stringify(clusterConfiguration(servers, directory.path)));
    const configuration = requireConfiguration({ path, environment });
    const stores = await openStores(configuration, silentLogger);
    return new Cluster({ simulator, configuration, stores, path, environment, directory });
  }

  async start(...stages: readonly Stage[]): Promise<void> {
    for (const stage of stages) await this.#start(stage);
  }

  /** Starts stages that end by themselves again from now on, as a supervisor would. Gives those that did, in order. */
  supervise(): readonly Ended[] {
    this.#supervised = true;
    return this.#ended;
  }

  /** Ends a stage as a power cut would, and starts it again. */
  async killAndRestart(stage: Stage): Promise<void> {
    const process = this.#processes.get(stage);
    this.#processes.delete(stage);
    await process?.kill('SIGKILL');
    await this.#start(stage);
  }

  /** Ends every stage in order. */
  async stop(): Promise<void> {
    const processes = [...this.#processes.values()];
    this.#processes.clear();
    await Promise.all(processes.map((process) => process.kill('SIGTERM')));
  }

  /** Runs the command line on this installation to its end; its lines of standard output, if it ended well. */
  async command(...args: readonly string[]): Promise<readonly string[]> {
    const environment = { ...this.#environment, ...LEAN };
    const entry = 'services/relais/src/main.ts';
    await using process = startService({ entry, args: [...args, '--config', this.#path], environment });
    const { code } = await process.exited;
    if (code !== 0) throw new Error(`relais ${args.join(' ')} ended with ${code}: ${process.stderr().slice(-2_000)}`);
    return process.lines;
  }

  /** Waits until every source was read to its end and everything that follows from it was delivered and answered. */
  async settled(deadlineMs = SETTLED_WITHIN_MS): Promise<void> {
    const sources = this.configuration.sources.map((source) => source.id);
    const roundMade = async () => {
      const made = await Promise.all(sources.map((source) => this.stores.state.values.get(`round:${source}`)));
      return made.every((moment) => moment !== null);
    };
    await eventually(roundMade, { deadlineMs, what: `a whole round\n${this.stderr()}` });
    const signal = AbortSignal.timeout(deadlineMs);
    await settle({ stores: this.stores, patienceMs: 20_000, signal });
  }

  /** Process id of a stage that was started. */
  pid(stage: Stage): number {
    return this.#processes.get(stage)?.pid ?? 0;
  }

  books(): Promise<Books> {
    return auditBooks(auditSurroundings(this));
  }

  stderr(): string {
    return [...this.#processes].map(([stage, process]) => `--- ${stage}\n${process.stderr().slice(-2_000)}`).join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#supervised = false;
    await this.stop();
    await this.stores.close();
    await this.simulator.close();
    this.#directory.remove();
  }

  async #start(stage: Stage): Promise<void> {
    const process = startService({
      entry: `services/${stage}/src/main.ts`,
      args: ['--config', this.#path],
      environment: { ...this.#environment, ...LEAN },
    });
    this.#processes.set(stage, process);
    void this.#keepUp(stage, process);
    const ready = await process.json((record) => record['ready'] === stage);
    const { feed } = ready;
    const key = this.#environment['RELAIS_SIM_FEED_KEY'] ?? '';
    if (typeof feed === 'string') this.simulator.partners.feed.read(`${feed}/v1/feeds/board-feed`, key);
  }

  async #keepUp(stage: Stage, process: ServiceProcess): Promise<void> {
    const { code } = await process.exited;
    const isOver = () => !this.#supervised || this.#processes.get(stage) !== process;
    if (isOver()) return;
    this.#ended.push({ stage, code });
    await sleep(PAUSE_MS);
    // One that ends before it is ready is kept up in its turn.
    if (!isOver()) await this.#start(stage).catch(() => undefined);
  }
}

/** The simulated configuration, on servers instead of a file. */
function clusterConfiguration(servers: Servers, directory: string): object {
  const base = parse(readFileSync(simulatedConfigurationPath(), 'utf8')) as object;
  const prefix = freshPrefix();
  return {
    ...base,
    directory,
    log: { driver: 'kafka', brokers: servers.kafka.brokers, topicPrefix: `${prefix}.`, sessionTimeoutMs: 6_000 },
    state: { driver: 'redis', url: servers.redis.url, keyPrefix: `${prefix}:` },
    ledger: { driver: 'postgres', url: { env: LEDGER_URL } },
  };
}
