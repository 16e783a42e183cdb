/** One metric of Relais, named by the conventions of Prometheus: `relais_` first, the base unit last, `_total` for counters. */
export interface MetricDefinition {
  readonly kind: 'counter' | 'gauge' | 'histogram';
  /** What it counts or shows, for a person. */
  readonly help: string;
  /** Names of its labels. Their values come from the configuration or from short lists: never an offer, an address or a person. */
  readonly labels: readonly string[];
  /** Who tells it. */
  readonly from: 'every process' | 'ingest' | 'enricher' | 'sink' | 'ops';
  /** Upper bounds of a histogram, in the unit of its name. */
  readonly buckets?: readonly number[];
}

/** Every metric there is, but those of the process itself. The documentation has its table from here. */
export const METRICS = {
  relais_store_up: {
    kind: 'gauge',
    help: '1 while a store answers this process, 0 while it does not',
    labels: ['store'],
    from: 'every process',
  },
  relais_store_errors_total: {
    kind: 'counter',
    help: 'Calls to a store that failed, by error code',
    labels: ['store', 'code'],
    from: 'every process',
  },
  relais_records_read_total: {
    kind: 'counter',
    help: 'Records of a topic that were read and dealt with',
    labels: ['topic'],
    from: 'every process',
  },
  relais_records_published_total: {
    kind: 'counter',
    help: 'Records that a topic took',
    labels: ['topic'],
    from: 'every process',
  },
  relais_source_last_success_timestamp_seconds: {
    kind: 'gauge',
    help: 'When a batch of a source last came to its end; before the first, since when one is waited for',
    labels: ['source'],
    from: 'ingest',
  },
  relais_batches_total: {
    kind: 'counter',
    help: 'Batches of a source that closed, failed or are held, and held ones that were released, refused or superseded',
    labels: ['source', 'outcome'],
    from: 'ingest',
  },
  relais_source_records_total: {
    kind: 'counter',
    help: 'Records of the batches that ended: observed (new or changed), unchanged, withdrawn, quarantined',
    labels: ['source', 'outcome'],
    from: 'ingest',
  },
  relais_offers_decided_total: {
    kind: 'counter',
    help: 'Versions of offers that were decided: published, updated, closed, or merged into another',
    labels: ['outcome'],
    from: 'enricher',
  },
  relais_offers_coded_total: {
    kind: 'counter',
    help: 'Those of them that are open: coded automatically, for review, or unmapped',
    labels: ['outcome'],
    from: 'enricher',
  },
  relais_delivery_attempts_total: {
    kind: 'counter',
    help: 'Attempts to deliver one offer: accepted, handed over, rejected or failed',
    labels: ['subscription', 'channel', 'outcome'],
    from: 'sink',
  },
  relais_delivery_batch_duration_seconds: {
    kind: 'histogram',
    help: 'How long the channel took for one batch of attempts',
    labels: ['subscription', 'channel'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    from: 'sink',
  },
  relais_lane_resting: {
    kind: 'gauge',
    help: '1 while a lane that this process has rests, since its partner fails as a whole',
    labels: ['subscription'],
    from: 'sink',
  },
  relais_lag_records: {
    kind: 'gauge',
    help: 'Records of a topic that its stage has not finished yet',
    labels: ['stage', 'topic'],
    from: 'ops',
  },
  relais_batches_held: {
    kind: 'gauge',
    help: 'Batches of a source whose absences wait for a decision',
    labels: ['source'],
    from: 'ops',
  },
  relais_offers: {
    kind: 'gauge',
    help: 'Offers: open, closed, merged into another',
    labels: ['state'],
    from: 'ops',
  },
  relais_offers_open: {
    kind: 'gauge',
    help: 'Open offers that one vacancy stands behind, or several',
    labels: ['members'],
    from: 'ops',
  },
  relais_deliveries: {
    kind: 'gauge',
    help: 'Deliveries: due, awaiting an answer, confirmed, rejected, failed, removed',
    labels: ['subscription', 'state'],
    from: 'ops',
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

type Catalogue = typeof METRICS;
export type MetricName = keyof Catalogue;
export type NameOf<Kind extends MetricDefinition['kind']> = {
  [Name in MetricName]: Catalogue[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
export type LabelsOf<Name extends MetricName> = Readonly<Record<Catalogue[Name]['labels'][number], string>>;
