import { describe, expect, test } from 'vitest';
import { METRICS, type MetricDefinition } from '../../src/metrics/catalogue.ts';
import { createMetrics, METRICS_TYPE, silentMetrics } from '../../src/metrics/metrics.ts';

const definitions: readonly (readonly [string, MetricDefinition])[] = Object.entries(METRICS);

describe('metrics', () => {
  test('show what was told, and the process itself', async () => {
    const metrics = createMetrics();
    metrics.set('relais_store_up', { store: 'log' }, 1);
    const text = await metrics.text();
    expect(METRICS_TYPE).toContain('version=0.0.4');
    expect(text).toContain('# TYPE relais_store_up gauge\nrelais_store_up{store="log"} 1\n');
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).toMatch(/^process_cpu_seconds_total [\d.]+$/m);
    expect(text).toContain('\nnodejs_eventloop_lag_p99_seconds ');
  });

  test('count on, and put what was observed under its bounds', async () => {
    const metrics = createMetrics();
    const sample = { subscription: 'push', channel: 'webhook' };
    metrics.add('relais_records_read_total', { topic: 'relais.offers.v1' });
    metrics.add('relais_records_read_total', { topic: 'relais.offers.v1' }, 9);
    for (const seconds of [0.02, 0.2, 2]) metrics.observe('relais_delivery_batch_duration_seconds', sample, seconds);
    const text = await metrics.text();
    expect(text).toContain('relais_records_read_total{topic="relais.offers.v1"} 10\n');
    expect(text).toContain(
      'relais_delivery_batch_duration_seconds_bucket{le="0.25",subscription="push",channel="webhook"} 2\n',
    );
    expect(text).toContain('relais_delivery_batch_duration_seconds_count{subscription="push",channel="webhook"} 3\n');
  });

  test('of one process know nothing of those of another', async () => {
    createMetrics().set('relais_store_up', { store: 'log' }, 1);
    expect(await createMetrics().text()).not.toContain('relais_');
  });

  test('are filled before a look, and forget what is no longer so', async () => {
    const metrics = createMetrics();
    let store = 'log';
    metrics.beforeLook(async () => metrics.replace('relais_store_up', [{ labels: { store }, value: 0 }]));
    expect(await metrics.text()).toContain('relais_store_up{store="log"} 0');
    store = 'state';
    const text = await metrics.text();
    expect(text).toContain('relais_store_up{store="state"} 0');
    expect(text).not.toContain('store="log"');
  });

  test('that nobody looks at say nothing', async () => {
    silentMetrics.set('relais_store_up', { store: 'log' }, 1);
    expect(await silentMetrics.text()).toBe('');
  });
});

describe('the name of a metric', () => {
  test.each(definitions)('%s is one by the conventions of Prometheus', (name, { kind, help }) => {
    expect(name).toMatch(/^relais_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith('_total')).toBe(kind === 'counter');
    expect(name).not.toMatch(/_(ms|milliseconds|minutes|hours|kb|mb|percent|count|sum|bucket)(_|$)/);
    expect(help).not.toBe('');
  });

  test.each(definitions)('%s has labels of few values alone', (_name, { labels }) => {
    const few = ['source', 'subscription', 'channel', 'outcome', 'topic', 'stage', 'state', 'store', 'code', 'members'];
    for (const label of labels) expect(few).toContain(label);
  });
});
