import { createHash } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CloseStack, systemClock } from '@relais/runtime';
import type {
  AdvanceOptions,
  Changes,
  PartnerId,
  SftpAddress,
  Simulator,
  SimulatorAddresses,
  SimulatorOptions,
} from './model.ts';
import { startFeedReader } from './partners/feed-reader.ts';
import { Holdings } from './partners/holdings.ts';
import { SFTP_PARTNER_FOLDERS, startSftpPartner } from './partners/sftp-partner.ts';
import { startWebhookPartner } from './partners/webhook.ts';
import { Population } from './population/population.ts';
import { fillRecordedDrop } from './recorded.ts';
import { type Actiris, startActiris } from './serving/actiris/server.ts';
import { DROP_FOLDER, Drop } from './serving/drop/drop.ts';
import { FaultBoard } from './serving/faults.ts';
import { FOREM_PATHS, startForem } from './serving/forem/server.ts';
import { FRANCE_TRAVAIL_PATHS, startFranceTravail } from './serving/france-travail/server.ts';
import { type SftpServer, startSftpServer } from './serving/sftp/server.ts';
import { startVdab, VDAB_PATHS } from './serving/vdab/server.ts';

const DEFAULT_SHARES = { vdab: 0.6, actiris: 0.25, forem: 0.15 };
const TOKEN_LIFE_SECONDS = 900;
const CALLS_PER_MINUTE = 2000;

/** Everything that the parts of one simulator share. */
interface Setting {
  readonly options: SimulatorOptions;
  readonly clock: { now(): number };
  readonly faults: FaultBoard;
  readonly population: Population;
  readonly stack: CloseStack;
  readonly roots: { readonly forem: string; readonly recorded: string; readonly partner: string };
}

/**
 * Starts the services and the partners; all of them answer when it resolves. A directory that an earlier simulator of the same
 * seed, size and shares has used is taken up where it was left: population, drop folders and what the partners hold.
 * @throws RECORDED_UNREADABLE when a recorded page is no page of offers
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const stack = new CloseStack();
  try {
    const setting = await prepare(options, stack);
    return await assemble(setting);
  } catch (error) {
    await stack.close();
    throw error;
  }
}

async function prepare(options: SimulatorOptions, stack: CloseStack): Promise<Setting> {
  const { directory, offers, seed, day = 0, shares = DEFAULT_SHARES } = options;
  const clock = options.clock ?? systemClock;
  const file = join(directory, 'population.json');
  const population = await Population.open({ offers, seed, day, shares, file, clock });
  const [drops, partners] = [join(directory, 'drops'), join(directory, 'partners')];
  if (population.fresh) {
    await rm(drops, { recursive: true, force: true });
    await rm(partners, { recursive: true, force: true });
  }
  const roots = { forem: join(drops, 'forem'), recorded: join(drops, 'recorded'), partner: join(partners, 'sftp') };
  return { options, clock, faults: new FaultBoard(seed), population, stack, roots };
}

async function assemble(setting: Setting): Promise<Simulator> {
  const { options, clock, faults, population, stack, roots } = setting;
  const sftp = stack.use(
    await startSftpServer({
      roots: { 'forem-reader': roots.forem, 'recorded-reader': roots.recorded, 'partner-relais': roots.partner },
      faults,
      port: options.ports?.sftp,
    }),
  );
  const files = userOf(sftp, 'forem-reader').files;
  const drop = new Drop({ population, faults, root: roots.forem, files, clock });
  await drop.publish();
  const { actiris, addresses } = await startServices(setting, sftp);
  const { partners, webhook } = await startPartners(setting);
  const advance = advanceInTurn(population, drop);
  return {
    get addresses() {
      return { ...addresses(), partners: { webhook, sftp: partnerAddress(sftp) } };
    },
    truth: () => population.truth(),
    summary: () => population.summary(),
    advance,
    switchActiris: (generation) => actiris.switchTo(generation),
    faults,
    partners,
    close: () => stack.close(),
  };
}

/** One advance after the other, each with its drop file in place. */
function advanceInTurn(population: Population, drop: Drop): (options?: AdvanceOptions) => Promise<Changes> {
  let turn: Promise<unknown> = Promise.resolve();
  const run = async ({ times = 1, ...options }: AdvanceOptions): Promise<Changes> => {
    const total = { created: 0, edited: 0, withdrawn: 0, reopened: 0, reposted: 0, touched: 0 };
    for (let time = 0; time < times; time++) {
      const changes = await population.advance(options);
      await drop.publish();
      for (const name of Object.keys(total) as (keyof Changes)[]) total[name] += changes[name];
    }
    return total;
  };
  return (options = {}) => {
    const result = turn.then(() => run(options));
    turn = result.catch(() => undefined);
    return result;
  };
}

