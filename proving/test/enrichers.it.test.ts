import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStores, requireConfiguration, type Stores } from '@relais/configuration';
import { backlog } from '@relais/ops';
import { silentLogger } from '@relais/runtime';
import {
  describeWith,
  eventually,
  freshDatabase,
  freshPrefix,
  type ServiceProcess,
  startService,
  temporaryDirectory,
} from '@relais/testkit';
import {
  CONSUMER_GROUPS,
  emptyVacancy,
  eventHeaders,
  type Observation,
  type Offer,
  offerEventSchema,
  TOPICS,
  type Vacancy,
  vacancyHash,
  vacancyKey,
  workplace,
} from '@relais/vacancy';
import { expect, test } from 'vitest';
import type { Servers } from '../src/cluster.ts';
import { LEAN } from '../src/embedded.ts';

const JOBS = 250;
const LEDGER_URL = 'RELAIS_TEST_LEDGER_URL';
const PATIENCE = { intervalMs: 100 };

await describeWith(['kafka', 'redis', 'postgres'], 'three enrichers at once', (servers) => {
  test('never make two offers of one job, also when one is held up and one is killed in the middle', async () => {
    await using installation = await Installation.prepare(servers);
    const { stores } = installation;
    const [slow, doomed] = await Promise.all([1, 2, 3].map(() => installation.startEnricher()));
    // The vacancies of one job lie in several partitions, and so with several processes, at the same moment.
    await observe(stores, everyJob(1, SHOWN));
    await eventually(() => hasOffers(stores, 20), PATIENCE);
    slow?.signal('SIGSTOP');
    await observe(stores, everyJob(2, SHOWN));
    await doomed?.process.kill('SIGKILL');
    await observe(stores, [...everyJob(3, SHOWN), ...everyJob(1, ['reposted']), ...everyJob(4, ['gone'])]);
    await installation.startEnricher();
    await eventually(() => hasOffers(stores, 60), PATIENCE);
    slow?.signal('SIGCONT');
    await eventually(async () => (await behind(stores)) === 0, { ...PATIENCE, what: 'every observation to be taken' });
    expect(await groupsOf(stores)).toEqual(expectedGroups());
    expect(await newestInLog(stores)).toEqual(await standingInLedger(stores));
  });
});

const PLACES = [
  ['vdab', 'own'],
  ['actiris', 'echo'],
  ['forem', 'channel'],
] as const;
const SHOWN = [...PLACES.map(([, kind]) => kind), 'gone'] as const;
type Kind = (typeof SHOWN)[number] | 'reposted';

/** Observations of all jobs; the vacancy of kind `gone` is withdrawn with version 4, after which a repost of it is shown. */
function everyJob(version: number, kinds: readonly Kind[]): Observation[] {
  const all = Array.from({ length: JOBS }, (_, job) => kinds.map((kind) => observationOf(job, kind, version))).flat();
  return all.toSorted((a, b) => (a.reference < b.reference ? -1 : 1));
}

function observationOf(job: number, kind: Kind, version: number): Observation {
  const vacancy = { ...vacancyOf(job, kind), positions: version === 1 ? 1 : 2 };
  const { source, reference } = vacancy;
  const observed = { source, reference, version, batchId: `b_${version}`, observedAt: '2026-11-23T02:15:00.000Z' };
  if (kind === 'gone' && version === 4) return { type: 'vacancy.withdrawn', ...observed, reason: 'absent' };
  return { type: 'vacancy.observed', ...observed, contentHash: vacancyHash(vacancy, null), vacancy, contact: null };
}

/** Some are found to be one job by their references, the others because they are alike. */
function vacancyOf(job: number, kind: Kind): Vacancy {
  const source = PLACES.find(([, each]) => each === kind)?.[0] ?? 'vdab';
  const empty = emptyVacancy(source, referenceOf(job, kind));
  const echo = { service: 'vdab', reference: referenceOf(job, 'own'), hops: ['vdab', source], channel: null };
  const from = kind === 'reposted' ? '2026-11-23' : '2026-11-01';
  // A vacancy that was withdrawn and reposted is a job of its own: two live ones of a source are two jobs.
  const own = kind === 'gone' || kind === 'reposted' ? 'Boekhouder' : 'Kok';
  return {
    ...empty,
    origin: { ...(kind === 'echo' ? echo : empty.origin), provenance: kind === 'echo' ? 'echo' : 'own' },
    titles: { nl: `${own} (m/v/x)` },
    employer: { ...empty.employer, name: `Brasserie ${nameOf(job)}` },
    workplaces: [workplace({ country: 'BE', postcode: '9000', municipality: 'Gent' })],
    publication: { ...empty.publication, from },
  };
}

const referenceOf = (job: number, kind: Kind) => `${kind === 'own' ? 'a' : kind}-${job}`;

/** Names that have no word in common. */
function nameOf(job: number): string {
  const syllables = ['bru', 'dak', 'fel', 'gom', 'hir', 'jut', 'kas', 'lop', 'mer', 'nid'];
  const digits = String(job).padStart(3, '0').split('');
  return digits.map((digit, place) => `${syllables[Number(digit)]}${place}`).join('');
}

