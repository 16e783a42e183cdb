import { fileURLToPath } from 'node:url';
import type { SimulatorAddresses } from '@relais/simulator';
import { commandErrors } from '../errors.ts';

/** The subscription of the simulated pull partner. */
export const FEED_SUBSCRIPTION = 'board-feed';

/** The environment that `infra/config/simulated.yaml` takes addresses and secrets from. */
export function environmentOf(addresses: SimulatorAddresses, feedKey: string): Record<string, string> {
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
    ...recordedEnvironment(addresses.recorded),
  };
}

function recordedEnvironment(recorded: SimulatorAddresses['recorded']): Record<string, string> {
  if (recorded === null) return {};
  if (recorded.franceTravail === null) {
    throw commandErrors.create('SIMULATOR_FAILED', { reason: 'the recorded folder holds no pages of France Travail' });
  }
  const { baseUrl, tokenUrl, clientId, clientSecret } = recorded.franceTravail;
  return {
    RELAIS_SIM_FRANCE_TRAVAIL_URL: baseUrl,
    RELAIS_SIM_FRANCE_TRAVAIL_TOKEN_URL: tokenUrl,
    RELAIS_SIM_FRANCE_TRAVAIL_CLIENT_ID: clientId,
    RELAIS_SIM_FRANCE_TRAVAIL_CLIENT_SECRET: clientSecret,
    ...sftpEnvironment('RELAIS_SIM_DOCUMENTS', recorded.drop),
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

/**
 * The configuration that reads from the simulated services and delivers to the simulated partners;
 * `recorded` adds the sources that serve real files.
 */
export function simulatedConfigurationPath(recorded = false): string {
  const name = recorded ? 'recorded' : 'simulated';
  return fileURLToPath(new URL(`../../../../infra/config/${name}.yaml`, import.meta.url));
}

/** Addresses of the form that the configuration wants, for who looks at what was simulated and calls nobody. */
export function environmentOfNowhere(): Record<string, string> {
  const url = 'http://simulated.invalid';
  const http = { baseUrl: url, tokenUrl: url, clientId: 'none', clientSecret: 'none' };
  const hostKeyFingerprint = `SHA256:${'A'.repeat(43)}`;
  const sftp = { host: 'simulated.invalid', port: 22, username: 'none', privateKey: 'none', hostKeyFingerprint };
  const drop = { ...sftp, folder: '/' };
  const secret = `whsec_${'A'.repeat(43)}=`;
  return environmentOf(
    {
      vdab: { ...http, legacyBaseUrl: url, apiKey: 'none' },
      actiris: { baseUrl: url, generation: 'B' },
      drop,
      foremOpenData: { baseUrl: url, dataset: 'none' },
      recorded: { franceTravail: http, drop },
      partners: { webhook: { url, secret }, sftp: { ...drop, resultsFolder: '/' } },
    },
    'n'.repeat(32),
  );
}
