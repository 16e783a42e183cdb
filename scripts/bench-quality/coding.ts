import { type Coder, createCoder, importReference, type ReferenceLabel } from '@relais/competent';
import {
  type Case,
  competentTitles,
  distinctTitles,
  firstWords,
  type Given,
  labelCases,
  offerCase,
  realOffers,
  type Target,
} from './coding-cases.ts';
import { type Answered, scoreTask, type TaskScore } from './coding-score.ts';
import { drawn, splitLabels } from './coding-split.ts';
import { withNoise } from './title-noise.ts';

export interface CodingReport {
  readonly tasks: readonly ({
    readonly task: string;
    readonly language: string;
    readonly target: Target;
  } & TaskScore)[];
  readonly split: { readonly tested: number; readonly droppedNearCopies: number };
}

type Task = CodingReport['tasks'][number];

const MOST_LABELS = 700;
const LANGUAGES = ['fr', 'nl', 'de', 'en'] as const;
const GIVEN: readonly Given[] = ['title', 'title and text', 'title, text and codes'];

/** Measures the coder on real offers, on held-out labels and on Competent's titles against ESCO; see docs/coding.md. */
export async function measureCoding(shared: string): Promise<CodingReport> {
  const labels: ReferenceLabel[] = [];
  const whole = createCoder(await importReference(shared, { withhold: (label) => labels.push(label) < 0 }));
  const split = splitLabels(labels, isTestable);
  const blind = createCoder(await importReference(shared, { withhold: split.withhold }));
  const foreign = createCoder(await importReference(shared, { withhold: isCompetent }));
  return {
    tasks: [...offerTasks(shared, whole), ...labelTasks(blind, split.test, labels), ...competentTasks(foreign)],
    split: { tested: split.test.length, droppedNearCopies: split.dropped },
  };
}

function isTestable({ scheme, preferred }: ReferenceLabel): boolean {
  return scheme === 'rome-appellation' || (scheme === 'esco' && !preferred);
}

function isCompetent({ scheme }: ReferenceLabel): boolean {
  return scheme === 'competent2' || scheme === 'competent1';
}

function offerTasks(shared: string, coder: Coder): Task[] {
  const { offers, newer } = realOffers(shared, coder.release);
  const given = GIVEN.map((what) =>
    measured(
      coder,
      `real offers, ${what}`,
      offers.map((each) => offerCase(each, what)),
      'rome',
    ),
  );
  const distinct = distinctTitles(offers).map((each) => offerCase(each, 'title'));
  const vague = (['title', 'title and text'] as const).map((what) =>
    measured(
      coder,
      `real offers, first word of the title${what === 'title' ? '' : ' and text'}`,
      firstWords(offers).map((each) => offerCase(each, what)),
      'rome',
    ),
  );
  const unknown = newer.map((each) => offerCase(each, 'title, text and codes'));
  return [
    ...given,
    measured(coder, 'real offers, distinct titles', distinct, 'rome'),
    ...vague,
    measured(coder, 'real offers with a ROME code newer than the release, all given', unknown, 'rome'),
  ];
}

function labelTasks(coder: Coder, test: readonly ReferenceLabel[], all: readonly ReferenceLabel[]): Task[] {
  return LANGUAGES.flatMap((language) => {
    const sample = (scheme: string) =>
      sampled(test.filter((label) => label.scheme === scheme && label.language === language));
    const esco = labelCases(coder.release, sample('esco'), all);
    const noisy = esco.map((each) => ({
      ...each,
      line: { ...each.line, title: withNoise(each.line.title, language) },
    }));
    const rome = labelCases(coder.release, sample('rome-appellation'), all);
    return [
      measured(coder, 'ESCO labels held out', esco, 'esco'),
      measured(coder, 'ESCO labels held out', esco, 'competent'),
      measured(coder, 'ESCO labels held out, written as in offers', noisy, 'esco'),
      ...(rome.length === 0 ? [] : [measured(coder, 'ROME appellations held out', rome, 'rome')]),
      ...(rome.length === 0 ? [] : [measured(coder, 'ROME appellations held out', rome, 'competent')]),
    ];
  });
}

function competentTasks(coder: Coder): Task[] {
  return (['nl', 'fr'] as const).map((language) => {
    return measured(coder, 'Competent titles, Competent unseen', competentTitles(coder.release, language), 'esco');
  });
}

function sampled(labels: readonly ReferenceLabel[]): ReferenceLabel[] {
  return labels.toSorted((a, b) => drawn(a.text) - drawn(b.text)).slice(0, MOST_LABELS);
}

function measured(coder: Coder, task: string, cases: readonly Case[], target: Target): Task {
  const usable = cases.filter(({ gold }) => (gold[target]?.size ?? 0) > 0);
  const answers = usable.map(({ line, gold }): Answered => {
    const { method, confidence, automatic, ...lists } = coder.map(line, 10);
    const ranked = target === 'esco' ? lists.esco.map(({ uri }) => uri) : lists[target].map(({ code }) => code);
    return { ranked, gold: gold[target] ?? new Set(), method, confidence, automatic };
  });
  return { task, language: cases[0]?.line.lang ?? 'fr', target, ...scoreTask(answers) };
}
