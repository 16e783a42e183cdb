import fc from 'fast-check';
import { ANSWERS, type Answer, type Drift, type Keeping } from './model-partner.ts';

export const OFFERS = ['a', 'b', 'c'] as const;
export type OfferName = (typeof OFFERS)[number];

/** What the partner may have and wants; each differs from the others in what it holds or in the view. */
export const POLICIES = ['everything', 'French offers', 'everything, French first', 'nothing of VDAB'] as const;
export type PolicyName = (typeof POLICIES)[number];

/** One thing that happens. `dies` ends the process after so many moments of it; null lets it live. */
export type Step =
  /** `late`: the offer's row reaches the ledger some time after the event. */
  | { does: 'publish' | 'edit' | 'edit unseen' | 'rewrite' | 'close'; offer: OfferName; late: boolean }
  | { does: 'merge'; offer: OfferName; into: OfferName; late: boolean }
  | { does: 'land' }
  /** What is new, after so many records that were judged before; `stale`: the first of those alone, by a consumer that lags. */
  | { does: 'judge'; again: number; stale: boolean; dies: number | null }
  | { does: 'send'; answers: readonly Answer[]; dies: number | null }
  | { does: 'record'; batch: number; judging: boolean; dies: number | null }
  | { does: 'work'; index: number; verdict: 'accepts' | 'refuses' | 'loses' }
  | { does: 'collect'; dies: number | null }
  | { does: 'wait'; seconds: number }
  | { does: 'pause' | 'resume' }
  | { does: 'replay'; of: 'all' | 'failed' | OfferName; limit: number }
  | { does: 'reconcile'; repair: boolean }
  | { does: 'operate'; dies: number | null }
  | { does: 'control'; word: 'pause' | 'resume' | 'cancel' }
  | { does: 'drift'; offer: OfferName; how: Drift }
  | { does: 'policy'; policy: PolicyName; dies: number | null }
  | { does: 'crash' | 'rebuild' };

/** A history from the first offer to the moment at which everything is left to come to rest. */
export interface Story {
  readonly keeping: Keeping;
  /** How the partner accepts once everything is left to come to rest. */
  readonly resting: 'at once' | 'by receipt';
  readonly steps: readonly Step[];
}

/** Most steps of a history; the mean is half of it. */
const MOST_STEPS = 60;

/** Most of what may happen happens to offers that are there; one is not. */
const BEGINNING: readonly Step[] = [
  { does: 'publish', offer: 'a', late: false },
  { does: 'publish', offer: 'b', late: false },
  { does: 'judge', again: 0, stale: false, dies: null },
];

export function stories(): fc.Arbitrary<Story> {
  return fc
    .record({
      keeping: fc.constantFrom<Keeping>('revisions', 'hashes'),
      resting: fc.constantFrom('at once' as const, 'by receipt' as const),
      // In half of the histories every process lives: of those more can be asked.
      mortal: fc.boolean(),
      steps: fc.array(step(), { maxLength: MOST_STEPS, size: 'max' }),
    })
    .map(({ mortal, steps, ...story }) => ({
      ...story,
      steps: [...BEGINNING, ...steps.map((each) => lived(each, mortal))],
    }));
}

function lived(each: Step, mortal: boolean): Step {
  return mortal || !('dies' in each) ? each : { ...each, dies: null };
}

function step(): fc.Arbitrary<Step> {
  return fc.oneof(
    { weight: 18, arbitrary: change() },
    { weight: 16, arbitrary: judging() },
    { weight: 20, arbitrary: fc.record({ does: fc.constant('send' as const), answers: answers(), dies: dies() }) },
    { weight: 18, arbitrary: recording() },
    { weight: 8, arbitrary: fc.record({ does: fc.constant('work' as const), index: upTo(2), verdict: verdict() }) },
    { weight: 6, arbitrary: fc.record({ does: fc.constant('collect' as const), dies: dies() }) },
    { weight: 6, arbitrary: fc.record({ does: fc.constant('wait' as const), seconds: fc.constantFrom(1, 20, 90) }) },
    { weight: 9, arbitrary: operations() },
    { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('pause' as const, 'resume' as const) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('drift' as const), offer: offer(), how: drift() }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('policy' as const), policy: policy(), dies: dies() }) },
    { weight: 2, arbitrary: fc.constant<Step>({ does: 'crash' }) },
    { weight: 1, arbitrary: fc.constant<Step>({ does: 'rebuild' }) },
  );
}

function change(): fc.Arbitrary<Step> {
  const does = fc.constantFrom('edit', 'edit', 'edit', 'edit unseen', 'rewrite', 'close');
  const late = fc.boolean();
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ does: fc.constant('publish' as const), offer: offer(), late }) },
    { weight: 6, arbitrary: fc.record({ does, offer: offer(), late }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('merge' as const), offer: offer(), into: offer(), late }) },
    { weight: 2, arbitrary: fc.constant<Step>({ does: 'land' }) },
  );
}

function judging(): fc.Arbitrary<Step> {
  return fc.record({ does: fc.constant('judge'), again: upTo(3), stale: fc.boolean(), dies: dies() });
}

function recording(): fc.Arbitrary<Step> {
  return fc.record({ does: fc.constant('record'), batch: upTo(1), judging: fc.boolean(), dies: dies() });
}

function operations(): fc.Arbitrary<Step> {
  const of = fc.constantFrom('all' as const, 'failed' as const, ...OFFERS);
  return fc.oneof(
    { weight: 2, arbitrary: fc.record({ does: fc.constant('replay' as const), of, limit: fc.constantFrom(100, 1) }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('reconcile' as const), repair: fc.boolean() }) },
    { weight: 4, arbitrary: fc.record({ does: fc.constant('operate' as const), dies: dies() }) },
    { weight: 1, arbitrary: fc.record({ does: fc.constant('control' as const), word: word() }) },
  );
}

const offer = () => fc.constantFrom(...OFFERS);
const policy = () => fc.constantFrom(...POLICIES);
const verdict = () => fc.constantFrom('accepts' as const, 'refuses' as const, 'loses' as const);
const word = () => fc.constantFrom('pause' as const, 'resume' as const, 'cancel' as const);
const drift = () => fc.constantFrom('lost' as const, 'older' as const, 'ghost' as const);
const upTo = (most: number) => fc.integer({ min: 0, max: most });
const answers = () => fc.array(fc.constantFrom(...ANSWERS), { minLength: 2, maxLength: 2 });
/** Most processes live. */
const dies = () => fc.option(upTo(7), { nil: null, freq: 7 });

/** The story in words, one line a step. */
export function tell({ keeping, resting, steps }: Story): string {
  const lines = steps.map((each, index) => `${String(index + 1).padStart(3)}. ${tellStep(each)}`);
  return [
    `The partner keeps ${keeping}, and accepts ${resting} in the end.`,
    ...lines,
    '     Then everything is left to come to rest.',
  ].join('\n');
}

function tellStep(each: Step): string {
  const { does, ...rest } = each;
  const shown = Object.entries(rest).filter(
    ([name, value]) => value !== null && value !== false && (value !== 0 || name === 'dies'),
  );
  return [does, ...shown.map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(' / ') : value}`)].join(
    ', ',
  );
}
