import type { ContractType, Origin, RichText, Vacancy, WorkingTimeRegime } from '@relais/vacancy';
import { byCodeUnits, normalName, normalTitle, normalTown, textWords } from './normal-text.ts';
import { looksLikeAgency } from './party-names.ts';
import { hashOf, sketchOf, type TextSketch, wordSetOf } from './sketch.ts';
import { tokensOf } from './tokens.ts';
import { townName } from './towns.ts';
import { formsOf, marksIn } from './word-forms.ts';

const LONGEST_NAME = 48;
const LONGEST_TITLE = 80;
const LONGEST_REFERENCE = 64;
const MOST_PLACES = 4;
const MOST_TITLES = 2;
const MOST_DUPLICATES = 4;
const MOST_HOPS = 4;
const MOST_CODES = 4;
/** Occupation codes that several services use. */
const SHARED_SCHEMES: ReadonlySet<string> = new Set(['rome', 'competent1', 'competent2', 'esco', 'isco']);

/** An employer or supplier: its KBO number, and its name normalised. Either may be missing. */
export interface Party {
  readonly number?: string;
  readonly name?: string;
}

/**
 * A vacancy as the comparison sees it: plain JSON of about 750 bytes, and of 500 as `signatureText` writes it.
 * What is not known is left out.
 */
export interface Signature {
  readonly source: string;
  readonly reference: string;
  /** `<service>:<reference>` of the origin, when that is not the vacancy itself. */
  readonly origin?: string;
  /** Services that the vacancy passed through before this source. */
  readonly path?: readonly string[];
  /** References that the source itself calls duplicates of this one. */
  readonly duplicates?: readonly string[];
  readonly employer?: Party;
  readonly supplier?: Party & { readonly reference?: string };
  /** The employer it names, or nobody, is an agency that may hide the real one. */
  readonly agency?: true;
  readonly country?: string;
  readonly postcodes?: readonly string[];
  readonly towns?: readonly string[];
  /** NIS or INSEE codes of the towns. */
  readonly townCodes?: readonly string[];
  readonly nuts?: string;
  readonly contract?: ContractType;
  readonly regime?: WorkingTimeRegime;
  /** Normalised titles by language. */
  readonly titles: Readonly<Record<string, string>>;
  /** Occupation codes of shared schemes, `<scheme>:<code>`. */
  readonly codes?: readonly string[];
  /** Hashes of the names and numbers of titles and text. */
  readonly tokens?: readonly string[];
  readonly text?: TextSignature;
  readonly hours?: number;
  /** Least and most pay with its period. */
  readonly pay?: string;
  /** Hash of the address to apply at. */
  readonly link?: string;
  readonly positions: number;
  readonly provenance: Origin['provenance'];
  /** Day on which the work starts, `YYYY-MM-DD`. */
  readonly start?: string;
  /** Day of publication, `YYYY-MM-DD`. */
  readonly published?: string;
  /** Last day of publication that it announced. */
  readonly until?: string;
  /** Day on which the source withdrew it; set by whoever keeps the signature of a vacancy that is gone. */
  readonly withdrawn?: string;
}

/** The longest description. */
export interface TextSignature extends TextSketch {
  readonly language: string;
  /** Words it is long. */
  readonly words: number;
  /** The set of its words. */
  readonly said: string;
  /** Marks that its words bear. */
  readonly marks?: string;
}

/**
 * What of a vacancy is compared with others. Pure: the same vacancy gives the same signature.
 * @param coded codes that a coder found for the titles, `coded:<code>`: they show that titles in two languages name one
 *   occupation
 */
export function signatureOf(vacancy: Vacancy, coded: readonly string[] = []): Signature {
  const { origin, contract, workingTime, duplicatesAtSource } = vacancy;
  const elsewhere = origin.reference !== null && !isItself(vacancy);
  return compact({
    source: vacancy.source,
    reference: shortened(vacancy.reference),
    origin: elsewhere ? `${origin.service}:${shortened(origin.reference)}` : undefined,
    path: filled(origin.hops.filter((service) => service !== vacancy.source).slice(0, MOST_HOPS)),
    duplicates: filled(duplicatesAtSource.slice(0, MOST_DUPLICATES).map(shortened)),
    employer: employerOf(vacancy),
    supplier: supplierOf(vacancy),
    agency: isAgency(vacancy) ? (true as const) : undefined,
    ...placesOf(vacancy),
    contract: contract.type ?? undefined,
    regime: workingTime.regime ?? undefined,
    ...titleParts(vacancy, coded),
    text: textOf(vacancy),
    hours: workingTime.hoursPerWeek ?? undefined,
    pay: payOf(vacancy),
    link: vacancy.application.url === null ? undefined : hashOf(vacancy.application.url).toString(36),
    positions: vacancy.positions,
    provenance: origin.provenance,
    ...datesOf(vacancy),
  });
}

function datesOf({ contract, publication }: Vacancy): Pick<Signature, 'start' | 'published' | 'until'> {
  const published = publication.from ?? publication.created;
  return compact({
    start: contract.startDate?.slice(0, 10),
    published: published?.slice(0, 10),
    until: publication.until?.slice(0, 10),
  });
}

