import { matchKeysOf, type Signature, signatureOf } from '@relais/dedup';
import { type LogRecord, type OutgoingRecord, readContents } from '@relais/event-log';
import { type Observation, observationSchema, type Vacancy, vacancyKey } from '@relais/vacancy';

/** An observation on its way through the enricher, with what matching needs of it. */
export interface Incoming {
  readonly key: string;
  readonly observation: Observation;
  /** Null for a withdrawal. */
  readonly signature: Signature | null;
  /** Match keys; none for a withdrawal. */
  readonly matchKeys: readonly string[];
}

/** The observations of a log batch, the newest per vacancy, and the records that no consumer could ever read. */
export interface ReadObservations {
  readonly observations: readonly Observation[];
  readonly poison: readonly OutgoingRecord[];
}

/**
 * Parses the records of one partition. Several observations of one vacancy in a batch are folded into the newest:
 * what stood in between has no reader.
 */
export function readObservations(records: readonly LogRecord[]): ReadObservations {
  const { contents, poison } = readContents(records, observationSchema, 'enricher');
  const newest = new Map<string, Observation>();
  for (const observation of contents) keepNewest(newest, observation);
  return { observations: [...newest.values()], poison };
}

/** With the signature that is worked out so; match keys are the same whatever a coder found. */
export function incomingOf(
  observation: Observation,
  sign: (vacancy: Vacancy) => Signature = (vacancy) => signatureOf(vacancy),
): Incoming {
  const key = vacancyKey(observation);
  if (observation.type !== 'vacancy.observed') return { key, observation, signature: null, matchKeys: [] };
  const { vacancy } = observation;
  const signature = sign(vacancy);
  return { key, observation, signature, matchKeys: matchKeysOf(vacancy, signature) };
}

function keepNewest(newest: Map<string, Observation>, observation: Observation): void {
  const key = vacancyKey(observation);
  const known = newest.get(key);
  if (known === undefined || observation.version >= known.version) newest.set(key, observation);
}
