import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createDeduplicator } from '@relais/dedup';
import { writing } from './dedup/disguise.ts';
import { type Base, disguisedCorpus } from './dedup/disguised-corpus.ts';
import type { Corpus, Labelled } from './dedup/labelled.ts';
import { type CorpusMeasure, type Measure, measure, type WrongPair } from './dedup/measures.ts';
import { realOffers, unsureOfReal } from './dedup/real-offers.ts';
import { simulatedCorpus } from './dedup/simulated-corpus.ts';
import { codedOf, translatedCorpus } from './dedup/translated-corpus.ts';

export interface DedupReport {
  readonly corpora: readonly CorpusMeasure[];
  /** Over the pairs of all corpora. */
  readonly overall: Measure;
  /** The same without the titles in two languages, which ask for what references and codes usually give. */
  readonly withinLanguages: Measure;
  readonly examples: readonly Example[];
}

/** A pair that went wrong. Of real offers it holds the references alone. */
export interface Example {
  readonly corpus: string;
  readonly wrong: WrongPair['wrong'];
  readonly kind: string;
  readonly one: string;
  readonly other: string;
}

export interface DedupOptions {
  readonly seeds: readonly number[];
  /** Records that the simulated services show. */
  readonly offers: number;
  readonly examplesPerCorpus: number;
}

const DEFAULTS: DedupOptions = { seeds: [101, 102], offers: 900, examplesPerCorpus: 12 };

/**
 * How right the grouping of vacancies is, by kind: on what the simulated services show, on disguised copies of that and of
 * real offers, and on titles in two languages. `shared` is the folder that holds `data/`; without it real offers and
 * parallel titles are left out.
 */
export async function measureDedup(shared: string | null, options: Partial<DedupOptions> = {}): Promise<DedupReport> {
  const settings = { ...DEFAULTS, ...options };
  const measures: CorpusMeasure[] = [];
  const examples: Example[] = [];
  for (const seed of settings.seeds) {
    for (const corpus of await corporaOf(seed, shared, settings)) {
      const { measure: found, wrong } = measure(corpus, offersOf(corpus));
      measures.push(found);
      examples.push(...examplesOf(corpus, wrong, settings.examplesPerCorpus));
    }
  }
  const within = measures.filter(({ positive }) => positive['translated'] === undefined);
  return { corpora: measures, overall: overallOf(measures), withinLanguages: overallOf(within), examples };
}

async function corporaOf(seed: number, shared: string | null, { offers }: DedupOptions): Promise<Corpus[]> {
  const simulated = await simulatedCorpus({ offers, seed, days: 6 });
  const bases = basesOf(simulated);
  const name = `disguised copies of simulated vacancies, seed ${seed}`;
  const corpora = [simulated, disguisedCorpus(name, bases, { seed, real: false, unsure: () => false })];
  const real = shared === null ? null : join(shared, 'data', 'offers', 'france-travail');
  if (real !== null && existsSync(real)) {
    const options = { seed, real: true, unsure: unsureOfReal };
    corpora.push(disguisedCorpus(`disguised copies of real offers, seed ${seed}`, realOffers(real), options));
  }
  const labels = shared === null ? null : join(shared, 'data', 'esco');
  if (labels !== null && existsSync(labels)) {
    corpora.push(...[false, true].map((coded) => translatedCorpus(labels, { seed, coded })));
  }
  return corpora;
}

/** One vacancy with a text for each job. */
function basesOf({ records }: Corpus): Base[] {
  const originals = records.filter(({ kind, vacancy }) => kind === 'original' && writing(vacancy).text !== '');
  return originals.map(({ vacancy, job }) => ({ vacancy, job }));
}

function offersOf({ records }: Corpus): string[] {
  const deduplicator = createDeduplicator({ coded: codedOf });
  for (const { vacancy, withdrawn, kind } of records.toSorted((a, b) => turnOf(a) - turnOf(b))) {
    deduplicator.add(vacancy);
    if (withdrawn !== undefined && kind !== 'repost')
      deduplicator.withdraw(`${vacancy.source}:${vacancy.reference}`, withdrawn);
  }
  const offers = new Map([...deduplicator.assignments()].map(({ key, offer }) => [key, offer]));
  return records.map(({ vacancy }) => offers.get(`${vacancy.source}:${vacancy.reference}`) ?? '');
}

/** Reposts come when what they repeat is gone. */
function turnOf({ kind }: Labelled): number {
  return kind === 'repost' ? 1 : 0;
}

function overallOf(measures: readonly CorpusMeasure[]): Measure {
  const sum = (of: (measure: CorpusMeasure) => number) => measures.reduce((total, each) => total + of(each), 0);
  const [right, wrong, missed] = [
    sum(({ pairwise }) => pairwise.right),
    sum(({ pairwise }) => pairwise.wrong),
    sum(({ pairwise }) => pairwise.missed),
  ];
  const [precision, recall] = [right / Math.max(1, right + wrong), right / Math.max(1, right + missed)];
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall) };
}

function examplesOf({ name }: Corpus, wrong: readonly WrongPair[], most: number): Example[] {
  const merged = wrong.filter((pair) => pair.wrong === 'merged').slice(0, most);
  const missed = wrong.filter((pair) => pair.wrong === 'missed').slice(0, most);
  return [...merged, ...missed].map((pair) => ({
    corpus: name,
    wrong: pair.wrong,
    kind: pair.kind,
    one: shown(pair.one),
    other: shown(pair.other),
  }));
}

function shown({ vacancy, kind, real }: Labelled): string {
  const reference = `${vacancy.source}:${vacancy.reference} (${kind})`;
  if (real) return reference;
  const { title, text } = writing(vacancy);
  const place = vacancy.workplaces[0];
  const where = `${place?.postcode ?? '–'} ${place?.municipality ?? ''}`;
  const { from, created, until } = vacancy.publication;
  const { name, enterpriseNumber } = vacancy.employer;
  const terms = `${vacancy.contract.type} ${vacancy.workingTime.regime} ${vacancy.workingTime.hoursPerWeek}`;
  const dates = `${from ?? created}–${until}`;
  return [reference, title, `${name} ${enterpriseNumber}`, where, terms, dates, text.slice(0, 300)].join(' | ');
}
