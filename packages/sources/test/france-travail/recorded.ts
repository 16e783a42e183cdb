import { temporaryDirectory } from '@relais/testkit';
import { patientHttp, type SimulatedWorld, settingsOf, simulatedWorld } from '../simulated.ts';
import { writeRecorded } from './builders.ts';

/** A simulator that serves these offers as France Travail. */
export async function recordedWorld(offers: readonly object[], folder?: string): Promise<SimulatedWorld> {
  if (folder !== undefined) return await simulatedWorld({ offers: 4, recorded: folder });
  const directory = temporaryDirectory();
  writeRecorded(directory.path, offers);
  const world = await simulatedWorld({ offers: 4, recorded: directory.path });
  const close = async () => {
    await world.close();
    directory.remove();
  };
  return { ...world, close };
}

export function franceTravailSettings({ simulator }: SimulatedWorld, given: object = {}) {
  const address = simulator.addresses.recorded?.franceTravail;
  if (!address) throw new Error('nothing recorded is served');
  const { baseUrl, tokenUrl, clientId, clientSecret } = address;
  const oauth = { tokenUrl, clientId, clientSecret, scope: 'o2dsoffre api_offresdemploiv2' };
  return settingsOf('france-travail', { baseUrl, oauth, http: patientHttp, ...given });
}
