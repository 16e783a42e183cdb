import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStores, requireConfiguration, type Stores } from '@relais/configuration';
import { type Ingest, openIngestStage } from '@relais/ingest';
import { environmentOf, simulatedConfigurationPath } from '@relais/relais';
import { type Clock, silentLogger, silentMetrics } from '@relais/runtime';
import type { Simulator } from '@relais/simulator';
import { parse } from 'yaml';
import { PowerCut } from './power-cut.ts';

/** Sources of the soak, and the simulated service whose truth each of them shows. */
export const SERVICE_OF = { vdab: 'vdab', actiris: 'actiris', forem: 'forem', 'forem-open-data': 'forem' } as const;
export type SoakSource = keyof typeof SERVICE_OF;
export const SOURCES = Object.keys(SERVICE_OF) as SoakSource[];

export const NO_LIMIT = 1_000_000;
/** Tries follow at once: a wait of the machine's would tell nothing that one of the simulated time does not. */
const HTTP = { callsPerSecond: NO_LIMIT, burst: NO_LIMIT, attempts: 8, backoffMs: 1 };

interface InstallationSetting {
  readonly time: Clock;
  /** Of VDAB's endpoints, each. The time between calls is real. */
  readonly callsPerSecond: number;
}

/** One embedded installation of the first stage, reading from a simulator, whose process can be ended and begun again. */
export class Installation implements AsyncDisposable {
  readonly stores: Stores;
  readonly power = new PowerCut();
  /** What the process publishes, told while it does. */
  onPublish: (record: { readonly topic: string; readonly value: string | null }) => void = () => undefined;
  readonly #configuration: ReturnType<typeof requireConfiguration>;
  readonly #clock: Clock;
  #ingest: Ingest | null = null;

  private constructor(stores: Stores, configuration: ReturnType<typeof requireConfiguration>, clock: Clock) {
    this.stores = stores;
    this.#configuration = configuration;
    this.#clock = clock;
  }

  static async open(
    simulator: Simulator,
    directory: string,
    { time, callsPerSecond }: InstallationSetting,
  ): Promise<Installation> {
    mkdirSync(directory, { recursive: true });
    const path = join(directory, 'relais.yaml');
    writeFileSync(path, JSON.stringify(configurationFor(simulator, directory, callsPerSecond)));
    const configuration = requireConfiguration({ path, environment: environmentOf(simulator.addresses, 'unused') });
    return new Installation(await openStores(configuration, silentLogger), configuration, time);
  }

  /** The running process, begun when there is none. */
  async ingest(): Promise<Ingest> {
    const { log, state, ledger } = this.stores;
    const close = () => Promise.resolve();
    const seen = { log: this.#witnessed(log), state, ledger, close };
    this.#ingest ??= await openIngestStage(
      {
        configuration: this.#configuration,
        stores: this.power.over(seen),
        logger: silentLogger,
        metrics: silentMetrics,
        holder: 'soak',
        signal: new AbortController().signal,
      },
      () => undefined,
      this.#clock,
    );
    return this.#ingest;
  }

  /** Ends the process, whether its power is gone or not; the stores are as it left them. */
  async endProcess(): Promise<void> {
    const ended = this.#ingest;
    this.#ingest = null;
    this.power.restore();
    await ended?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.endProcess();
    await this.stores.close();
  }

  #witnessed(log: Stores['log']): Stores['log'] {
    const publish: Stores['log']['publish'] = async (records) => {
      await log.publish(records);
      for (const record of records) this.onPublish(record);
    };
    return new Proxy(log, {
      get: (target, name) => {
        if (name === 'publish') return publish;
        const member: unknown = Reflect.get(target, name, target);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  }
}

interface SourceEntry {
  readonly id: string;
  readonly settings: Record<string, unknown>;
}

/** The simulated configuration without partners, with Le Forem's open data beside its drop. */
function configurationFor(simulator: Simulator, directory: string, callsPerSecond: number): object {
  const base = parse(readFileSync(simulatedConfigurationPath(), 'utf8')) as { sources: SourceEntry[] };
  const changes: Readonly<Record<string, object>> = {
    vdab: {
      http: { ...HTTP, callsPerSecond, burst: callsPerSecond },
      pageSize: 200,
      details: { perCall: 50, parallel: 4 },
    },
    actiris: { http: HTTP, pageSize: 100 },
    forem: { semantics: 'content', stableForMs: 1, limits: { operationMs: 60_000 } },
  };
  const sources = base.sources.map((source) => ({
    ...source,
    settings: { ...source.settings, ...changes[source.id] },
  }));
  const openData = {
    id: 'forem-open-data',
    kind: 'forem',
    settings: { ...simulator.addresses.foremOpenData, http: HTTP },
  };
  return { ...base, directory, partners: [], sources: [...sources, openData] };
}
