import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyVacancy, type Vacancy, workplace } from '@relais/vacancy';
import { asOwn } from './disguise.ts';
import { type Corpus, diceOf, type Labelled } from './labelled.ts';

const JOBS = 400;
const OCCUPATIONS_OF_AN_EMPLOYER = 3;

/**
 * Jobs that one service shows in Dutch with a text and another in French as a bare row, titles being the parallel labels of
 * the European classification; each employer has several at one place. Null where the labels are not at hand.
 */
export function translatedCorpus(folder: string, seed: number): Corpus {
  const [dutch, french] = ['nl', 'fr'].map((language) => labelsOf(join(folder, `occupations_${language}_v1.2.csv`)));
  const dice = diceOf(seed);
  const concepts = [...(dutch ?? [])].filter(([uri]) => french?.has(uri));
  const records: Labelled[] = [];
  for (let job = 0; job < JOBS; job++) {
    const [uri, title] = dice.pick(concepts);
    const employer = Math.floor(job / OCCUPATIONS_OF_AN_EMPLOYER);
    const vacancy = inDutch(`${seed}-${job}`, title, employer);
    const known = { job: `translated-${job}`, resembles: null, real: false } as const;
    records.push({ ...known, vacancy, kind: 'original' });
    const translated = {
      ...asOwn(vacancy, 'actiris', `t${seed}-${job}`),
      titles: { fr: french?.get(uri) ?? '' },
      descriptions: {},
    };
    if (dice.chance(0.6)) records.push({ ...known, vacancy: translated, kind: 'translated' });
  }
  return { name: `titles in two languages, seed ${seed}`, records, unsure: () => false };
}

function inDutch(reference: string, title: string, employer: number): Vacancy {
  const number = String(1_000_000 + employer * 7919).padStart(8, '0');
  const enterpriseNumber = `${number}${String(97 - (Number(number) % 97)).padStart(2, '0')}`;
  return {
    ...asOwn(emptyVacancy('vdab', reference), 'vdab', reference),
    titles: { nl: `${title} (m/v/x)` },
    descriptions: {
      nl: { plain: `Wij zoeken voor ons team in Brussel een ${title} met zin voor initiatief.`, html: null },
    },
    employer: { name: `Bedrijf ${employer} NV`, enterpriseNumber, sectors: [], description: null },
    workplaces: [workplace({ country: 'BE', postcode: '1000', municipality: 'Brussel' })],
    contract: { type: 'permanent', codes: [], startDate: null, startsImmediately: null },
  };
}

/** First label by concept of a list with quoted members; several genders in one label are left as they are. */
function labelsOf(path: string): Map<string, string> {
  const text = readFileSync(path, 'utf8');
  const rows = text.matchAll(/^(http:[^,]+),[^,]*,("(?:[^"]|"")*"|[^,]*),/gm);
  return new Map([...rows].map(([, uri = '', label = '']) => [uri, label.replaceAll('"', '')]));
}
