import type { Ledger } from '@relais/ledger';
import { filterSchema, partnerSchema } from '@relais/policy';
import type { HotState } from '@relais/state';
import { offerIdOf, TOPICS } from '@relais/vacancy';
import { commandRecord, type SinkCommand } from '../src/operations/commands.ts';
import { takeCommands } from '../src/operations/take-commands.ts';
import { rebuildDeliveries } from '../src/rebuild-deliveries.ts';
import type { ActiveSubscription } from '../src/subscription.ts';
import { fingerprintName } from '../src/sweep.ts';
import { Crash, Fuse } from './fuse.ts';
import { MemoryLog } from './memory-log.ts';
import { type Keeping, ModelPartner } from './model-partner.ts';
import { Offers } from './offers.ts';
import { SinkProcess } from './sink-process.ts';
import type { PolicyName, Step } from './steps.ts';

/** The real stores, empty at the beginning of each history. */
export interface ModelStores {
  readonly ledger: Ledger;
  readonly state: HotState;
}

export const SUBSCRIPTION = 'model';
/** After so long every lane knows of a pause. */
const CONTROLS_KNOWN_MS = 1_000;
const BEGINNING = Date.parse('2026-11-22T03:00:00Z');

/** All that a history plays in: what is durable, the partner, and the sink's process of the moment. */
export class World {
  readonly clock = { moment: BEGINNING, now: () => this.clock.moment };
  readonly fuse = new Fuse();
  readonly log = new MemoryLog(this.clock);
  readonly ledger: Ledger;
  readonly offers: Offers;
  readonly partner: ModelPartner;
  readonly #state: HotState;
  #policy: PolicyName = 'everything';
  #process: SinkProcess | null = null;
  /** Where the consumer of offers goes on. */
  #judged = 0;
  #asked = 0;
  #pausedAt: number | null = null;
  readonly #plays: Plays = {
    publish: (step) => this.offers.change(step),
    edit: (step) => this.offers.change(step),
    'edit unseen': (step) => this.offers.change(step),
    rewrite: (step) => this.offers.change(step),
    close: (step) => this.offers.change(step),
    merge: (step) => this.offers.change(step),
    land: () => this.offers.land(),
    judge: (step) => this.judge(step.again, step.stale),
    send: (step) => this.#send(step),
    record: (step) => this.#record(step),
    work: async (step) => this.partner.work(step.index, step.verdict),
    collect: async () => (await this.sink()).collect(),
    wait: (step) => this.#wait(step),
    pause: () => this.#hold('subscription.pause'),
    resume: () => this.#hold('subscription.resume'),
    replay: (step) => this.ask(replayOf(step)),
    reconcile: (step) => this.ask({ type: 'reconcile.request', request: { repair: step.repair } }),
    operate: async () => (await this.sink()).operate(),
    control: (step) => this.#control(step),
    drift: async (step) => this.partner.drift(offerIdOf(`vdab:${step.offer}`), step.how),
    policy: (step) => this.#changePolicy(step),
    crash: async () => {
      this.#process = null;
    },
    rebuild: () => this.rebuild(),
  };

  private constructor({ ledger, state }: ModelStores, keeping: Keeping) {
    this.ledger = ledger;
    this.#state = state;
    this.partner = new ModelPartner(SUBSCRIPTION, keeping);
    this.offers = new Offers(this.log, ledger);
  }

  static async begin(stores: ModelStores, keeping: Keeping): Promise<World> {
    await stores.ledger.clear();
    await stores.state.values.set(fingerprintName(SUBSCRIPTION), 'none');
    return new World(stores, keeping);
  }

  get subscription(): ActiveSubscription {
    return subscriptionOf(this.#policy, this.partner);
  }

  /** Plays a step. A process that dies in it is gone; the next one is opened when there is something to do. */
  async play(step: Step): Promise<void> {
    this.clock.moment += 1;
    this.fuse.set('dies' in step ? step.dies : null);
    try {
      await (this.#plays[step.does] as (step: Step) => Promise<unknown>)(step);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.#process = null;
    }
    this.fuse.set(null);
  }

  /** The process of the moment. */
  async sink(): Promise<SinkProcess> {
    this.#process ??= await SinkProcess.open(
      { log: this.log, ledger: this.ledger, state: this.#state, clock: this.clock, fuse: this.fuse },
      this.subscription,
    );
    return this.#process;
  }

  /** Judges what is new in the log, and so many records again that were judged before; or the first of these alone. */
  async judge(again: number, stale = false): Promise<void> {
    const sink = await this.sink();
    const from = Math.max(this.#judged - again, 0);
    if (stale && again > 0) return await sink.judge(from, from + 1);
    await sink.judge(from);
    this.#judged = this.log.records(TOPICS.offers.name).length;
  }

  async command(given: Given): Promise<void> {
    const command: SinkCommand = { ...given, at: new Date(this.clock.moment).toISOString(), by: 'model' };
    const from = this.log.records(TOPICS.commands.name).length;
    await this.log.publish([commandRecord(command)]);
    await takeCommands(this.ledger, this.log.batch(TOPICS.commands.name, from));
  }

  /** Asks for an operation, under an id of its own. */
  async ask(request: Request): Promise<void> {
    this.#asked += 1;
    await this.command({ ...request, id: `op_${this.#asked}`, subscription: SUBSCRIPTION });
  }

  /** Throws the ledger away and builds it anew from the log. */
  async rebuild(): Promise<void> {
    this.#process = null;
    await this.ledger.clear();
    await this.offers.landAgain();
    const { log, ledger } = this;
    const signal = new AbortController().signal;
    await rebuildDeliveries({ log, ledger, state: this.#state, subscriptions: [SUBSCRIPTION], signal });
  }

  async #record(step: StepOf<'record'>): Promise<void> {
    const sink = await this.sink();
    const both = await Promise.allSettled([sink.record(step.batch), step.judging ? this.judge(0) : null]);
    for (const one of both) if (one.status === 'rejected') throw one.reason;
  }

  async #send(step: StepOf<'send'>): Promise<void> {
    const { sent } = this.partner;
    this.partner.answers = step.answers;
    await (await this.sink()).send();
    const isHeld = this.#pausedAt !== null && this.clock.moment - this.#pausedAt > CONTROLS_KNOWN_MS;
    if (isHeld && this.partner.sent > sent) this.partner.complaints.push('something was sent although it was paused');
  }

  async #hold(type: 'subscription.pause' | 'subscription.resume'): Promise<void> {
    this.#pausedAt = type === 'subscription.resume' ? null : (this.#pausedAt ?? this.clock.moment);
    await this.command({ type, subscription: SUBSCRIPTION, reason: 'model' });
  }

  async #changePolicy({ policy }: StepOf<'policy'>): Promise<void> {
    this.#policy = policy;
    this.#process = null;
    await this.sink();
  }

  async #wait({ seconds }: StepOf<'wait'>): Promise<void> {
    // No row is later than this.
    await this.offers.land();
    this.clock.moment += seconds * 1_000;
  }

  async #control({ word }: StepOf<'control'>): Promise<void> {
    if (this.#asked > 0) await this.command({ type: `operation.${word}`, id: `op_${this.#asked}` });
  }
}

