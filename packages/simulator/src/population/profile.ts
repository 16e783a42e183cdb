import { type Employer, employerOf, type Supplier, supplierOf } from './employers.ts';
import { LANGUAGES, type Language } from './languages.ts';
import type { Municipality } from './municipalities.ts';
import { OCCUPATIONS, type Occupation } from './occupations.ts';
import { at, mix, type Random, randomFor } from './random.ts';
import type { Appearance, Job } from './records.ts';

export type ContractKind =
  | 'permanent'
  | 'fixed-term'
  | 'agency'
  | 'agency-to-permanent'
  | 'student'
  | 'flexi'
  | 'replacement'
  | 'self-employed';

export type Shift = 'day' | 'two-shift' | 'night' | 'weekend' | 'continuous';

interface LanguageWish {
  readonly language: Language | 'en';
  /** VDAB's steps: 1 starter, 2 basic, 3 medium, 4 good, 5 very good. */
  readonly level: 1 | 2 | 3 | 4 | 5;
}

/** What the employer wants, in the abstract: each service writes it in its own codes. */
export interface Profile {
  readonly occupation: Occupation;
  readonly employer: Employer;
  readonly place: Municipality;
  readonly language: Language;
  /** Which synonym of the occupation the employer uses. */
  readonly synonym: number;
  /** Index of the variant that tells a near text apart from the job it resembles; null for all others. */
  readonly variant: number | null;
  readonly contract: ContractKind;
  readonly fullTime: boolean;
  readonly hours: number | null;
  readonly shift: Shift;
  readonly positions: number;
  /** VDAB's five steps: 0 no matter, 1 none, 2 under two years, 3 two years and more, 4 five years and more. */
  readonly experience: 0 | 1 | 2 | 3 | 4;
  readonly languages: readonly LanguageWish[];
  readonly pay: { readonly minimum: number; readonly maximum: number } | null;
  readonly startsAtOnce: boolean;
  readonly international: boolean;
  readonly helpWanted: readonly ('O' | 'W' | 'C' | 'B')[];
  /** Which sentences the text is made of. */
  readonly textKey: number;
  /** Records in which a job board repeats the job in words of its own, by index. */
  readonly rewritten: readonly number[];
}

const PURPOSE_JOB = 31;
const PURPOSE_LIKENESS = 32;

const JOBS_OF_AN_EMPLOYER = 6;
const EMPLOYERS_OF_A_BLOCK = 64;
/** Place of the first to the sixth job of an employer: the sixth may repeat the occupation of the first, elsewhere. */
const PLACE_OF_JOB = [0, 0, 1, 0, 2, 1];
const FIRST_PLACE_OF_LIKENESS = [3, 3, 3, 3, 3, 5];
const SHIFT_OF_VARIANT: readonly Shift[] = ['night', 'weekend', 'day'];

const CONTRACTS: readonly ContractKind[] = [
  ...Array.from<ContractKind>({ length: 11 }).fill('permanent'),
  ...Array.from<ContractKind>({ length: 4 }).fill('fixed-term'),
  'replacement',
  'student',
  'flexi',
  'self-employed',
];

const SWAPPED_CONTRACT: Partial<Record<ContractKind, ContractKind>> = {
  permanent: 'fixed-term',
  'fixed-term': 'permanent',
};

const AGENCY_CONTRACTS: readonly ContractKind[] = ['agency', 'agency', 'agency-to-permanent', 'permanent'];

/** The job as its employer wants it. No two jobs share employer, occupation and place, but for near texts. */
export function profileOf(seed: number, job: Job, revision: number): Profile {
  const first = job.likeness?.of ?? job;
  const { employer, ordinal } = employmentOf(seed, first);
  const occupations = OCCUPATIONS[employer.sector];
  const occupation = at(occupations, employer.index + ordinal);
  const random = randomFor(seed, PURPOSE_JOB, first.index);
  const textKey = mix(seed, PURPOSE_JOB, first.index);
  const twins = job.appearances.filter(({ kind }) => kind === 'channel-twin');
  const rewritten = twins.map(({ index }) => index);
  const common = { occupation, employer, textKey, rewritten, ...wishes(random, first, occupation, employer) };
  const place = at(employer.places, at(PLACE_OF_JOB, ordinal));
  const special =
    job.likeness === null ? { place, variant: null } : differences(seed, job, { employer, place, ordinal });
  return edited({ ...common, ...special }, revision);
}

