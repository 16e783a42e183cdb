import { SOURCES, sourceSettingsSchema } from '../../src/registry.ts';
import { document } from '../eures/document.ts';
import { row } from '../forem/rows.ts';
import { offer } from '../france-travail/builders.ts';
import { vacancyV2, vacancyV4 } from '../vdab/builders.ts';
import { type FuzzedParser, NOWHERE, writing } from './fuzzed-parser.ts';

/** Answers of one kind of source. */
interface Answers {
  readonly samples: readonly unknown[];
  /** Answers that are no JSON. */
  readonly texts?: readonly string[];
  /** Records of an answer that is sound JSON. */
  readonly records: (answer: unknown) => number;
}

const actirisRow = (reference: string, given: object = {}) => ({
  ...{ reference, titreFr: 'D&#233;veloppeur Python', titreNl: 'Ontwikkelaar', numeroEntreprise: '0860737913' },
  ...{ communeFr: 'Bruxelles', communeNl: 'Brussel', codePostal: '1000', codePays: 'BE', codeDomaineImt: "Q'3" },
  ...{ regimeTravail: 'NO', typeContrat: 'CDI', typeContratLibelle: 'Durée indéterminée' },
  ...{ dateCreation: '2026-10-09T00:00:00+02:00', dateModification: '2026-10-10T14:05:00+02:00' },
  ...given,
});

const times = { creationTimestamp: 1_760_000_000_000, lastModificationTimestamp: 1_760_000_500_000 };
const named = (reference: string) => ({ reference, source: 'TEST', status: 'ACTIVE', ...times });
const detailed = (reference: string, number: string) => ({
  ...named(reference),
  content: document({ number }),
  contentFormatVersion: '1.3',
});

/** A kind that is not here is fuzzed with objects of no meaning. */
const ANSWERS_OF: Readonly<Record<string, Answers>> = {
  vdab: {
    samples: [
      { totaalAantalResultaten: 2, resultaten: [vacancyV4(), vacancyV4({ status: 'AFGESLOTEN' })] },
      { aantal: 1, vacatures: [vacancyV2()] },
      [vacancyV4({ dubbels: { parentId: 'a', dubbelIds: ['b'] }, opdrachtgever: { naam: 'Klant', kboNummer: '1' } })],
      vacancyV4(),
    ],
    records: (answer) => listLength(answer, ['resultaten', 'vacatures']),
  },
  actiris: {
    samples: [
      { total: 2, offers: [actirisRow('1', { typeOffer: 'Hrxml', employer: { nomFr: 'Un' } }), actirisRow('2')] },
      { total: 1, items: [actirisRow('3', { typeOffre: 'Actiris', employeur: 'Exemple' })] },
    ],
    records: (answer) => listLength(answer, ['offers', 'items']),
  },
  forem: {
    samples: [[row('1'), row('2', { source: 'VDAB', referenceexterne: 'b' })], [row('3')]],
    records: (answer) => listLength(answer, []),
  },
  'france-travail': {
    samples: [
      { resultats: [offer('a1', { formations: [{ niveauLibelle: 'Bac+2' }] }), offer('a2')] },
      offer('a3', { contact: { nom: 'A', courriel: 'a@example.org' }, salaire: { libelle: 'Annuel de 20000 Euros' } }),
    ],
    records: (answer) => listLength(answer, ['resultats']),
  },
  eures: {
    samples: [
      { details: { a: detailed('a', '1'), b: detailed('b', '2') } },
      { allReferences: [named('a'), named('b')] },
      { createdReferences: [named('a')], modifiedReferences: [], closedReferences: [named('c')] },
    ],
    texts: [document({}), document({ status: 'Closed' })],
    records: euresRecords,
  },
};
const UNKNOWN_KIND: Answers = { samples: [{ items: [{ id: 1, title: 'a' }] }], records: () => 0 };
const CHANGE_LISTS = ['createdReferences', 'modifiedReferences', 'closedReferences'] as const;

/** What stands in the list, or in the first of the lists that is there; anything else is one thing that is to be refused. */
function listLength(answer: unknown, lists: readonly string[]): number {
  if (Array.isArray(answer)) return answer.length;
  const members = membersOf(answer);
  const list = lists.map((name) => members[name]).find((member) => member !== undefined && member !== null);
  return Array.isArray(list) ? list.length : 1;
}

function euresRecords(answer: unknown): number {
  const { details, allReferences, ...members } = membersOf(answer);
  if (details !== null && typeof details === 'object' && !Array.isArray(details)) return Object.keys(details).length;
  if (Array.isArray(allReferences)) return allReferences.length;
  const lists = CHANGE_LISTS.flatMap((name) => (name in members ? [members[name]] : []));
  return lists.length === 0 ? 1 : lists.flat().filter((each) => each !== null && each !== undefined).length;
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {};
}

/** What is no JSON is one thing that is to be refused. */
function recordsIn(input: Buffer, { records }: Answers): number {
  let answer: unknown;
  try {
    answer = JSON.parse(input.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    return 1;
  }
  return records(answer);
}

/** Parsers of answers: every kind of source that is registered, besides drops. */
export const ANSWERS: readonly FuzzedParser[] = Object.keys(SOURCES).flatMap((kind) => {
  const settings = sourceSettingsSchema.safeParse({ kind, ...NOWHERE });
  if (kind === 'drop' || !settings.success) return [];
  const answers = ANSWERS_OF[kind] ?? UNKNOWN_KIND;
  const texts = [...answers.samples.map((answer) => JSON.stringify(answer)), ...(answers.texts ?? [])];
  return [
    {
      name: kind,
      settings: settings.data,
      samples: texts.map((text) => Buffer.from(text)),
      alter: writing(answers.samples, JSON.stringify),
      records: (input: Buffer) => recordsIn(input, answers),
    },
  ];
});