function expectedGroups(): string[] {
  const jobs = Array.from({ length: JOBS }, (_, job) => [
    PLACES.map(([source, kind]) => `${source}:${referenceOf(job, kind)}`).toSorted(),
    [`vdab:${referenceOf(job, 'reposted')}`],
  ]).flat();
  return jobs.map((keys) => keys.join(' ')).toSorted();
}

/** The members of every open offer, by the ledger's offers; each row of a live vacancy must name the same one. */
async function groupsOf({ ledger }: Stores): Promise<string[]> {
  const groups: string[] = [];
  for await (const offers of ledger.offers.scanOffers({ status: 'open' })) {
    const rows = await ledger.offers.membersOf(offers.map(({ id }) => id));
    for (const offer of offers) {
      const keys = offer.members.map(vacancyKey).toSorted();
      expect((rows.get(offer.id) ?? []).map(({ key }) => key).toSorted()).toEqual(keys);
      groups.push(keys.join(' '));
    }
  }
  return groups.toSorted();
}

/** Status and members of every offer, as whoever follows the log has them: by version, then by fence. */
async function newestInLog({ log }: Stores): Promise<ReadonlyMap<string, unknown>> {
  const newest = new Map<string, Offer>();
  for await (const records of log.read({ topic: TOPICS.offers.name })) {
    for (const { value } of records) {
      const { offer } = offerEventSchema.parse(JSON.parse(value ?? 'null'));
      const known = newest.get(offer.id);
      if (known === undefined || isNewer(offer, known)) newest.set(offer.id, offer);
    }
  }
  return new Map([...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, offer]) => [id, shown(offer)]));
}

function isNewer(offer: Offer, known: Offer): boolean {
  return offer.version !== known.version ? offer.version > known.version : offer.fence >= known.fence;
}

async function standingInLedger({ ledger }: Stores): Promise<ReadonlyMap<string, unknown>> {
  const standing = new Map<string, unknown>();
  for await (const offers of ledger.offers.scanOffers({}))
    for (const offer of offers) standing.set(offer.id, shown(offer));
  return new Map([...standing].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const shown = ({ status, members, mergedInto }: Offer) => ({ status, mergedInto, members: members.map(vacancyKey) });

async function observe({ log }: Stores, observations: readonly Observation[]): Promise<void> {
  const headers = eventHeaders({
    id: 'e',
    type: 'vacancy.observed',
    source: '/test',
    time: '2026-11-23T02:15:00.000Z',
  });
  const topic = TOPICS.observations.name;
  await log.publish(
    observations.map((each) => ({ topic, key: vacancyKey(each), value: JSON.stringify(each), headers })),
  );
}

const behind = ({ log }: Stores) => backlog(log, CONSUMER_GROUPS.enricher, TOPICS.observations.name);
const hasOffers = async ({ ledger }: Stores, wanted: number) => (await ledger.offers.statistics()).open >= wanted;

/** Stores of their own on the servers, and enrichers that work on them. */
class Installation implements AsyncDisposable {
  readonly stores: Stores;
  readonly #environment: Record<string, string>;
  readonly #path: string;
  readonly #directory: ReturnType<typeof temporaryDirectory>;
  readonly #processes: ServiceProcess[] = [];

  private constructor(
    stores: Stores,
    environment: Record<string, string>,
    path: string,
    directory: ReturnType<typeof temporaryDirectory>,
  ) {
    this.stores = stores;
    this.#environment = environment;
    this.#path = path;
    this.#directory = directory;
  }

  static async prepare({ kafka, redis, postgres }: Servers): Promise<Installation> {
    const directory = temporaryDirectory();
    const path = join(directory.path, 'relais.yaml');
    const prefix = freshPrefix();
    const environment = { [LEDGER_URL]: await freshDatabase(postgres) };
    const configuration = {
      directory: directory.path,
      logLevel: 'warn',
      log: { driver: 'kafka', brokers: kafka.brokers, topicPrefix: `${prefix}.`, sessionTimeoutMs: 6_000 },
      state: { driver: 'redis', url: redis.url, keyPrefix: `${prefix}:` },
      ledger: { driver: 'postgres', url: { env: LEDGER_URL } },
    };
    writeFileSync(path, JSON.stringify(configuration));
    const stores = await openStores(requireConfiguration({ path, environment }), silentLogger);
    return new Installation(stores, environment, path, directory);
  }

  async startEnricher() {
    const environment = { ...this.#environment, ...LEAN };
    const service = { entry: 'services/enricher/src/main.ts', args: ['--config', this.#path], environment };
    const enricher = startService(service);
    this.#processes.push(enricher);
    await enricher.json((record) => record['ready'] === 'enricher');
    return { process: enricher, signal: (name: NodeJS.Signals) => process.kill(enricher.pid, name) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { pid } of this.#processes) continueIfThere(pid);
    await Promise.all(this.#processes.map((each) => each.kill('SIGTERM')));
    await this.stores.close();
    this.#directory.remove();
  }
}

/** A process that was stopped could not end. */
function continueIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It has ended already.
  }
}