function titleParts(vacancy: Vacancy, coded: readonly string[]): Pick<Signature, 'titles' | 'codes' | 'tokens'> {
  const titles = titlesOf(vacancy);
  const codes = vacancy.occupations.filter(({ scheme }) => SHARED_SCHEMES.has(scheme));
  const native = codes.slice(0, MOST_CODES).map(({ scheme, code }) => `${scheme}:${code}`);
  return compact({
    titles,
    codes: filled([...coded.slice(0, MOST_CODES), ...native].map((each) => each.slice(0, LONGEST_REFERENCE))),
    tokens: filled(tokensOf(writtenIn(vacancy))),
  });
}

/** Titles and the longest text, without the employer's name. */
function writtenIn(vacancy: Vacancy): string {
  const written = [...Object.values(vacancy.titles), longestText(vacancy)?.[1].plain ?? ''].join('. ');
  return vacancy.employer.name === null ? written : written.replaceAll(vacancy.employer.name, ' ');
}

function isAgency({ supplier, employer }: Vacancy): boolean {
  if (employer.name === null) return supplier?.type === 'agency';
  return looksLikeAgency(normalName(employer.name));
}

function payOf({ pay }: Vacancy): string | undefined {
  return pay === null || pay.minimum === null ? undefined : `${pay.minimum}-${pay.maximum ?? ''}/${pay.period}`;
}

/** Normalised titles by language, at most two, the names of the employer and the towns left out. */
export function titlesOf({ titles, employer, supplier, workplaces }: Vacancy): Record<string, string> {
  const towns = workplaces.slice(0, MOST_PLACES).map(({ municipality }) => municipality);
  const names = [employer.name, supplier?.name, ...towns].filter((name) => typeof name === 'string');
  const languages = Object.keys(titles).toSorted(byCodeUnits).slice(0, MOST_TITLES);
  const entries = languages.map((language) => [
    language,
    normalTitle(titles[language] ?? '', names).slice(0, LONGEST_TITLE),
  ]);
  return Object.fromEntries(entries.filter(([, title]) => title !== ''));
}

export function partyOf(known: { name: string | null; enterpriseNumber: string | null } | null): Party | undefined {
  const name = normalName(known?.name).slice(0, LONGEST_NAME);
  const party = compact({ number: known?.enterpriseNumber ?? undefined, name: name === '' ? undefined : name });
  return Object.keys(party).length > 0 ? party : undefined;
}

function shortened(reference: string | null): string {
  return (reference ?? '').slice(0, LONGEST_REFERENCE).toWellFormed();
}

function isItself({ source, reference, origin }: Vacancy): boolean {
  return origin.service === source && origin.reference === reference;
}

/** A branch that bears the name of its town is the employer itself: the town is compared apart. */
function employerOf({ employer, workplaces }: Vacancy): Party | undefined {
  const party = partyOf(employer);
  if (party?.name === undefined) return party;
  const { name } = party;
  const towns = workplaces
    .slice(0, MOST_PLACES)
    .flatMap(({ municipality }) => [normalTown(municipality), normalName(municipality)]);
  const town = towns.find((each) => each !== '' && name.endsWith(` ${each}`));
  return town === undefined ? party : { ...party, name: name.slice(0, -town.length - 1) };
}

function supplierOf({ supplier }: Vacancy): Signature['supplier'] {
  const reference = supplier?.reference?.slice(0, LONGEST_REFERENCE);
  const party = partyOf(supplier);
  return party || reference ? compact({ ...party, reference }) : undefined;
}

/** Where the work is: sorted, so that the order in which a source lists places does not matter. */
export function placesOf({
  workplaces,
}: Vacancy): Pick<Signature, 'country' | 'postcodes' | 'towns' | 'townCodes' | 'nuts'> {
  const values = (of: (place: Vacancy['workplaces'][number]) => string | null) =>
    [...new Set(workplaces.map(of).filter((value): value is string => value !== null && value !== ''))].toSorted(
      byCodeUnits,
    );
  return compact({
    country: values(({ country }) => country)[0],
    postcodes: filled(values(({ postcode }) => postcode?.replaceAll(/\s/g, '') ?? null).slice(0, MOST_PLACES)),
    towns: filled(values(({ municipality }) => townName(municipality).slice(0, LONGEST_NAME)).slice(0, MOST_PLACES)),
    townCodes: filled(values(({ municipalityCode }) => municipalityCode).slice(0, MOST_PLACES)),
    nuts: values(({ nuts }) => nuts)[0],
  });
}

function longestText({ descriptions }: Vacancy): [language: string, text: RichText] | undefined {
  return Object.entries(descriptions).toSorted(
    ([a, one], [b, other]) => other.plain.length - one.plain.length || byCodeUnits(a, b),
  )[0];
}

function textOf(vacancy: Vacancy): TextSignature | undefined {
  const longest = longestText(vacancy);
  if (!longest) return undefined;
  const forms = formsOf(textWords(longest[1].plain));
  const sketch = sketchOf(forms);
  if (sketch === null) return undefined;
  const [said, marks] = [wordSetOf(forms), marksIn(forms)];
  return compact({
    language: longest[0],
    ...sketch,
    words: forms.length,
    said,
    marks: marks === '' ? undefined : marks,
  });
}

function filled<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The members that are known. */
function compact<T extends object>(value: T): Compact<T> {
  const known: Partial<T> = {};
  for (const name in value) if (value[name] !== undefined) known[name] = value[name];
  return known as unknown as Compact<T>;
}
