import { METRICS, type MetricDefinition } from '@relais/runtime';

/** The page of metrics: how to have them, each of them, and the alerts that come along. */
export function metricsPage(): string {
  return `# Metrics

Generated from the code by \`npm run generate\`. Every process tells its metrics at \`GET /metrics\` in the text format of Prometheus (0.0.4):
\`ops\` and \`relais run\` at the address of the operations pages, the other stages where \`health\` of the [configuration](configuration.md) gives them a
port, beside the [health check](operations.md). Such a door answers GET alone, a few callers at once and one question a connection.

\`infra/prometheus\` has a configuration that finds the stages of \`docker-compose.yml\`, and alerts. They are to be started from: Prometheus 2.42 takes
both, and was tried on one embedded process.

Counters begin anew with each process. Labels have few values: names of the configuration and short lists, never an offer or a person. What
\`ops\` tells is asked of the stores at each look and left out when they do not answer; the other gauges are the process's own. Those named
\`process_…\` and \`nodejs_…\` tell of the process itself: memory, CPU, open files, the event loop's lag, the collector.

${table()}

## Alerts

| alert | when | what to do |
| --- | --- | --- |
| \`RelaisProcessDown\` | a process does not answer, or none of a stage is there | its log tells why it ended; the supervisor starts it again |
| \`RelaisStoreDown\` | a store does not answer a process | [when a store fails](operations.md#when-a-store-fails) |
| \`RelaisSourceSilent\` | no batch of a source came to its end for a day | the log of ingest names the reason; \`relais batch list --source <id>\` |
| \`RelaisBatchHeld\` | a snapshot showed too little | \`relais batch release\` or \`refuse\` ([safety](sources-safety.md#when-a-snapshot-shows-too-little)) |
| \`RelaisLagGrowing\` | a stage falls behind for most of an hour | more of that stage, or the store that is slow |
| \`RelaisLaneResting\` | a partner has failed as a whole for an hour | \`relais partner test\`, and its people ([delivery](delivery.md#a-partner-that-fails-as-a-whole)) |
| \`RelaisDeliveriesFailed\` | deliveries were given up | \`relais status\` has the reasons; \`relais replay <subscription> --state failed\` |
`;
}

function table(): string {
  const rows = Object.entries(METRICS).map(([name, { from, kind, labels, help }]: [string, MetricDefinition]) => {
    const named = labels.map((label) => `\`${label}\``).join(', ');
    return `| \`${name}\` | ${kind} | ${named} | ${help} | ${from} |`;
  });
  return ['| metric | kind | labels | what it tells | from |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}