/** What an edit changes beside the text: the number of posts, and now and then the contract. */
function edited(profile: Profile, revision: number): Profile {
  if (revision === 0) return profile;
  const swapped = SWAPPED_CONTRACT[profile.contract] ?? profile.contract;
  const contract = revision % 2 === 1 ? swapped : profile.contract;
  return { ...profile, contract, positions: profile.positions + (revision % 3) };
}

/** The agency or job board that hands a record to the service; null when the employer does so itself. */
export function supplierOfAppearance(seed: number, appearance: Appearance): Supplier | null {
  const { channel, job } = appearance;
  return channel === 'employer' ? null : supplierOf(seed, channel, job.index);
}

/** Jobs of an employer lie a block apart in the line, so that small populations meet many employers. */
function employmentOf(seed: number, { area, slot }: Job): { employer: Employer; ordinal: number } {
  const block = Math.floor(slot / (EMPLOYERS_OF_A_BLOCK * JOBS_OF_AN_EMPLOYER));
  const within = slot % (EMPLOYERS_OF_A_BLOCK * JOBS_OF_AN_EMPLOYER);
  const index = block * EMPLOYERS_OF_A_BLOCK + (within % EMPLOYERS_OF_A_BLOCK);
  return { employer: employerOf(seed, area, index), ordinal: Math.floor(within / EMPLOYERS_OF_A_BLOCK) };
}

function differences(
  seed: number,
  job: Job,
  base: Pick<Profile, 'employer' | 'place'> & { readonly ordinal: number },
): Partial<Profile> & Pick<Profile, 'place' | 'variant'> {
  const ordinal = job.likeness?.ordinal ?? 0;
  if (job.likeness?.how === 'near') {
    return { place: base.place, variant: ordinal, shift: at(SHIFT_OF_VARIANT, ordinal), fullTime: ordinal !== 1 };
  }
  const elsewhere = at(base.employer.places, at(FIRST_PLACE_OF_LIKENESS, base.ordinal) + ordinal);
  const random = randomFor(seed, PURPOSE_LIKENESS, job.index);
  return { place: elsewhere, variant: null, positions: 1 + random.below(3) };
}

type Wishes = Omit<Profile, 'occupation' | 'employer' | 'place' | 'variant' | 'textKey' | 'rewritten'>;

function wishes(random: Random, job: Job, occupation: Occupation, employer: Employer): Wishes {
  const fullTime = random.chance(0.75);
  const least = 2100 + random.below(30) * 50;
  return {
    language: employer.language,
    synonym: random.chance(0.7) ? 0 : 1 + random.below(3),
    contract: random.pick(job.channel === 'agency' ? AGENCY_CONTRACTS : CONTRACTS),
    fullTime,
    hours: random.chance(0.4) ? (fullTime ? 38 : 19 + random.below(12)) : null,
    shift: random.chance(0.75) ? 'day' : random.pick(['two-shift', 'night', 'weekend', 'continuous'] as const),
    positions: random.chance(0.85) ? 1 : 2 + random.below(4),
    experience: random.pick([0, 1, 1, 2, 2, 3, 4] as const),
    languages: languagesOf(random, employer.language, occupation),
    pay: random.chance(0.2) ? { minimum: least, maximum: least + random.below(12) * 100 } : null,
    startsAtOnce: random.chance(0.6),
    international: random.chance(0.05),
    helpWanted: random.chance(0.06) ? [random.pick(['O', 'W', 'C', 'B'] as const)] : [],
  };
}

function languagesOf(random: Random, first: Language, occupation: Occupation): Profile['languages'] {
  const levels: LanguageWish[] = [{ language: first, level: random.pick([4, 5] as const) }];
  const others = LANGUAGES.filter((language) => language !== first);
  if (random.chance(0.35)) levels.push({ language: random.pick(others), level: random.pick([2, 3, 4] as const) });
  if ((occupation.study ?? 0) >= 6 && random.chance(0.5)) levels.push({ language: 'en', level: 3 });
  return levels;
}
