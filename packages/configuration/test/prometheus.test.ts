import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { METRICS, type MetricDefinition } from '@relais/runtime';
import { repositoryRoot } from '@relais/testkit';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const textOf = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const yamlOf = (path: string): unknown => parse(textOf(path), { merge: true });

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string };
}

const { groups } = yamlOf('infra/prometheus/alerts.yml') as { groups: { rules: Alert[] }[] };
const alerts = groups.flatMap(({ rules }) => rules);
const metrics: ReadonlyMap<string, MetricDefinition> = new Map(Object.entries(METRICS));

interface Address {
  readonly port: number;
}

interface Job {
  readonly job_name: string;
  readonly dns_sd_configs: readonly { names: string[]; type: string; port: number }[];
}

/** Names of metrics in a query, as they are registered. */
function metricsIn(query: string): string[] {
  const names = query.match(/\b(?:relais|process|nodejs)_\w+/g) ?? [];
  return names.map((name) => (metrics.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '')));
}

function labelsIn(query: string): string[] {
  const grouped = [...query.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/));
  const matched = [...query.matchAll(/(\w+)=~?"/g)].map(([, name = '']) => name);
  return [...grouped, ...matched];
}

describe.each(alerts)('the alert $alert', ({ alert, expr, annotations }) => {
  test('asks for metrics that there are, by labels that they have', () => {
    const asked = metricsIn(expr);
    for (const name of asked) expect([...metrics.keys()]).toContain(name);
    const known = ['job', ...asked.flatMap((name) => metrics.get(name)?.labels ?? [])];
    for (const label of labelsIn(expr)) expect(known).toContain(label);
    expect(asked.length > 0 || expr.startsWith('up{')).toBe(true);
  });

  test('says in words only labels that its query leaves', () => {
    const named = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, name = '']) => name);
    for (const name of named) expect(labelsIn(expr)).toContain(name);
  });

  test('has its line in the documentation', () => {
    expect(textOf('docs/metrics.md')).toContain(`| \`${alert}\` |`);
  });
});

test('the documentation has every metric and every alert, and no other', () => {
  const named = [...textOf('docs/metrics.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, name = '']) => name);
  expect(named.toSorted()).toEqual([...metrics.keys(), ...alerts.map(({ alert }) => alert)].toSorted());
});

test('containers and Prometheus look at each stage where the configuration of the cluster has its door', () => {
  const cluster = yamlOf('infra/config/cluster.yaml') as { ops: Address; health: Record<string, Address> };
  const compose = yamlOf('docker-compose.yml') as { services: Record<string, { environment: Record<string, string> }> };
  const prometheus = yamlOf('infra/prometheus/prometheus.yml') as { rule_files: string[]; scrape_configs: Job[] };
  const doors = Object.entries({ ...cluster.health, ops: cluster.ops });
  expect(doors).toHaveLength(4);
  for (const [stage, { port }] of doors) {
    expect(compose.services[stage]?.environment['HEALTH_URL']).toBe(`http://127.0.0.1:${port}/healthz`);
    const job = prometheus.scrape_configs.find(({ job_name: name }) => name === `relais-${stage}`);
    expect(job?.dns_sd_configs).toEqual([{ names: [stage], type: 'A', port }]);
  }
  expect(prometheus.scrape_configs).toHaveLength(doors.length);
  expect(prometheus.rule_files).toEqual(['alerts.yml']);
});
