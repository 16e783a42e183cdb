import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type LabelsOf, METRICS, type MetricDefinition, type MetricName, type NameOf } from './catalogue.ts';

/** Media type of what `Metrics.text` gives: the text exposition format of Prometheus, version 0.0.4. */
export const METRICS_TYPE: string = Registry.PROMETHEUS_CONTENT_TYPE;

/** A value of a gauge under its labels. */
export interface Sample<Name extends MetricName> {
  readonly labels: LabelsOf<Name>;
  readonly value: number;
}

/** What a process tells of itself in numbers. Handed on as a logger is; cheap enough to be told once for each batch. */
export interface Metrics {
  /** Counts on. */
  add<Name extends NameOf<'counter'>>(name: Name, labels: LabelsOf<Name>, by?: number): void;
  /** Says how a gauge stands. */
  set<Name extends NameOf<'gauge'>>(name: Name, labels: LabelsOf<Name>, value: number): void;
  /** Says how a gauge stands under all its labels: what it showed under others is forgotten. */
  replace<Name extends NameOf<'gauge'>>(name: Name, samples: readonly Sample<Name>[]): void;
  /** Notes one value of a histogram. */
  observe<Name extends NameOf<'histogram'>>(name: Name, labels: LabelsOf<Name>, value: number): void;
  /** Has gauges filled before each look that cost something to know. The work sees to its own failures and bounds. */
  beforeLook(fill: () => Promise<void>): void;
  /** Everything told so far, and of the process itself, as `METRICS_TYPE`. */
  text(): Promise<string>;
}

/** Metrics of one process, in a registry of their own, with those of the process itself: memory, CPU, event loop, collector. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counter = byName((name) => new Counter(describe(registry, name)));
  const gauge = byName((name) => new Gauge(describe(registry, name)));
  const histogram = byName((name) => {
    const { buckets }: MetricDefinition = METRICS[name];
    return new Histogram({ ...describe(registry, name), ...(buckets === undefined ? {} : { buckets: [...buckets] }) });
  });
  const fills: (() => Promise<void>)[] = [];
  return {
    add: (name, labels, by = 1) => counter(name).inc(labels, by),
    set: (name, labels, value) => gauge(name).set(labels, value),
    replace(name, samples) {
      gauge(name).reset();
      for (const { labels, value } of samples) gauge(name).set(labels, value);
    },
    observe: (name, labels, value) => histogram(name).observe(labels, value),
    beforeLook: (fill) => void fills.push(fill),
    async text() {
      await Promise.all(fills.map((fill) => fill()));
      return await registry.metrics();
    },
  };
}

/** Metrics that nobody looks at. */
export const silentMetrics: Metrics = {
  add: () => undefined,
  set: () => undefined,
  replace: () => undefined,
  observe: () => undefined,
  beforeLook: () => undefined,
  text: () => Promise.resolve(''),
};

/** Made when it is first told of: a process shows what it has to say alone. */
function byName<Metric>(make: (name: MetricName) => Metric): (name: MetricName) => Metric {
  const made = new Map<MetricName, Metric>();
  return (name) => {
    const metric = made.get(name) ?? make(name);
    made.set(name, metric);
    return metric;
  };
}

function describe(registry: Registry, name: MetricName) {
  const { help, labels }: MetricDefinition = METRICS[name];
  return { name, help, labelNames: [...labels], registers: [registry] };
}
