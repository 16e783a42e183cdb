import type { ContractType, Origin, RichText, Vacancy, WorkingTimeRegime } from '@relais/vacancy';
import { byCodeUnits, normalName, normalTitle } from './normal-text.ts';
import { looksLikeAgency } from './party-names.ts';
import { hashOf, sketchOf, type TextSketch, wordSetOf } from './sketch.ts';
import { tokensOf } from './tokens.ts';
import { townNames } from './towns.ts';
import { formsOf, marksIn } from './word-forms.ts';

const LONGEST_NAME = 48;
const LONGEST_TITLE = 80;
const LONGEST_REFERENCE = 64;
const MOST_PLACES = 4;
const MOST_TITLES = 2;
const MOST_ALIASES = 2;
const MOST_DUPLICATES = 4;
const MOST_HOPS = 4;
const MOST_CODES = 4;
/** Occupation codes that several services use. */
const SHARED_SCHEMES: ReadonlySet<string> = new Set(['rome', 'competent1', 'competent2', 'esco', 'isco']);

/** An employer or supplier: its KBO number, and its name normalised. Either may be missing. */
export interface Party {
  readonly number?: string | undefined;
  readonly name?: string | undefined;
}

interface Supplier extends Party {
  /** Its own reference of the vacancy. */
  readonly reference?: string | undefined;
}

/**
 * A vacancy as the comparison sees it: plain JSON of about 750 bytes, and of 500 as `signatureText` writes it.
 * What is not known is undefined; all members stand in one order, so that comparing reads one shape of object.
 */
export interface Signature {
  readonly source: string;
  readonly reference: string;
  /** `<service>:<reference>` of the origin, when that is not the vacancy itself. */
  readonly origin?: string | undefined;
  /** Services that the vacancy passed through before this source. */
  readonly path?: readonly string[] | undefined;
  /** References that the source itself calls duplicates of this one. */
  readonly duplicates?: readonly string[] | undefined;
  readonly employer?: Party | undefined;
  readonly supplier?: Supplier | undefined;
  /** The employer it names, or nobody, is an agency that may hide the real one. */
  readonly agency?: true | undefined;
  readonly country?: string | undefined;
  readonly postcodes?: readonly string[] | undefined;
  readonly towns?: readonly string[] | undefined;
  /** NIS or INSEE codes of the towns. */
  readonly townCodes?: readonly string[] | undefined;
  readonly nuts?: string | undefined;
  readonly contract?: ContractType | undefined;
  readonly regime?: WorkingTimeRegime | undefined;
  /** Normalised titles by language. */
  readonly titles: Readonly<Record<string, string>>;
  /** Occupation codes of shared schemes, `<scheme>:<code>`. */
  readonly codes?: readonly string[] | undefined;
  /** Hashes of the names and numbers of titles and text. */
  readonly tokens?: readonly string[] | undefined;
  readonly text?: TextSignature | undefined;
  readonly hours?: number | undefined;
  /** Least and most pay with its period. */
  readonly pay?: string | undefined;
  /** Hash of the address to apply at. */
  readonly link?: string | undefined;
  readonly positions: number;
  readonly provenance: Origin['provenance'];
  /** Day on which the work starts, `YYYY-MM-DD`. */
  readonly start?: string | undefined;
  /** Day of publication, `YYYY-MM-DD`. */
  readonly published?: string | undefined;
  /** Last day of publication that it announced. */
  readonly until?: string | undefined;
  /** Day on which the source withdrew it; set by whoever keeps the signature of a vacancy that is gone. */
  readonly withdrawn?: string | undefined;
  /** Other references by which the source names it. */
  readonly aliases?: readonly string[] | undefined;
}

/** The longest description. */
export interface TextSignature extends TextSketch {
  readonly language: string;
  /** Words it is long. */
  readonly words: number;
  /** The set of its words. */
  readonly said: string;
  /** Marks that its words bear. */
  readonly marks?: string | undefined;
}

/**
 * What of a vacancy is compared with others. Pure: the same vacancy gives the same signature.
 * @param coded codes that a coder found for the titles, `coded:<code>`: they show that titles in two languages name one
 *   occupation
 */
export function signatureOf(vacancy: Vacancy, coded: readonly string[] = []): Signature {
  const { origin, contract, workingTime, publication, duplicatesAtSource } = vacancy;
  const [places, longest] = [placesOf(vacancy), longestText(vacancy)];
  return {
    source: vacancy.source,
    reference: shortened(vacancy.reference),
    origin: originOf(vacancy),
    path: filled(origin.hops.filter((service) => service !== vacancy.source).slice(0, MOST_HOPS)),
    duplicates: filled(duplicatesAtSource.slice(0, MOST_DUPLICATES).map(shortened)),
    employer: employerOf(vacancy),
    supplier: supplierOf(vacancy),
    agency: isAgency(vacancy) ? true : undefined,
    country: places.country,
    postcodes: places.postcodes,
    towns: places.towns,
    townCodes: places.townCodes,
    nuts: places.nuts,
    contract: contract.type ?? undefined,
    regime: workingTime.regime ?? undefined,
    titles: titlesOf(vacancy),
    codes: codesOf(vacancy, coded),
    tokens: filled(tokensOf(writtenIn(vacancy, longest?.[1]))),
    hours: workingTime.hoursPerWeek ?? undefined,
    pay: payOf(vacancy),
    link: linkOf(vacancy),
    positions: vacancy.positions,
    provenance: origin.provenance,
    start: dayOf(contract.startDate),
    published: dayOf(publication.from ?? publication.created),
    until: dayOf(publication.until),
    withdrawn: undefined,
    text: longest && textOf(longest),
    aliases: filled((vacancy.aliases ?? []).slice(0, MOST_ALIASES).map(shortened)),
  };
}

