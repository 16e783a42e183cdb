import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyVacancy, type Vacancy, workplace } from '@relais/vacancy';
import { asOwn } from './disguise.ts';
import { type Corpus, type Dice, diceOf, type Labelled } from './labelled.ts';

const EMPLOYERS = 160;
const SHARE = { alsoFrench: 0.6, frenchAlone: 0.3, department: 0.1, kin: 0.4, numbered: 0.7, rightCode: 0.85 } as const;
/** Name in Dutch and in French: two departments of one house that look for the same people. */
const DEPARTMENTS = [
  ['geriatrie', 'gériatrie'],
  ['pediatrie', 'pédiatrie'],
  ['spoed', 'urgences'],
  ['balie', 'guichet'],
  ['nierdialyse', 'hémodialyse'],
] as const;
const OWN_NAMES = [
  'SAP',
  'AutoCAD',
  'C++',
  'Python',
  'HACCP',
  'VCA',
  'BIM',
  'Odoo',
  'Excel4',
  'CNC',
  'PLC',
  '3x8',
  'TIG',
];
const AMOUNTS = Array.from({ length: 24 }, (_, at) => `${1 + Math.floor(at / 3)}.${250 + (at % 3) * 150}`);
const LEAST_JOBS = 2;

interface Label {
  readonly nl: string;
  readonly fr: string;
}

/** One job of an employer, with what its advertisements say in any language. */
interface Job {
  readonly id: string;
  readonly label: Label;
  readonly shared: Partial<Vacancy>;
  readonly names: readonly string[];
}

export interface TranslatedOptions {
  readonly seed: number;
  /** True when a coder found the occupation of each title, right in 85 of 100 and independently in both languages. */
  readonly coded: boolean;
}

/**
 * Jobs that VDAB shows in Dutch with a text, and Actiris in French as a bare row or Forem with a text; titles are the parallel
 * labels of the European classification. Employers have several jobs at one place, published together, of like occupations, in
 * two departments, on the same terms, and some jobs stand in French alone.
 */
export function translatedCorpus(folder: string, { seed, coded }: TranslatedOptions): Corpus {
  const labels = labelsIn(folder);
  const dice = diceOf(seed);
  const records: Labelled[] = [];
  for (let employer = 0; employer < EMPLOYERS; employer++) {
    for (const job of jobsOf(employer, labels, { dice, seed })) {
      const known = { job: job.id, resembles: null, real: false } as const;
      const written = { job, dice, labels, coded };
      const alone = dice.chance(SHARE.frenchAlone);
      if (!alone) records.push({ ...known, vacancy: inDutch(written), kind: 'original' });
      if (alone || dice.chance(SHARE.alsoFrench)) {
        records.push({ ...known, vacancy: inFrench(written), kind: alone ? 'original' : 'translated' });
      }
    }
  }
  return { name: `titles in two languages${coded ? ', coded' : ''}, seed ${seed}`, records, unsure: () => false };
}

function jobsOf(employer: number, labels: readonly Label[], { dice, seed }: { dice: Dice; seed: number }): Job[] {
  const first = Math.floor(dice.unit() * (labels.length - 10));
  const [day, names, terms] = [dice.pick(DAYS), [dice.pick(OWN_NAMES), dice.pick(OWN_NAMES)], termsOf(dice)];
  const titles = titlesOf(LEAST_JOBS + Math.floor(dice.unit() * 4), labels.slice(first, first + 10), { labels, dice });
  return titles.map((label, at) => {
    const own = dice.chance(0.5) ? [dice.pick(OWN_NAMES), dice.pick(AMOUNTS)] : [];
    const shared = dice.chance(0.6) ? terms : termsOf(dice);
    return {
      id: `${seed}-${employer}-${at}`,
      label,
      shared: { ...shared, ...placed(employer), ...published(dice.chance(0.6) ? day : dice.pick(DAYS)) },
      names: [...names, ...own],
    };
  });
}

/** The first of some kin, and after it kin, strangers, and departments that look for the one before. */
function titlesOf(count: number, kin: readonly Label[], from: { labels: readonly Label[]; dice: Dice }): Label[] {
  const { labels, dice } = from;
  const departments = DEPARTMENTS.toSorted(() => dice.unit() - 0.5);
  let label = kin[0] ?? { nl: '', fr: '' };
  return Array.from({ length: count }, (_, at) => {
    const department = at > 0 && dice.chance(SHARE.department) ? departments.pop() : undefined;
    if (department !== undefined) return { nl: `${label.nl} ${department[0]}`, fr: `${label.fr} ${department[1]}` };
    if (at > 0) label = dice.chance(SHARE.kin) ? (kin[at] ?? label) : dice.pick(labels);
    return label;
  });
}

const DAYS = Array.from({ length: 28 }, (_, at) => `2026-10-${String(at + 1).padStart(2, '0')}`);

function published(day: string): Pick<Vacancy, 'publication'> {
  return { publication: { created: null, modified: null, from: day, until: null } };
}

