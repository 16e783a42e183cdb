import { sha256, silentLogger, systemClock } from '@relais/runtime';
import { type SimulatorAddresses, startSimulator, type Truth } from '@relais/simulator';
import {
  openSource,
  type SourceAdapter,
  type SourceContext,
  type SourceItem,
  type SourceSettings,
  sourceSettingsSchema,
  wholeOf,
} from '@relais/sources';
import { temporaryDirectory } from '@relais/testkit';
import type { Vacancy } from '@relais/vacancy';
import type { Corpus, Labelled, PositiveKind } from './labelled.ts';

const KINDS: Readonly<Record<string, PositiveKind>> = {
  original: 'original',
  echo: 'echo',
  'channel-twin': 'channel',
  repost: 'repost',
};

/** What the simulator's services show, read through the real adapters, on its first day and after some days. */
export async function simulatedCorpus(options: { offers: number; seed: number; days: number }): Promise<Corpus> {
  const { offers, seed, days } = options;
  const directory = temporaryDirectory();
  const simulator = await startSimulator({ offers, seed, directory: directory.path });
  try {
    const seen = new Map<string, Vacancy>();
    await readServices(simulator.addresses, seen);
    if (days > 0) {
      await simulator.advance({ times: days });
      await readServices(simulator.addresses, seen);
    }
    const records = labelled(simulator.truth(), seen);
    return { name: `simulated services, seed ${seed}`, records, unsure: () => false };
  } finally {
    await simulator.close();
    directory.remove();
  }
}

async function readServices(addresses: SimulatorAddresses, seen: Map<string, Vacancy>): Promise<void> {
  for (const [name, settings] of Object.entries(settingsOf(addresses))) {
    const adapter = openSource(name, settings, context());
    await readAll(adapter, seen);
    await adapter.close();
  }
}

async function readAll(adapter: SourceAdapter, seen: Map<string, Vacancy>): Promise<void> {
  const signal = AbortSignal.timeout(120_000);
  for await (const run of adapter.runs({ scope: 'round', cursor: null, signal })) {
    for await (const { items } of run.pages(signal)) keep(items, seen);
  }
}

function keep(items: readonly SourceItem[], seen: Map<string, Vacancy>): void {
  for (const item of items) {
    if (item.kind === 'vacancy') seen.set(`${item.vacancy.source}:${item.reference}`, item.vacancy);
  }
}

function settingsOf({ vdab, actiris, drop }: SimulatorAddresses): Record<string, SourceSettings> {
  const http = { attempts: 3, backoffMs: 5, callsPerSecond: 1000, burst: 1000 };
  const { baseUrl, tokenUrl, clientId, clientSecret, apiKey } = vdab;
  const { host, port, username, privateKey, hostKeyFingerprint, folder } = drop;
  const reach = { host, port, username, login: { privateKey }, hostKeyFingerprints: [hostKeyFingerprint], folder };
  return {
    vdab: sourceSettingsSchema.parse({
      kind: 'vdab',
      baseUrl,
      apiKey,
      oauth: { tokenUrl, clientId, clientSecret },
      http,
    }),
    actiris: sourceSettingsSchema.parse({ kind: 'actiris', baseUrl: actiris.baseUrl, http }),
    forem: sourceSettingsSchema.parse({ kind: 'drop', ...reach, stableForMs: 20 }),
  };
}

function context(): SourceContext {
  return {
    logger: silentLogger,
    clock: systemClock,
    archive: (raw) => Promise.resolve(sha256(wholeOf(raw))),
    known: () => Promise.resolve(new Set()),
    throttle: () => Promise.resolve(),
  };
}

function labelled({ list }: Truth, seen: ReadonlyMap<string, Vacancy>): Labelled[] {
  const withdrawn = new Date().toISOString().slice(0, 10);
  return list.flatMap(({ id, resembles, appearances }) =>
    appearances.flatMap(({ service, reference, kind, live }) => {
      const vacancy = seen.get(`${service}:${reference}`);
      return vacancy === undefined
        ? []
        : [
            {
              vacancy,
              job: id,
              kind: KINDS[kind] ?? 'channel',
              resembles,
              real: false,
              ...(live ? {} : { withdrawn }),
            },
          ];
    }),
  );
}