type StepOf<Does, Each = Step> = Each extends { does: infer Done } ? (Does extends Done ? Each : never) : never;
type Plays = { readonly [Does in Step['does']]: (step: StepOf<Does>) => Promise<unknown> };
type Without<Whole, Names extends PropertyKey> = Whole extends unknown ? Omit<Whole, Names> : never;
type Given = Without<SinkCommand, 'at' | 'by'>;
type Request = Without<Extract<SinkCommand, { request: unknown }>, 'at' | 'by' | 'id' | 'subscription'>;

function replayOf({ of, limit }: StepOf<'replay'>): Request {
  const criteria = of === 'all' ? {} : of === 'failed' ? { states: FAILED } : { offerIds: [offerIdOf(`vdab:${of}`)] };
  return { type: 'replay.request', request: { criteria, limit } };
}

export const FAILED: ('rejected' | 'failed')[] = ['rejected', 'failed'];

function subscriptionOf(policy: PolicyName, channel: ModelPartner): ActiveSubscription {
  const deny = policy === 'nothing of VDAB' ? ['vdab'] : [];
  const languages = policy === 'everything, French first' ? ['fr'] : [];
  return {
    id: SUBSCRIPTION,
    partner: partnerSchema.parse({ id: 'partner', name: 'Partner', languages, policy: { origins: { deny } } }),
    filter: filterSchema.parse({ languages: policy === 'French offers' ? ['fr'] : [] }),
    channel,
    retry: { waitSeconds: [5, 60], jitter: 0 },
    health: { failures: 5, waitSeconds: 60, mostWaitSeconds: 600, budgetHours: 24, pauseWhenSpent: false },
    reconcile: { schedule: null, zone: 'Europe/Brussels' },
    fingerprint: policy,
  };
}
