/** One metric of Relais, named by the conventions of Prometheus: `relais_` first, the base unit last, `_total` for counters. */
export interface MetricDefinition {
  readonly kind: 'counter' | 'gauge';
  /** What it counts or shows, for a person. */
  readonly help: string;
  /** Names of its labels. Their values come from the configuration or from short lists: never an offer, an address or a person. */
  readonly labels: readonly string[];
  /** Who tells it. */
  readonly from: 'every process' | 'ingest' | 'enricher' | 'sink' | 'ops';
}

/** Every metric there is, but those of the process itself. The documentation has its table from here. */
export const METRICS = {
  relais_store_up: {
    kind: 'gauge',
    help: '1 while a store answers this process, 0 while it does not',
    labels: ['store'],
    from: 'every process',
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

type Catalogue = typeof METRICS;
export type MetricName = keyof Catalogue;
export type NameOf<Kind extends MetricDefinition['kind']> = {
  [Name in MetricName]: Catalogue[Name]['kind'] extends Kind ? Name : never;
}[MetricName];
export type LabelsOf<Name extends MetricName> = Readonly<Record<Catalogue[Name]['labels'][number], string>>;
