import { join } from 'node:path';
import { decisionRecord, type SourceRound } from '@relais/ingest';
import { CloseStack, messageOf } from '@relais/runtime';
import { type Simulator, startSimulator } from '@relais/simulator';
import { observationSchema, TOPICS } from '@relais/vacancy';
import { faultsInBooks, liveInMemory } from './books.ts';
import { drawFaults, hasBurst } from './faults.ts';
import { Installation, NO_LIMIT, SERVICE_OF, SOURCES, type SoakSource } from './installation.ts';
import { Random } from './random.ts';
import { SimulatedTime } from './simulated-time.ts';

export interface SoakOptions {
  readonly nights: number;
  /** Size of the simulated population, echoes and twins included. */
  readonly offers: number;
  readonly seed: number;
  /** Most calls a second and endpoint that VDAB is asked, in real time. @default no limit: nobody waits */
  readonly callsPerSecond?: number;
  /** An empty folder for the simulator and the installation. */
  readonly directory: string;
  onProgress?(line: string): void;
}

/** What the installation holds at the end, against the simulator's own truth. */
export interface SoakResult {
  readonly nights: number;
  /** Live records of the services at the end; Le Forem's count once, though two sources show them. */
  readonly offers: number;
  /** How often a fault was met: calls, files, bulk edits, and processes that were ended between two writes. */
  readonly faults: number;
  /** Records that the largest bulk edit touched at once. */
  readonly burst: number;
  /** Live at the service and not with us. */
  readonly missing: number;
  /** Live with us and not at the service. */
  readonly ghosts: number;
  /** Withdrawals that were published while the service showed the offer. */
  readonly wrongWithdrawals: number;
  /** Live on both sides, with a content that a new installation would read otherwise. */
  readonly outdated: number;
  readonly balanced: boolean;
}

const START = '2026-11-02T08:00:00Z';
const [NOON, NIGHT] = [12, 2];
/** Shorter than a reading: tokens end in the middle of pages. */
const TOKEN_LIFE_SECONDS = 20;
const MOST_FAULTS_OF_A_READING = 7;
const MOST_WRITES_BEFORE_A_CUT = 60;
/** A page of a burst has fifty details and is written twice, to the log and to the memory. */
const RECORDS_A_WRITE = 25;
const SHARE_OF_A_MORNING = 0.05;
/** Of a reading without faults. */
const MOST_TRIES = 5;
/** What a bulk edit touches: 60,000 of 70,000. */
const BURST_SHARE = 6 / 7;

/**
 * Lives through days and nights of the simulated services with faults in most readings, through the real first stage
 * over HTTP and SFTP. The last day and night are without faults: after them everything must be whole.
 */
export async function runSoak(options: SoakOptions): Promise<SoakResult> {
  const stack = new CloseStack();
  try {
    const time = new SimulatedTime(START);
    const { offers, seed, directory, callsPerSecond = NO_LIMIT } = options;
    const simulator = stack.use(
      await startSimulator({
        ...{ offers, seed, clock: time, tokenLifeSeconds: TOKEN_LIFE_SECONDS },
        directory: join(directory, 'simulated'),
      }),
    );
    const installation = await Installation.open(simulator, join(directory, 'installation'), { time, callsPerSecond });
    stack.defer(() => installation[Symbol.asyncDispose]());
    const soak = new Soak(options, { simulator, installation, time });
    for (let night = 1; night <= options.nights; night++) await soak.dayAndNight(night);
    return await soak.result();
  } finally {
    await stack.close();
  }
}

/** Faults that leave records taken over with a content that is not their own. */
const DRIFT: ReadonlySet<string> = new Set(['renamed-field', 'unknown-code']);

/** A file of everything, of which nothing is cut off. */
const WHOLE_FILE = { service: 'forem', kind: 'truncated-snapshot', remains: 1 } as const;

type Scope = 'changes' | 'round';
type Step = NonNullable<Parameters<Simulator['advance']>[0]>;
type Live = ReadonlyMap<SoakSource, ReadonlySet<string>>;

class Soak {
  readonly #options: SoakOptions;
  readonly #simulator: Simulator;
  readonly #installation: Installation;
  readonly #time: SimulatedTime;
  readonly #random: Random;
  /** What the services show until the population lives on. */
  #live: Live = new Map();
  /** What Le Forem showed when it wrote each of the files that are yet to be read, and now. */
  #inFiles: ReadonlySet<string>[] = [];
  #cuts = 0;
  #bursts = 0;
  #largestBurst = 0;
  /** Services that showed records with what is not theirs, and have yet to show them rightly again. */
  #toRepair: ReadonlySet<string> = new Set();
  #wrongWithdrawals = 0;

