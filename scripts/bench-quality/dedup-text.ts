import type { DedupReport } from './dedup.ts';
import { table, three } from './table.ts';

/** The report as tables for reading, with the pairs that went wrong. */
export function dedupText({ corpora, overall, withinLanguages, examples }: DedupReport): string {
  const rows = corpora.flatMap(({ corpus, records, pairwise, positive, negative }) => [
    [corpus, 'all', String(records), three(pairwise.precision), three(pairwise.recall), three(pairwise.f1)],
    ...Object.entries(positive).map(([kind, { pairs, precision, recall, f1 }]) => {
      return ['', kind, String(pairs), three(precision), three(recall), three(f1)];
    }),
    ...Object.entries(negative).map(([kind, { pairs, merged }]) => [
      '',
      kind,
      String(pairs),
      `${merged} merged`,
      '',
      '',
    ]),
  ]);
  const totals = [
    ['all corpora', '', '', three(overall.precision), three(overall.recall), three(overall.f1)],
    [
      'without translations',
      '',
      '',
      ...[withinLanguages.precision, withinLanguages.recall, withinLanguages.f1].map(three),
    ],
  ];
  const wrong = examples.map(
    ({ corpus, wrong: how, kind, one, other }) => `${how} (${kind}, ${corpus})\n  ${one}\n  ${other}\n`,
  );
  return `${table([['corpus', 'kind', 'pairs', 'precision', 'recall', 'f1'], ...rows, ...totals])}\n${wrong.join('')}`;
}
