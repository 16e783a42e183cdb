import type { CodingReport } from './coding.ts';
import type { Score } from './coding-score.ts';
import { table, three } from './table.ts';

const HEAD = ['task', 'lang', 'target', 'path', 'cases', 'acc@1', 'rec@5', 'mrr@10', 'auto', 'precise', 'ece'];

/** The report as a table for reading. */
export function codingText({ tasks, split }: CodingReport): string {
  const rows = tasks.flatMap((task) => [
    [task.task, task.language, task.target, 'all', ...cells(task), three(task.calibration.ece)],
    ...Object.entries(task.paths).map(([path, score]) => ['', '', '', path, ...cells(score), '']),
  ]);
  const { tested, droppedNearCopies } = split;
  return `${table([HEAD, ...rows])}\n${tested} labels held out; ${droppedNearCopies} more were dropped as near-copies of training labels\n`;
}

function cells({ cases, accuracyAt1, recallAt5, mrrAt10, automatic }: Score): string[] {
  const { coverage, precision } = automatic;
  const rates = [accuracyAt1, recallAt5, mrrAt10, coverage].map(three);
  return [String(cases), ...rates, precision === null ? '–' : three(precision)];
}
