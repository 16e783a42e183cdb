import type { Vacancy } from '@relais/vacancy';
import { employerKey, folded, titleKey } from './normal-form.ts';
import { textSketch } from './text-sketch.ts';

/** A reference inside a service. */
export interface ServiceReference {
  readonly service: string;
  readonly reference: string;
}

/** A vacancy as the decision sees it: small, comparable, without contact data. */
export interface Signature {
  /** The service behind the source, and the reference there. */
  readonly own: ServiceReference;
  readonly origin: ServiceReference | null;
  readonly provenance: Vacancy['origin']['provenance'];
  /** References that the source itself calls duplicates. */
  readonly duplicates: readonly string[];
  /** Who handed it in, and under which reference. */
  readonly supplied: { readonly by: string; readonly reference: string } | null;
  readonly enterpriseNumber: string | null;
  readonly employer: string | null;
  readonly country: string | null;
  /** Postcodes and municipalities of the workplaces, folded, in order. */
  readonly places: readonly string[];
  readonly contract: string | null;
  readonly regime: string | null;
  /** Comparable titles. */
  readonly titles: readonly string[];
  /** Sketch of the description, by language. */
  readonly sketches: Readonly<Record<string, string>>;
}

const MOST_PLACES = 4;

export function signatureOf(vacancy: Vacancy): Signature {
  const service = vacancy.origin.hops.at(-1) ?? vacancy.source;
  const { origin, employer } = vacancy;
  const titles = new Set(
    Object.values(vacancy.titles)
      .map(titleKey)
      .filter((title) => title !== ''),
  );
  return {
    own: { service, reference: vacancy.reference },
    origin: origin.reference === null ? null : { service: origin.service, reference: origin.reference },
    provenance: origin.provenance,
    duplicates: vacancy.duplicatesAtSource,
    supplied: suppliedOf(vacancy),
    enterpriseNumber: employer.enterpriseNumber,
    employer: employerKey(employer.name),
    country: vacancy.workplaces[0]?.country ?? null,
    places: placesOf(vacancy),
    contract: vacancy.contract.type,
    regime: vacancy.workingTime.regime,
    titles: [...titles].toSorted(),
    sketches: sketchesOf(vacancy),
  };
}

function suppliedOf(vacancy: Vacancy): Signature['supplied'] {
  const { supplier } = vacancy;
  if (supplier === null || supplier.reference === null) return null;
  const by = supplier.enterpriseNumber ?? employerKey(supplier.name);
  return by === null ? null : { by, reference: supplier.reference };
}

/** A workplace is its postcode where there is one, else its municipality: towns are spelt in many ways. */
function placesOf(vacancy: Vacancy): string[] {
  const places = vacancy.workplaces.map(
    (place) => place.postcode ?? (place.municipality ? folded(place.municipality) : null),
  );
  return [...new Set(places.filter((place) => place !== null))].toSorted().slice(0, MOST_PLACES);
}

function sketchesOf(vacancy: Vacancy): Record<string, string> {
  const sketches: Record<string, string> = {};
  for (const [language, { plain }] of Object.entries(vacancy.descriptions)) {
    const sketch = textSketch(plain);
    if (sketch !== null) sketches[language] = sketch;
  }
  return sketches;
}
