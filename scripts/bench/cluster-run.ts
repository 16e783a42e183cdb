import { Cluster, type Population, type Servers, STAGES } from '@relais/proving';
import { type PipelineRun, pipelineRun } from './embedded-run.ts';
import { peakMemoryMb } from './peak-memory.ts';

/** A slow machine, or a slow version, is to be measured too. */
const LONGEST_MS = 900_000;

/** One round over four processes on real servers, with the simulator in this process. */
export async function clusterRun(servers: Servers, population: Population): Promise<PipelineRun> {
  await using cluster = await Cluster.prepare(servers, population);
  await cluster.start('ops', 'sink', 'enricher');
  const startedAt = performance.now();
  await cluster.start('ingest');
  await cluster.settled(LONGEST_MS);
  const seconds = (performance.now() - startedAt) / 1000;
  const memory = Object.fromEntries(STAGES.map((stage) => [stage, peakMemoryMb(cluster.pid(stage))]));
  const books = await cluster.books();
  return pipelineRun({ ...books, seconds }, memory);
}
