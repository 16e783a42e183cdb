import { type Simulator, type SimulatorOptions, startSimulator } from '@relais/simulator';
import { temporaryDirectory } from '@relais/testkit';
import { type SourceSettings, sourceSettingsSchema } from '../src/index.ts';

export interface SimulatedWorld {
  readonly simulator: Simulator;
  live(service: 'vdab' | 'actiris' | 'forem'): string[];
  close(): Promise<void>;
}

export async function simulatedWorld(options: Partial<SimulatorOptions> = {}): Promise<SimulatedWorld> {
  const directory = temporaryDirectory();
  const simulator = await startSimulator({ offers: 120, seed: 7, directory: directory.path, ...options });
  return {
    simulator,
    live: (service) =>
      simulator
        .truth()
        .list.flatMap(({ appearances }) => appearances)
        .filter((appearance) => appearance.live && appearance.service === service)
        .map(({ reference }) => reference),
    async close() {
      await simulator.close();
      directory.remove();
    },
  };
}

/** Settings of a kind, checked as the configuration checks them. */
export function settingsOf<Kind extends SourceSettings['kind']>(
  kind: Kind,
  given: object,
): Extract<SourceSettings, { kind: Kind }> {
  return sourceSettingsSchema.parse({ kind, ...given }) as Extract<SourceSettings, { kind: Kind }>;
}

export const patientHttp = { attempts: 3, backoffMs: 5, callsPerSecond: 1000, burst: 1000 };

export function vdabSettings({ simulator }: SimulatedWorld, given: object = {}) {
  const { baseUrl, tokenUrl, clientId, clientSecret, apiKey } = simulator.addresses.vdab;
  return settingsOf('vdab', {
    baseUrl,
    apiKey,
    oauth: { tokenUrl, clientId, clientSecret },
    http: patientHttp,
    pageSize: 50,
    details: { perCall: 7, parallel: 3 },
    ...given,
  });
}

export function actirisSettings({ simulator }: SimulatedWorld, given: object = {}) {
  const { baseUrl } = simulator.addresses.actiris;
  return settingsOf('actiris', { baseUrl, http: patientHttp, pageSize: 20, ...given });
}

export function dropSettings(
  address: {
    host: string;
    port: number;
    username: string;
    privateKey: string;
    hostKeyFingerprint: string;
    folder: string;
  },
  given: object = {},
) {
  const { host, port, username, privateKey, hostKeyFingerprint, folder } = address;
  const login = { privateKey };
  const reach = { host, port, username, login, hostKeyFingerprints: [hostKeyFingerprint], folder };
  return settingsOf('drop', { ...reach, stableForMs: 20, ...given });
}
