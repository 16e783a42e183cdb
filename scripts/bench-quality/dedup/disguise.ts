import type { Vacancy } from '@relais/vacancy';
import type { Dice } from './labelled.ts';

type Edit = (vacancy: Vacancy, dice: Dice) => Vacancy;

/** The language in which a vacancy is written, the title it has there, and its text. */
export function writing({ titles, descriptions }: Vacancy): { language: string; title: string; text: string } {
  const [language = 'und', title = ''] = Object.entries(titles)[0] ?? [];
  return { language, title, text: descriptions[language]?.plain ?? Object.values(descriptions)[0]?.plain ?? '' };
}

export function withTitle(vacancy: Vacancy, title: string): Vacancy {
  return { ...vacancy, titles: { [writing(vacancy).language]: title } };
}

export function withText(vacancy: Vacancy, plain: string): Vacancy {
  if (plain === '') return { ...vacancy, descriptions: {} };
  return { ...vacancy, descriptions: { [writing(vacancy).language]: { plain, html: null } } };
}

const CALLS: Readonly<Record<string, readonly string[]>> = {
  nl: [
    'Dringend: {t}',
    '{t} gezocht',
    'Vacature {t}',
    '{t} - voltijds - vast contract',
    'Wij zoeken een {t}',
    '{t} in regio {p}',
  ],
  fr: ['URGENT - {t}', '{t} - CDI', 'Recherche {t}', 'Nous recrutons : {t}', '{t} à {p}', "Offre d'emploi {t}"],
  de: ['{t} gesucht', 'Wir suchen {t}', '{t} ab sofort', '{t} in {p}', 'Stellenangebot: {t}', '{t} - Vollzeit'],
};

const MARKS = ['(H/F/X)', '(m/v/x)', 'M/V', '(h/f)', '(m/w/d)', ''];

/** What a job board makes of a title. */
const retitled: Edit = (vacancy, dice) => {
  const { language, title } = writing(vacancy);
  const place = vacancy.workplaces[0]?.municipality ?? '';
  const bare = title.replaceAll(/\s*[([][^)\]]{1,8}[)\]]/g, ' ');
  const called = dice.chance(0.5) ? dice.pick(CALLS[language] ?? CALLS['fr'] ?? []) : '{t}';
  const name = dice.chance(0.08) ? misspell(bare, dice) : bare;
  const written = called.replace('{t}', `${name} ${dice.pick(MARKS)}`.trim()).replace('{p}', place);
  const employer = vacancy.employer.name;
  const signed = employer !== null && dice.chance(0.15) ? `${written} - ${employer}` : written;
  const numbered = dice.chance(0.1) ? `${signed} ref. ${10_000 + Math.floor(dice.unit() * 80_000)}` : signed;
  return withTitle(vacancy, dice.chance(0.15) ? numbered.toUpperCase() : numbered);
};

function misspell(text: string, dice: Dice): string {
  const at = 2 + Math.floor(dice.unit() * Math.max(1, text.length - 4));
  return dice.chance(0.5)
    ? text.slice(0, at) + text.slice(at + 1)
    : text.slice(0, at) + text.charAt(at) + text.slice(at);
}

const WRAPPING: Readonly<Record<string, readonly string[]>> = {
  nl: [
    'Solliciteer snel via onze website.',
    'Voor een van onze klanten zijn wij op zoek naar versterking.',
    'Deze vacature werd geplaatst door een partner.',
    'Ontvang gelijkaardige jobs in je mailbox.',
  ],
  fr: [
    'Postulez dès maintenant sur notre site.',
    "Pour l'un de nos clients, nous sommes à la recherche d'un nouveau collaborateur.",
    'Cette offre est publiée par un partenaire.',
    'Recevez les offres similaires par courriel.',
  ],
  de: [
    'Bewerben Sie sich jetzt auf unserer Seite.',
    'Für einen unserer Kunden suchen wir Verstärkung.',
    'Diese Anzeige stammt von einem Partner.',
    'Ähnliche Stellen per E-Mail erhalten.',
  ],
};

function sentencesOf(text: string): string[] {
  return text.split(/(?<=[.!?:])\s+|\n+/).filter((sentence) => sentence.trim() !== '');
}

/** What a job board makes of a text: wrapped, shortened, sentences dropped or moved, accents lost. */
const rewritten: Edit = (vacancy, dice) => {
  const { language, text } = writing(vacancy);
  let sentences = sentencesOf(text);
  const wrapping = WRAPPING[language] ?? WRAPPING['fr'] ?? [];
  if (sentences.length > 5 && dice.chance(0.5)) sentences = sentences.filter(() => dice.chance(0.9));
  if (sentences.length > 6 && dice.chance(0.15)) sentences = sentences.slice(0, Math.ceil(sentences.length * 0.6));
  if (dice.chance(0.2)) sentences = [...sentences.slice(1), ...sentences.slice(0, 1)];
  if (dice.chance(0.5)) sentences.push(dice.pick(wrapping));
  if (dice.chance(0.25)) sentences.unshift(dice.pick(wrapping));
  const written = sentences.join(' ');
  return withText(vacancy, dice.chance(0.08) ? written.normalize('NFD').replaceAll(/\p{M}+/gu, '') : written);
};

