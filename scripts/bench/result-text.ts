import type { BareRun } from './bare-kafka.ts';
import type { PipelineRun } from './embedded-run.ts';

export interface BenchResult {
  readonly at: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGb: number; readonly node: string };
  readonly population: { readonly offers: number; readonly seed: number };
  readonly bare: BareRun | null;
  readonly embedded: PipelineRun | null;
  readonly cluster: PipelineRun | null;
}

/** The result as a table, rates beside the bare one. */
export function resultText(result: BenchResult): string {
  const { machine, bare } = result;
  const head = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}\n\n`;
  const rows = [
    ['run', 'messages', 'seconds', 'offers/s', 'deliveries/s', 'of bare', 'peak memory MB', 'CPU ms an offer'],
    ...(bare === null
      ? []
      : [
          [
            'bare kafkajs',
            String(bare.messages),
            fixed(bare.seconds),
            fixed(bare.messagesPerSecond),
            '',
            '1.000',
            '',
            '',
          ],
        ]),
    ...(['embedded', 'cluster'] as const).flatMap((mode) => pipelineRow(mode, result[mode], bare)),
  ];
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${head}${lines.join('\n')}\n`;
}

function pipelineRow(mode: string, run: PipelineRun | null, bare: BareRun | null): string[][] {
  if (run === null) return [];
  const ratio = bare === null ? '' : (run.vacanciesPerSecond / bare.messagesPerSecond).toFixed(3);
  const uses = Object.entries(run.processes);
  const memory = uses.flatMap(([name, use]) => (use.peakMemoryMb === null ? [] : `${name} ${use.peakMemoryMb}`));
  const cpu = uses.map(([name, use]) => `${name} ${fixed(((use.cpuSeconds ?? Number.NaN) * 1_000) / run.vacancies)}`);
  const rates = [fixed(run.seconds), fixed(run.vacanciesPerSecond), fixed(run.deliveriesPerSecond), ratio];
  const name = run.balanced ? mode : `${mode} (NOT BALANCED)`;
  return [[name, String(run.vacancies), ...rates, memory.join(', '), cpu.join(', ')]];
}

function fixed(value: number): string {
  return value.toFixed(value < 100 ? 1 : 0);
}