async function startServices(
  setting: Setting,
  sftp: SftpServer,
): Promise<{ actiris: Actiris; addresses: () => Omit<SimulatorAddresses, 'partners'> }> {
  const { options, clock, faults, population, stack } = setting;
  const access = { ...credentialsFor(options.seed, 'vdab'), apiKey: secretOf(options.seed, 'vdab key').slice(0, 32) };
  const tokenLifeSeconds = options.tokenLifeSeconds ?? TOKEN_LIFE_SECONDS;
  const vdab = stack.use(
    await startVdab({
      population,
      faults,
      credentials: access,
      tokenLifeSeconds,
      callsPerMinute: callsPerMinute(options),
      clock,
      port: options.ports?.vdab,
    }),
  );
  const generation = options.actirisGeneration ?? 'B';
  const actiris = stack.use(await startActiris({ population, faults, generation, port: options.ports?.actiris }));
  const forem = stack.use(await startForem({ population, faults, clock, port: options.ports?.['forem-open-data'] }));
  const recorded = await startRecorded(setting, sftp, tokenLifeSeconds);
  const addresses = () => ({
    vdab: {
      baseUrl: `${vdab.url}${VDAB_PATHS.v4}`,
      legacyBaseUrl: `${vdab.url}${VDAB_PATHS.v2}`,
      tokenUrl: `${vdab.url}${VDAB_PATHS.token}`,
      ...access,
    },
    actiris: { baseUrl: actiris.url, generation: actiris.generation },
    foremOpenData: { baseUrl: `${forem.url}${FOREM_PATHS.api}`, dataset: FOREM_PATHS.dataset },
    drop: sftpAddress(sftp, 'forem-reader', DROP_FOLDER),
    recorded,
  });
  return { actiris, addresses };
}

async function startRecorded(
  { options, clock, faults, stack, roots }: Setting,
  sftp: SftpServer,
  tokenLifeSeconds: number,
): Promise<SimulatorAddresses['recorded']> {
  if (options.recorded === undefined) return null;
  await fillRecordedDrop(options.recorded, roots.recorded);
  const drop = sftpAddress(sftp, 'recorded-reader', DROP_FOLDER);
  const folder = join(options.recorded, 'france-travail');
  if ((await stat(folder).catch(() => null)) === null) return { franceTravail: null, drop };
  const credentials = credentialsFor(options.seed, 'france-travail');
  const port = options.ports?.['france-travail'];
  const service = stack.use(await startFranceTravail({ folder, faults, credentials, tokenLifeSeconds, clock, port }));
  const [baseUrl, tokenUrl] = [
    `${service.url}${FRANCE_TRAVAIL_PATHS.api}`,
    `${service.url}${FRANCE_TRAVAIL_PATHS.token}`,
  ];
  return { franceTravail: { baseUrl, tokenUrl, ...credentials }, drop };
}

async function startPartners({
  options,
  clock,
  stack,
  roots,
}: Setting): Promise<{ partners: Simulator['partners']; webhook: SimulatorAddresses['partners']['webhook'] }> {
  const folder = join(options.directory, 'partners');
  const holdings = (id: PartnerId) => new Holdings(join(folder, `${id}.jsonl`), options.keepOffers ?? false);
  const secret = `whsec_${Buffer.from(secretOf(options.seed, 'webhook'), 'hex').toString('base64')}`;
  const port = options.ports?.webhook;
  const webhook = stack.use(await startWebhookPartner({ holdings: holdings('webhook'), secret, clock, port }));
  const sftp = stack.use(await startSftpPartner(roots.partner, holdings('sftp')));
  const feed = stack.use(startFeedReader(join(folder, 'feed.cursor'), holdings('feed')));
  return { partners: { webhook, sftp, feed }, webhook: { url: webhook.url, secret } };
}

function partnerAddress(sftp: SftpServer): SimulatorAddresses['partners']['sftp'] {
  const { inbox, results } = SFTP_PARTNER_FOLDERS;
  return { ...sftpAddress(sftp, 'partner-relais', inbox), resultsFolder: results };
}

function sftpAddress(sftp: SftpServer, username: string, folder: string): SftpAddress {
  const { privateKey } = userOf(sftp, username);
  const { port, hostKeyFingerprint } = sftp;
  return { host: '127.0.0.1', port, username, privateKey, hostKeyFingerprint, folder };
}

function userOf(sftp: SftpServer, username: string): NonNullable<ReturnType<SftpServer['users']['get']>> {
  const user = sftp.users.get(username);
  if (user === undefined) throw new Error(`no SFTP user ${username}`);
  return user;
}

function callsPerMinute({ rateLimited = false }: SimulatorOptions): number | null {
  if (typeof rateLimited === 'number') return rateLimited;
  return rateLimited ? CALLS_PER_MINUTE : null;
}

function credentialsFor(seed: number, service: string): { clientId: string; clientSecret: string } {
  return { clientId: `relais-${service}`, clientSecret: secretOf(seed, service) };
}

/** Secrets are made when the simulator starts and open nothing but the simulator. */
function secretOf(seed: number, purpose: string): string {
  return createHash('sha256').update(`simulator ${seed} ${purpose}`).digest('hex');
}