const FORMS = ['NV', 'SA', 'BV', 'SRL', 'BVBA', 'VZW', 'GmbH'];

/** An employer's name as another register writes it. */
function renamed(name: string, town: string, dice: Dice): string {
  const bare = name.replace(/\s+(?:nv|sa|bv|srl|bvba|vzw|asbl|gmbh|ag|sas|sarl|cv|sc|vog|gen\.)\.?$/i, '');
  const bareAscii = bare.normalize('NFD').replaceAll(/\p{M}+/gu, '');
  const variants = [
    bare,
    `${bare} ${dice.pick(FORMS)}`,
    bare.toUpperCase(),
    bareAscii,
    `${bare} Belgium`,
    `Groep ${bare}`,
    `${bare} ${town}`,
    `${bare} - ${bare}`,
  ];
  return dice.pick(variants);
}

const employerRenamed: Edit = (vacancy, dice) => {
  const { name, enterpriseNumber } = vacancy.employer;
  if (name === null) return vacancy;
  const town = vacancy.workplaces[0]?.municipality ?? 'Centrum';
  const number = dice.chance(0.5) ? enterpriseNumber : null;
  return { ...vacancy, employer: { ...vacancy.employer, name: renamed(name, town, dice), enterpriseNumber: number } };
};

const AGENCIES = [
  'Interim Voorbeeld',
  'Flexpunt Uitzendbureau',
  'Exemple Intérim',
  'Muster Zeitarbeit',
  'Werkwijzer Selectie',
];

/** An agency stands where the employer stood, or nobody does. */
const employerHidden: Edit = (vacancy, dice) => {
  const agency = dice.pick(AGENCIES);
  const { name } = vacancy.employer;
  const { text } = writing(vacancy);
  const hidden =
    name === null
      ? vacancy
      : withText(vacancy, text.replaceAll(name, dice.pick(['onze klant', 'notre client', 'unser Kunde'])));
  const shown = dice.chance(0.5) ? agency : null;
  return {
    ...hidden,
    employer: { name: shown, enterpriseNumber: null, sectors: [], description: null },
    supplier: {
      name: agency,
      enterpriseNumber: null,
      type: 'agency',
      rawType: null,
      reference: `A-${Math.floor(dice.unit() * 1e9)}`,
    },
  };
};

/** What another service leaves out. */
const lessKnown: Edit = (vacancy, dice) => ({
  ...vacancy,
  contract: dice.chance(0.2) ? { ...vacancy.contract, type: null } : vacancy.contract,
  workingTime: dice.chance(0.4) ? { regime: null, hoursPerWeek: null, shifts: [] } : vacancy.workingTime,
  pay: dice.chance(0.5) ? null : vacancy.pay,
  occupations: dice.chance(0.5) ? [] : vacancy.occupations,
  application: { url: null, instructions: null },
});

const DAY_MS = 86_400_000;

function moved(date: string | null, days: number): string | null {
  return date === null ? null : new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

function redated({ publication, ...vacancy }: Vacancy, days: number): Vacancy {
  const { created, modified, from, until } = publication;
  const dates = [created, modified, from, until].map((date) => moved(date, days));
  const [movedCreated = null, movedModified = null, movedFrom = null, movedUntil = null] = dates;
  return {
    ...vacancy,
    publication: { created: movedCreated, modified: movedModified, from: movedFrom, until: movedUntil },
  };
}

/** A record of its own at a service: nothing refers to the one it was made from. */
export function asOwn(vacancy: Vacancy, source: string, reference: string): Vacancy {
  const origin = { service: source, reference, hops: [source], provenance: 'partner' as const, channel: null };
  return { ...vacancy, source, reference, origin, supplier: null, duplicatesAtSource: [], url: null };
}

/** The same job through another channel, without any reference: edited, renamed, or with its employer hidden. */
export function throughChannel(vacancy: Vacancy, to: { source: string; reference: string }, dice: Dice): Vacancy {
  const own = asOwn(redated(vacancy, Math.floor(dice.unit() * 12)), to.source, to.reference);
  const edits: Edit[] = [lessKnown, dice.chance(0.2) ? employerHidden : employerRenamed];
  if (dice.chance(0.6)) edits.push(retitled);
  if (dice.chance(0.7)) edits.push(rewritten);
  const edited = edits.reduce((shown, edit) => edit(shown, dice), own);
  const named = edited.employer.name !== null && edited.supplier === null;
  return named && dice.chance(0.2) ? withText(edited, '') : edited;
}

/** The same job again at the same service, under a new reference, after the first had ended. */
export function reposted(vacancy: Vacancy, reference: string, dice: Dice): Vacancy {
  const again = redated(vacancy, 45 + Math.floor(dice.unit() * 30));
  const own = { ...asOwn(again, vacancy.source, reference), supplier: vacancy.supplier };
  return dice.chance(0.4) ? rewritten(own, dice) : own;
}

/** The first showing of a job that is reposted later: it ended before. */
export function ended(vacancy: Vacancy): Vacancy {
  const from = vacancy.publication.from ?? vacancy.publication.created ?? '2026-09-01';
  return { ...vacancy, publication: { ...vacancy.publication, from, until: moved(from, 40) } };
}