function originOf(vacancy: Vacancy): string | undefined {
  const { service, reference } = vacancy.origin;
  return reference === null || isItself(vacancy) ? undefined : `${service}:${shortened(reference)}`;
}

function linkOf({ application }: Vacancy): string | undefined {
  return application.url === null ? undefined : hashOf(application.url).toString(36);
}

function dayOf(moment: string | null): string | undefined {
  return moment?.slice(0, 'YYYY-MM-DD'.length);
}

function codesOf({ occupations }: Vacancy, coded: readonly string[]): readonly string[] | undefined {
  const shared = occupations.filter(({ scheme }) => SHARED_SCHEMES.has(scheme)).slice(0, MOST_CODES);
  const codes = [...coded.slice(0, MOST_CODES), ...shared.map(({ scheme, code }) => `${scheme}:${code}`)];
  return filled(codes.map((each) => each.slice(0, LONGEST_REFERENCE)));
}

/** Titles and the longest text, without the employer's name. */
function writtenIn({ titles, employer }: Vacancy, text: RichText | undefined): string {
  const written = [...Object.values(titles), text?.plain ?? ''].join('. ');
  return employer.name === null ? written : written.replaceAll(employer.name, ' ');
}

function isAgency({ supplier, employer }: Vacancy): boolean {
  if (employer.name === null) return supplier?.type === 'agency';
  return looksLikeAgency(normalName(employer.name));
}

function payOf({ pay }: Vacancy): string | undefined {
  return pay === null || pay.minimum === null ? undefined : `${pay.minimum}-${pay.maximum ?? ''}/${pay.period}`;
}

/** Normalised titles by language, at most two, the names of the employer and the towns left out. */
function titlesOf({ titles, employer, supplier, workplaces }: Vacancy): Record<string, string> {
  const towns = workplaces.slice(0, MOST_PLACES).map(({ municipality }) => municipality);
  const names = [employer.name, supplier?.name, ...towns].filter((name) => typeof name === 'string');
  const found: Record<string, string> = {};
  for (const language of Object.keys(titles).toSorted(byCodeUnits).slice(0, MOST_TITLES)) {
    const title = normalTitle(titles[language] ?? '', names).slice(0, LONGEST_TITLE);
    if (title !== '') found[language] = title;
  }
  return found;
}

function partyOf(known: { name: string | null; enterpriseNumber: string | null } | null): Party | undefined {
  const name = normalName(known?.name).slice(0, LONGEST_NAME) || undefined;
  const number = known?.enterpriseNumber ?? undefined;
  return number === undefined && name === undefined ? undefined : { number, name };
}

function shortened(reference: string): string {
  return reference.slice(0, LONGEST_REFERENCE).toWellFormed();
}

function isItself({ source, reference, origin }: Vacancy): boolean {
  return origin.service === source && origin.reference === reference;
}

/** A branch that bears the name of its town is the employer itself: the town is compared apart. */
function employerOf({ employer, workplaces }: Vacancy): Party | undefined {
  const party = partyOf(employer);
  if (party?.name === undefined) return party;
  const { number, name } = party;
  const towns = workplaces.slice(0, MOST_PLACES).flatMap(({ municipality }) => townNames(municipality ?? '').written);
  const town = towns.find((each) => each !== '' && name.endsWith(` ${each}`));
  return town === undefined ? party : { number, name: name.slice(0, -town.length - 1) };
}

function supplierOf({ supplier }: Vacancy): Supplier | undefined {
  const reference = supplier?.reference?.slice(0, LONGEST_REFERENCE) || undefined;
  const party = partyOf(supplier);
  return party || reference ? { number: party?.number, name: party?.name, reference } : undefined;
}

type Places = Pick<Signature, 'country' | 'postcodes' | 'towns' | 'townCodes' | 'nuts'>;

/** Where the work is: sorted, so that the order in which a source lists places does not matter. */
function placesOf({ workplaces }: Vacancy): Places {
  const values = (of: (place: Vacancy['workplaces'][number]) => string | null) => distinct(workplaces.map(of));
  return {
    country: values(({ country }) => country)[0],
    postcodes: filled(values(({ postcode }) => postcode?.replaceAll(/\s/g, '') ?? null).slice(0, MOST_PLACES)),
    towns: filled(
      values(({ municipality }) => townNames(municipality ?? '').one.slice(0, LONGEST_NAME)).slice(0, MOST_PLACES),
    ),
    townCodes: filled(values(({ municipalityCode }) => municipalityCode).slice(0, MOST_PLACES)),
    nuts: values(({ nuts }) => nuts)[0],
  };
}

function distinct(values: readonly (string | null)[]): string[] {
  const known = values.filter((value): value is string => value !== null && value !== '');
  return known.length < 2 ? known : [...new Set(known)].toSorted(byCodeUnits);
}

type Written = readonly [language: string, text: RichText];

function longestText({ descriptions }: Vacancy): Written | undefined {
  return Object.entries(descriptions).reduce<Written | undefined>((longest, each) => {
    if (longest === undefined) return each;
    const longer = each[1].plain.length - longest[1].plain.length;
    return longer > 0 || (longer === 0 && each[0] < longest[0]) ? each : longest;
  }, undefined);
}

function textOf([language, { plain }]: Written): TextSignature | undefined {
  const forms = formsOf(plain);
  const sketch = sketchOf(forms);
  if (sketch === null) return undefined;
  return {
    language,
    sketch: sketch.sketch,
    anchors: sketch.anchors,
    words: forms.length,
    said: wordSetOf(forms),
    marks: marksIn(forms) || undefined,
  };
}

function filled<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
