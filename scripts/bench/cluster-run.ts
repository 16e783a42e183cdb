import { Cluster, type Population, type Servers, STAGES } from '@relais/proving';
import { type PipelineRun, pipelineRun } from './embedded-run.ts';
import { processUse } from './process-use.ts';

/** A slow machine, or a slow version, is to be measured too. */
const LONGEST_MS = 900_000;

/** One round over four processes on real servers, with the simulator in this process. */
export async function clusterRun(servers: Servers, population: Population): Promise<PipelineRun> {
  await using cluster = await Cluster.prepare(servers, population);
  await cluster.start('ops', 'sink', 'enricher');
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  await cluster.start('ingest');
  await cluster.settled(LONGEST_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const stages = Object.fromEntries(STAGES.map((stage) => [stage, processUse(cluster.pid(stage))]));
  const simulated = { peakMemoryMb: null, cpuSeconds: (user + system) / 1e6 };
  const books = await cluster.books();
  return pipelineRun({ ...books, seconds }, { ...stages, simulated });
}
