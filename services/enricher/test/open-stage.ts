import type { Coder } from '@relais/competent';
import type { LogBatch } from '@relais/event-log';
import { openEmbeddedEventLog } from '@relais/event-log';
import { openEmbeddedLedger } from '@relais/ledger';
import { builtInPlaces } from '@relais/places';
import { CloseStack, openEmbeddedFile, silentLogger, silentMetrics, systemClock } from '@relais/runtime';
import { openEmbeddedState } from '@relais/state';
import {
  emptyVacancy,
  type Observation,
  type OccupationCoding,
  type Offer,
  offerEventSchema,
  TOPICS,
  type Vacancy,
  vacancyHash,
  vacancyKey,
  workplace,
} from '@relais/vacancy';
import { afterEach, beforeEach } from 'vitest';
import { enrichBatch } from '../src/enrich-batch.ts';
import type { EnricherSurroundings } from '../src/leased-work.ts';
import { applyRules } from '../src/rules/apply-rules.ts';
import { RuleBook } from '../src/rules/rule-book.ts';
import { TaskQueue } from '../src/task-queue.ts';
import { VacancyCoder } from '../src/vacancy-coder.ts';

type TestStage = Awaited<ReturnType<typeof openTestStage>>;

/** A stage of its own for each test of a file, open while the test runs. */
export function aStageForEachTest(): Pick<TestStage, 'around' | 'loseState'> {
  let stage: TestStage | undefined;
  beforeEach(async () => {
    stage = await openTestStage();
  });
  afterEach(() => stage?.close());
  const open = () => stage ?? fail('a stage is open while a test runs');
  return {
    get around() {
      return open().around;
    },
    loseState: () => open().loseState(),
  };
}

function fail(message: string): never {
  throw new Error(message);
}

/** The enricher's surroundings on stores in memory, with what tests ask of them. */
export async function openTestStage(clock = systemClock) {
  const closing = new CloseStack();
  const file = closing.use(openEmbeddedFile(':memory:'));
  const log = closing.use(openEmbeddedEventLog(file));
  const state = closing.use(openEmbeddedState(file, { clock }));
  const ledger = closing.use(openEmbeddedLedger(file));
  // Nothing is compacted away while a slow test looks at all that was published.
  await log.ensureTopics(Object.values(TOPICS).map((topic) => ({ ...topic, cleanup: 'delete' })));
  const rules = await RuleBook.open(log, state);
  // No occupation is known: most tests are about merging.
  const coder = aCoder(() => unmapped);
  const around: EnricherSurroundings = {
    holder: 'test',
    log,
    state,
    ledger,
    rules,
    coderBy: () => coder,
    places: builtInPlaces,
    clock,
    logger: silentLogger,
    metrics: silentMetrics,
    signal: new AbortController().signal,
  };
  /** Empties what the enricher keeps in the hot state, as the loss of a Redis does. */
  const loseState = () => {
    for (const table of ['state_match_entry', 'state_match_place', 'state_value']) file.execute(`DELETE FROM ${table}`);
  };
  return { around, loseState, close: () => closing.close() };
}

/** A log batch with these observations, as a partition would hand it over. */
export function batchOf(...observations: readonly Observation[]) {
  const records = observations.map((observation, index) => ({
    topic: TOPICS.observations.name,
    key: vacancyKey(observation),
    value: JSON.stringify(observation),
    headers: {},
    partition: 0,
    offset: BigInt(index),
    timestamp: 0,
  }));
  return { topic: TOPICS.observations.name, partition: 0, records, signal: new AbortController().signal };
}

/** A batch of observations through an enricher with these surroundings. */
export function enrichIn(around: EnricherSurroundings, batch: LogBatch): Promise<void> {
  return enrichBatch(around, new TaskQueue(around), batch);
}

/** A batch of commands through an enricher with these surroundings. */
export function applyRulesIn(around: EnricherSurroundings, batch: LogBatch): Promise<void> {
  return applyRules(around.rules, new TaskQueue(around), batch);
}

/** A cook wanted at one address in Ghent, unless told otherwise. */
export function aVacancy(source: string, reference: string, change: Partial<Vacancy> = {}): Vacancy {
  const empty = emptyVacancy(source, reference);
  return {
    ...empty,
    origin: { ...empty.origin, provenance: 'own' },
    titles: { nl: 'Kok (m/v/x)' },
    employer: { ...empty.employer, name: 'Brasserie Test NV', enterpriseNumber: '0403019261' },
    workplaces: [workplace({ country: 'BE', postcode: '9000', municipality: 'Gent' })],
    ...change,
  };
}

export function observed(vacancy: Vacancy, version = 1): Observation {
  return {
    type: 'vacancy.observed',
    source: vacancy.source,
    reference: vacancy.reference,
    version,
    contentHash: vacancyHash(vacancy, null),
    batchId: 'b_test',
    observedAt: '2026-11-22T02:15:00.000Z',
    vacancy,
    contact: null,
  };
}

export function withdrawn(source: string, reference: string, version: number): Observation {
  const observedAt = '2026-11-23T02:15:00.000Z';
  return { type: 'vacancy.withdrawn', source, reference, version, batchId: 'b_next', observedAt, reason: 'absent' };
}

/** Everything on the offers topic, in order. */
export async function publishedOffers(around: EnricherSurroundings) {
  const events: { type: string; offer: Offer }[] = [];
  for await (const records of around.log.read({ topic: TOPICS.offers.name })) {
    for (const record of records) events.push(offerEventSchema.parse(JSON.parse(record.value ?? 'null')));
  }
  return events;
}

export async function standingOffers(around: EnricherSurroundings): Promise<Offer[]> {
  const all: Offer[] = [];
  for await (const offers of around.ledger.offers.scanOffers({})) all.push(...offers);
  return all;
}

/** What a coder says of a vacancy whose occupation it does not know. */
export const unmapped: OccupationCoding = {
  competent: [],
  competent1: [],
  esco: [],
  rome: [],
  isco: [],
  competences: [],
  method: 'none',
  confidence: 0,
  automatic: false,
  reasons: [],
  release: 'none',
};

export function aCoder(code: Coder['code']): VacancyCoder {
  return new VacancyCoder({ code } as unknown as Coder);
}