  constructor(options: SoakOptions, parts: { simulator: Simulator; installation: Installation; time: SimulatedTime }) {
    this.#options = options;
    this.#simulator = parts.simulator;
    this.#installation = parts.installation;
    this.#time = parts.time;
    this.#random = new Random(options.seed);
    parts.installation.onPublish = (record) => this.#witness(record);
  }

  async dayAndNight(night: number): Promise<void> {
    const isLast = night === this.#options.nights;
    if (this.#random.chance(0.3)) this.#simulator.switchActiris(this.#random.chance(0.5) ? 'A' : 'B');
    if (this.#random.chance(0.2)) await this.#installation.endProcess();
    const burstAt = hasBurst(night) ? (this.#random.chance(0.5) ? NOON : NIGHT) : null;
    const reading = async (hour: number, scope: Scope, step: Step) => {
      this.#time.leapTo(hour);
      return await this.#reading(scope, isLast, hour === burstAt ? [burst, step] : [step]);
    };
    const burst: Step = { kind: 'burst', records: Math.ceil(this.#options.offers * BURST_SHARE) };
    const day = await reading(NOON, 'changes', { kind: 'day' });
    const round = await reading(NIGHT, 'round', { kind: 'tick', share: SHARE_OF_A_MORNING });
    const { missing, ghosts } = await this.#compared();
    const most = Math.round(process.resourceUsage().maxRSS / 1024);
    const sofar = `${this.#faults} faults, ${this.#wrongWithdrawals} wrong withdrawals, ${most} MB with the services`;
    this.#tell(
      `night ${night}: ${missing} missing, ${ghosts} ghosts for now; ${sofar}; ${[...day, ...round].join('; ')}`,
    );
  }

  async result(): Promise<SoakResult> {
    const { nights } = this.#options;
    const { missing, ghosts } = await this.#compared();
    const faulty = await faultsInBooks(this.#installation.stores);
    for (const fault of faulty.slice(0, 20)) this.#tell(`books: ${fault}`);
    const { live } = this.#simulator.summary();
    const [faults, burst] = [this.#faults, this.#largestBurst];
    const outdated = await this.#outdated();
    const offers = live.vdab + live.actiris + live.forem;
    const wrongWithdrawals = this.#wrongWithdrawals;
    const balanced = faulty.length === 0;
    return { nights, offers, faults, burst, missing, ghosts, wrongWithdrawals, outdated, balanced };
  }

  get #faults(): number {
    return this.#simulator.faults.met().reduce((sum, { count }) => sum + count, this.#cuts + this.#bursts);
  }

  /** The population lives on, faults are armed, and all sources are read. Returns what failed, in words. */
  async #reading(scope: Scope, sound: boolean, steps: readonly Step[]): Promise<string[]> {
    const { faults } = this.#simulator;
    const drawn = drawFaults(this.#random, this.#options.offers, this.#random.whole(0, MOST_FAULTS_OF_A_READING));
    await this.#repair();
    for (const fault of sound ? [] : drawn) await faults.set(fault);
    const touched = await this.#liveOn(steps);
    this.#live = liveIn(this.#simulator);
    this.#inFiles.push(this.#live.get('forem') ?? new Set());
    if (!sound && this.#random.chance(0.35)) this.#armCut(touched);
    const rounds = await this.#readUpTo(sound ? MOST_TRIES : 1, scope);
    if (rounds.some(({ source, failure }) => source === 'forem' && failure === null))
      this.#inFiles = this.#inFiles.slice(-1);
    await faults.clear();
    const drifted = drawn.filter(({ kind }) => !sound && DRIFT.has(kind));
    this.#toRepair = new Set(drifted.map(({ service }) => service));
    await this.#decide(sound);
    const failed = rounds.filter(hasFailed);
    return failed.map(({ source, failure }) => `${scope} of ${source} failed: ${messageOf(failure).slice(0, 100)}`);
  }

  /** Returns how many records a burst among the steps touched. */
  async #liveOn(steps: readonly Step[]): Promise<number> {
    let touched = 0;
    for (const step of steps) {
      const { edited } = await this.#simulator.advance(step);
      if (step.kind !== 'burst') continue;
      this.#bursts += 1;
      touched += edited;
    }
    this.#largestBurst = Math.max(this.#largestBurst, touched);
    return touched;
  }

  /** Between any two writes of a usual reading, or of one that brings a burst. */
  #armCut(touched: number): void {
    const { power } = this.#installation;
    const writes = Math.max(MOST_WRITES_BEFORE_A_CUT, Math.floor(touched / RECORDS_A_WRITE));
    if (this.#random.chance(0.5)) power.after(this.#random.whole(0, writes));
    else power.afterPublishing(this.#random.whole(0, Math.floor(writes / 4)));
  }

  /** Who reads everything anew each night needs no more; VDAB names what it repaired, and a drop gets a whole file. */
  async #repair(): Promise<void> {
    if (this.#toRepair.has('vdab')) await this.#simulator.advance({ kind: 'touch' });
    if (this.#toRepair.has('forem')) await this.#simulator.faults.set(WHOLE_FILE);
  }

  /** On a machine that has more to do, leases and connections end by themselves: the running process tries again. */
  async #readUpTo(times: number, scope: Scope): Promise<readonly SourceRound[]> {
    let rounds = await this.#read(scope);
    for (let time = 1; time < times && rounds.some(hasFailed); time++) rounds = await this.#read(scope);
    return rounds;
  }

  /** A process whose power went is begun again on what it left behind, and reads what it had to read. */
  async #read(scope: Scope): Promise<readonly SourceRound[]> {
    const signal = new AbortController().signal;
    const rounds = await this.#begun(scope, signal);
    if (!this.#installation.power.dark) {
      this.#installation.power.restore();
      return rounds;
    }
    this.#cuts += 1;
    await this.#installation.endProcess();
    return await this.#begun(scope, signal);
  }

  async #begun(scope: Scope, signal: AbortSignal): Promise<readonly SourceRound[]> {
    try {
      const ingest = await this.#installation.ingest();
      return await (scope === 'round' ? ingest.round(signal) : ingest.changes(signal));
    } catch (error) {
      if (this.#installation.power.dark) return [];
      throw error;
    }
  }

  /** Operations look at what is held: what is really gone is released, the rest refused or left until it settles itself. */
  async #decide(mustDecide: boolean): Promise<void> {
    const { ledger, log } = this.#installation.stores;
    const held = await ledger.batches.held();
    const decided = held.filter(({ source }) => mustDecide || source === 'forem' || this.#random.chance(0.5));
    for (const { id, source } of decided) {
      const live = this.#live.get(source as SoakSource);
      let gone = true;
      for await (const references of ledger.batches.absences(id)) gone &&= !references.some((one) => live?.has(one));
      const at = new Date(this.#time.now()).toISOString();
      await log.publish([decisionRecord({ batchId: id, decision: gone ? 'release' : 'refuse', at, by: 'operations' })]);
    }
    if (decided.length > 0) await this.#read('changes');
  }

  #witness({ topic, value }: { readonly topic: string; readonly value: string | null }): void {
    if (topic !== TOPICS.observations.name || !value?.includes('"vacancy.withdrawn"')) return;
    const said = observationSchema.parse(JSON.parse(value));
    if (said.type !== 'vacancy.withdrawn' || !this.#live.get(said.source as SoakSource)?.has(said.reference)) return;
    // Files that could not be read when they came are read in their order: one that ends an offer, and one that reopens it.
    const isOldWord = said.source === 'forem' && said.reason === 'status';
    if (isOldWord && this.#inFiles.some((live) => !live.has(said.reference))) return;
    this.#wrongWithdrawals += 1;
    this.#tell(`wrong withdrawal: ${said.source} ${said.reference} (${said.reason}) in ${said.batchId}`);
  }

  async #compared(): Promise<{ missing: number; ghosts: number }> {
    let [missing, ghosts] = [0, 0];
    for (const source of SOURCES) {
      const ours = await liveInMemory(this.#installation.stores, source);
      const theirs = this.#live.get(source) ?? new Set();
      missing += [...theirs].filter((reference) => !ours.has(reference)).length;
      ghosts += [...ours.keys()].filter((reference) => !theirs.has(reference)).length;
    }
    return { missing, ghosts };
  }

  /** Vacancies of which an installation that begins today would publish another content. */
  async #outdated(): Promise<number> {
    await this.#installation.endProcess();
    // Whoever begins with a drop is sent everything once.
    await this.#simulator.faults.set(WHOLE_FILE);
    const { directory, callsPerSecond = NO_LIMIT } = this.#options;
    const setting = { time: this.#time, callsPerSecond };
    await using other = await Installation.open(this.#simulator, join(directory, 'new'), setting);
    await (await other.ingest()).round(new AbortController().signal);
    let outdated = 0;
    for (const source of SOURCES) {
      const fresh = await liveInMemory(other.stores, source);
      for (const [reference, { hash }] of await liveInMemory(this.#installation.stores, source)) {
        if (hash === (fresh.get(reference)?.hash ?? hash)) continue;
        outdated += 1;
        this.#tell(`outdated: ${source} ${reference}`);
      }
    }
    return outdated;
  }

  #tell(line: string): void {
    this.#options.onProgress?.(line);
  }
}

function hasFailed({ failure }: SourceRound): boolean {
  return failure !== null;
}

function liveIn(simulator: Simulator): Live {
  const shown = simulator.truth().list.flatMap(({ appearances }) => appearances.filter(({ live }) => live));
  const of = (source: SoakSource) => shown.filter(({ service }) => service === SERVICE_OF[source]);
  return new Map(SOURCES.map((source) => [source, new Set(of(source).map(({ reference }) => reference))]));
}
