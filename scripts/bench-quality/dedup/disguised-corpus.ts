import type { Vacancy } from '@relais/vacancy';
import { ended, reposted, throughChannel, writing } from './disguise.ts';
import { type Corpus, type Dice, diceOf, type Labelled, type NegativeKind } from './labelled.ts';
import { canResemble, resembling } from './resemblance.ts';

const SHARE = { echo: 0.15, channel: 0.55, secondChannel: 0.15, repost: 0.25, resembling: 0.5 } as const;
const OTHER_SOURCES = ['actiris', 'forem', 'jobboard'];
const HOW: readonly NegativeKind[] = ['near', 'near', 'multi-location', 'other-employer'];

/** A vacancy that stands for one job, with the name of that job. */
export interface Base {
  readonly vacancy: Vacancy;
  readonly job: string;
}

/** Records of other channels, reposts, and jobs that only resemble them, made from vacancies each of which is one job. */
export function disguisedCorpus(
  name: string,
  bases: readonly Base[],
  options: { seed: number; real: boolean; unsure: Corpus['unsure'] },
): Corpus {
  const dice = diceOf(options.seed);
  const records: Labelled[] = [];
  let next = 1;
  const reference = () => `x${options.seed}-${next++}`;
  for (const base of bases) {
    const made = recordsOf(base, bases, { dice, reference });
    records.push(...made.map((record) => ({ ...record, real: options.real })));
  }
  return { name, records: shuffled(records, dice), unsure: options.unsure };
}

interface Making {
  readonly dice: Dice;
  readonly reference: () => string;
}
type Made = Omit<Labelled, 'real'>;

function recordsOf(base: Base, bases: readonly Base[], making: Making): Made[] {
  const { dice } = making;
  const returns = dice.chance(SHARE.repost) && writing(base.vacancy).text !== '';
  const original = { vacancy: returns ? ended(base.vacancy) : base.vacancy, job: base.job };
  const made = [...showings(original, making, null)];
  if (returns) made.push(of(original, 'repost', reposted(original.vacancy, making.reference(), dice)));
  if (!dice.chance(SHARE.resembling)) return made;
  const how = dice.pick(HOW);
  const stranger = dice.pick(bases).vacancy;
  if (!canResemble(how, base.vacancy, stranger)) return made;
  const source = dice.chance(0.6) ? base.vacancy.source : dice.pick(OTHER_SOURCES);
  const other = resembling(how, { vacancy: base.vacancy, stranger }, { source, reference: making.reference() }, dice);
  const resembles = { job: base.job, how };
  return [...made, ...showings({ vacancy: other, job: `${base.job}/${how}` }, making, resembles)];
}

/** The first record of a job and those of other channels. */
function showings(base: Base, making: Making, resembles: Labelled['resembles']): Made[] {
  const { dice } = making;
  const made: Made[] = [{ ...of(base, 'original', base.vacancy), resembles }];
  const others = OTHER_SOURCES.filter((source) => source !== base.vacancy.source);
  if (dice.chance(SHARE.echo))
    made.push({ ...of(base, 'echo', echoOf(base.vacancy, 'forem-echo', making)), resembles });
  for (const share of [SHARE.channel, SHARE.secondChannel]) {
    if (!dice.chance(share) || others.length === 0) continue;
    const [source = ''] = others.splice(Math.floor(dice.unit() * others.length), 1);
    const vacancy = throughChannel(base.vacancy, { source, reference: making.reference() }, dice);
    made.push({ ...of(base, 'channel', vacancy), resembles });
  }
  return made;
}

function of({ job }: Base, kind: Labelled['kind'], vacancy: Vacancy): Made {
  return { vacancy, job, kind, resembles: null };
}

/** What another service shows with the reference of the first. */
function echoOf(vacancy: Vacancy, source: string, { reference, dice }: Making): Vacancy {
  const hops = [vacancy.source, source];
  const origin = {
    service: vacancy.source,
    reference: vacancy.reference,
    hops,
    provenance: 'echo' as const,
    channel: null,
  };
  const echo = { ...vacancy, source, reference: reference(), origin, supplier: null, duplicatesAtSource: [] };
  return dice.chance(0.5) ? { ...echo, descriptions: {} } : echo;
}

function shuffled<Item>(items: readonly Item[], dice: Dice): Item[] {
  return items
    .map((item) => ({ item, at: dice.unit() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
