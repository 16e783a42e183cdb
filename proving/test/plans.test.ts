import { join } from 'node:path';
import type { HandReading, Plan } from '@relais/ingest';
import { CloseStack, RelaisError } from '@relais/runtime';
import { type Simulator, startSimulator } from '@relais/simulator';
import { temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyFault } from '../src/soak/faults.ts';
import { Installation, NO_LIMIT, type SoakSource } from '../src/soak/installation.ts';
import { Random } from '../src/soak/random.ts';
import { SimulatedTime } from '../src/soak/simulated-time.ts';

const OFFERS = 100;
const FAULTS = everyFault(new Random(3), OFFERS);
type Fault = (typeof FAULTS)[number];

const stack = new CloseStack();
let simulator: Simulator;
let installation: Installation;
let time: SimulatedTime;

beforeAll(async () => {
  const folder = temporaryDirectory();
  stack.defer(() => Promise.resolve(folder[Symbol.dispose]()));
  time = new SimulatedTime('2026-11-02T08:00:00Z');
  const directory = join(folder.path, 'simulated');
  simulator = stack.use(await startSimulator({ offers: OFFERS, seed: 3, clock: time, directory }));
  installation = await Installation.open(simulator, join(folder.path, 'installation'), {
    time,
    callsPerSecond: NO_LIMIT,
  });
  stack.defer(() => installation[Symbol.asyncDispose]());
  const ingest = await installation.ingest();
  await ingest.round(new AbortController().signal);
});
afterAll(() => stack.close());

const sourceOf = ({ service }: Fault): SoakSource => (service === 'sftp' ? 'forem' : (service as SoakSource));

/** What a person who asks for everything is told, run by run, and by which error the reading ended. */
async function read(source: SoakSource, dryRun: boolean) {
  const plans: Plan[] = [];
  const onPlan = (plan: Plan) => void plans.push(plan);
  const ingest = await installation.ingest();
  try {
    const request = { reach: { kind: 'full' }, dryRun, onPlan } as const;
    return { plans, error: null, readings: await ingest.byHand(source, request, new AbortController().signal) };
  } catch (error) {
    return { plans, error: error instanceof RelaisError ? error.code : String(error), readings: [] };
  }
}

const told = ({ plans, error }: { plans: readonly Plan[]; error: string | null }) => ({
  error,
  runs: plans.map(({ mode, changes, held }) => ({ mode, held, ...countsOf(changes) })),
});

const countsOf = (changes: Plan['changes']) =>
  Object.fromEntries(Object.entries(changes).map(([change, { count }]) => [change, count]));

const done = ({ batch }: HandReading) =>
  batch === null
    ? null
    : {
        observed: batch.observed,
        withdrawn: batch.withdrawn,
        unchanged: batch.unchanged,
        quarantined: batch.quarantined,
        held: batch.heldFor,
        absent: batch.absent,
      };

const planned = ({ plan: { changes, held } }: HandReading) => ({
  observed: changes.created.count + changes.changed.count,
  withdrawn: changes.withdrawn.count,
  unchanged: changes.unchanged.count,
  quarantined: changes.quarantined.count,
  held: held?.reason ?? null,
  absent: held?.absent ?? 0,
});

/** What a drop shows of a fault is a file, which is there once; what an interface shows is armed for each reading. */
const isFile = ({ service }: Fault) => service === 'forem';

describe('a night with a fault', () => {
  test.each(FAULTS.map((fault) => [`${fault.service} ${fault.kind}`, fault] as const))(
    '%s: a dry run tells what the reading then does, and the reading does what it planned',
    async (_name, fault) => {
      const source = sourceOf(fault);
      if (isFile(fault)) await simulator.faults.set(fault);
      await simulator.advance({ kind: 'day' });
      time.leapTo(2);
      if (!isFile(fault)) await simulator.faults.set(fault);
      const dry = await read(source, true);
      if (!isFile(fault)) await simulator.faults.set(fault);
      const real = await read(source, false);
      await simulator.faults.clear();
      expect(told(dry)).toEqual(told(real));
      expect(real.readings.map(done)).toEqual(real.readings.map(planned));
      await read(source, false);
    },
  );
});