function termsOf(dice: Dice): Pick<Vacancy, 'contract' | 'workingTime' | 'pay'> {
  const minimum = 2_000 + Math.floor(dice.unit() * 40) * 50;
  return {
    contract: {
      type: dice.pick(['permanent', 'permanent', 'fixed-term', 'temporary-agency']),
      codes: [],
      startDate: dice.chance(0.3) ? dice.pick(DAYS) : null,
      startsImmediately: null,
    },
    workingTime: {
      regime: dice.pick(['full-time', 'full-time', 'part-time']),
      hoursPerWeek: dice.chance(0.4) ? dice.pick([19, 24, 30.4, 36, 38]) : null,
      shifts: [],
    },
    pay: dice.chance(0.2) ? { minimum, maximum: null, currency: 'EUR', period: 'month' } : null,
  };
}

function placed(employer: number): Pick<Vacancy, 'employer' | 'workplaces'> {
  const number = String(1_000_000 + employer * 7919).padStart(8, '0');
  const enterpriseNumber = `${number}${String(97 - (Number(number) % 97)).padStart(2, '0')}`;
  return {
    employer: { name: `Bedrijf ${employer} NV`, enterpriseNumber, sectors: [], description: null },
    workplaces: [workplace({ country: 'BE', postcode: '1000', municipality: 'Brussel' })],
  };
}

interface Writing {
  readonly job: Job;
  readonly dice: Dice;
  readonly labels: readonly Label[];
  readonly coded: boolean;
}

function inDutch(writing: Writing): Vacancy {
  const { job, dice } = writing;
  const plain = `Wij zoeken voor ons team in Brussel een ${job.label.nl} met zin voor initiatief. Je kent ${job.names.join(', ')} en je werkt graag samen. Je krijgt een boeiende baan met kansen om te groeien.`;
  const vacancy = { ...emptyVacancy('vdab', job.id), ...job.shared, descriptions: { nl: { plain, html: null } } };
  return {
    ...asOwn(vacancy, 'vdab', job.id),
    titles: { nl: `${job.label.nl}${dice.chance(0.7) ? ' (m/v/x)' : ''}` },
    occupations: codesOf(writing),
  };
}

function inFrench(writing: Writing): Vacancy {
  const { job, dice } = writing;
  const bare = dice.chance(0.6);
  const plain = `Nous cherchons pour notre équipe à Bruxelles un ${job.label.fr} qui aime apprendre. Vous maîtrisez ${job.names.join(', ')}. Nous offrons un emploi varié dans une maison ouverte.`;
  const base = { ...emptyVacancy('vdab', job.id), ...job.shared };
  const numbered = dice.chance(SHARE.numbered);
  const from = later(job.shared.publication?.from ?? '', dice.pick([0, 0, 0, 1, 2, 5]));
  return {
    ...asOwn(base, bare ? 'actiris' : 'forem', `t${job.id}`),
    titles: { fr: `${job.label.fr}${dice.chance(0.5) ? ' (h/f/x)' : ''}` },
    descriptions: bare ? {} : { fr: { plain, html: null } },
    employer: { ...base.employer, enterpriseNumber: numbered ? base.employer.enterpriseNumber : null },
    workplaces: [workplace({ country: 'BE', postcode: '1000', municipality: 'Bruxelles' })],
    pay: bare ? null : base.pay,
    workingTime: { ...base.workingTime, hoursPerWeek: bare ? null : base.workingTime.hoursPerWeek },
    publication: { created: null, modified: null, from, until: null },
    occupations: codesOf(writing),
  };
}

function later(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}

const CODER = 'coded';

/** What a coder found for a vacancy. */
export function codedOf({ occupations }: Vacancy): string[] {
  return occupations.filter(({ scheme }) => scheme === CODER).map(({ code }) => `${CODER}:${code}`);
}

/** What a coder finds: the department is no part of an occupation. */
function codesOf({ job, dice, labels, coded }: Writing): Vacancy['occupations'] {
  if (!coded) return [];
  const label = dice.chance(SHARE.rightCode) ? job.label : dice.pick(labels);
  const bare = DEPARTMENTS.reduce((title, [nl]) => title.replace(` ${nl}`, ''), label.nl);
  return [{ scheme: CODER, code: bare }];
}

function labelsIn(folder: string): Label[] {
  const [dutch, french] = ['nl', 'fr'].map((language) => labelsOf(join(folder, `occupations_${language}_v1.2.csv`)));
  const labels = [...(dutch ?? [])].map(([uri, nl]) => ({ nl, fr: (french?.get(uri) ?? '').split('/')[0] ?? '' }));
  return labels.filter(({ fr }) => fr !== '').toSorted((a, b) => (a.nl < b.nl ? -1 : 1));
}

/** First label by concept of a list with quoted members; several genders in one label are left as they are. */
function labelsOf(path: string): Map<string, string> {
  const text = readFileSync(path, 'utf8');
  const rows = text.matchAll(/^(http:[^,]+),[^,]*,("(?:[^"]|"")*"|[^,]*),/gm);
  return new Map([...rows].map(([, uri = '', label = '']) => [uri, label.replaceAll('"', '')]));
}
