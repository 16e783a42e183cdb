import type { ContractType, Origin, Vacancy, WorkingTimeRegime } from '@relais/vacancy';
import { byCodeUnits, normalName, normalTitle, normalTown } from './normal-text.ts';
import { sketchOf } from './sketch.ts';

const LONGEST_NAME = 48;
const LONGEST_TITLE = 80;
const LONGEST_REFERENCE = 64;
const MOST_PLACES = 4;
const MOST_TITLES = 2;
const MOST_DUPLICATES = 4;
const MOST_HOPS = 4;

/** An employer or supplier: its KBO number, and its name normalised. Either may be missing. */
export interface Party {
  readonly number?: string;
  readonly name?: string;
}

/**
 * A vacancy as the comparison sees it: plain JSON of about 600 bytes, so that a million of them can stand in hot state.
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
  /** Sketch of the longest description and its language. */
  readonly text?: { readonly language: string; readonly sketch: string };
  readonly positions: number;
  readonly provenance: Origin['provenance'];
  /** Day of publication, `YYYY-MM-DD`. */
  readonly published?: string;
  /** Day on which the source withdrew it; set by whoever keeps the signature of a vacancy that is gone. */
  readonly withdrawn?: string;
}

/** What of a vacancy is compared with others. Pure: the same vacancy gives the same signature. */
export function signatureOf(vacancy: Vacancy): Signature {
  const { origin, publication, contract, workingTime, duplicatesAtSource } = vacancy;
  const elsewhere = origin.reference !== null && !isItself(vacancy);
  const published = publication.from ?? publication.created;
  return compact({
    source: vacancy.source,
    reference: shortened(vacancy.reference),
    origin: elsewhere ? `${origin.service}:${shortened(origin.reference)}` : undefined,
    path: filled(origin.hops.filter((service) => service !== vacancy.source).slice(0, MOST_HOPS)),
    duplicates: filled(duplicatesAtSource.slice(0, MOST_DUPLICATES).map(shortened)),
    employer: partyOf(vacancy.employer),
    supplier: supplierOf(vacancy),
    ...placesOf(vacancy),
    contract: contract.type ?? undefined,
    regime: workingTime.regime ?? undefined,
    titles: titlesOf(vacancy),
    text: textOf(vacancy),
    positions: vacancy.positions,
    provenance: origin.provenance,
    published: published?.slice(0, 10),
  });
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
  return (reference ?? '').slice(0, LONGEST_REFERENCE);
}

function isItself({ source, reference, origin }: Vacancy): boolean {
  return origin.service === source && origin.reference === reference;
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
    towns: filled(values(({ municipality }) => normalTown(municipality).slice(0, LONGEST_NAME)).slice(0, MOST_PLACES)),
    townCodes: filled(values(({ municipalityCode }) => municipalityCode).slice(0, MOST_PLACES)),
    nuts: values(({ nuts }) => nuts)[0],
  });
}

function textOf({ descriptions }: Vacancy): Signature['text'] {
  const longest = Object.entries(descriptions).toSorted(
    ([a, one], [b, other]) => other.plain.length - one.plain.length || byCodeUnits(a, b),
  )[0];
  const sketch = longest ? sketchOf(longest[1].plain) : null;
  return longest && sketch !== null ? { language: longest[0], sketch } : undefined;
}

function filled<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}

type Compact<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The members that are known. */
function compact<T extends object>(value: T): Compact<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Compact<T>;
}
