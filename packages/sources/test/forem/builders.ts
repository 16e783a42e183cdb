import { patientHttp, type SimulatedWorld, settingsOf } from '../simulated.ts';

export { row } from './rows.ts';

export function foremSettings(baseUrl: string, given: object = {}) {
  return settingsOf('forem', { baseUrl, http: patientHttp, pageRows: 7, ...given });
}

export function simulatedForem({ simulator }: SimulatedWorld, given: object = {}) {
  return foremSettings(simulator.addresses.foremOpenData.baseUrl, given);
}
