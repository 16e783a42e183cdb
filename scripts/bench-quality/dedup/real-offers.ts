import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSourceFile, type SourceSettings, sourceSettingsSchema } from '@relais/sources';
import type { Vacancy } from '@relais/vacancy';
import { writing } from './disguise.ts';
import type { Base } from './disguised-corpus.ts';
import type { Labelled } from './labelled.ts';

const NEAR_COPY = 0.8;

/** The real offers of a folder of answers, each taken for one job. */
export function realOffers(folder: string): Base[] {
  const settings: SourceSettings = sourceSettingsSchema.parse({
    kind: 'france-travail',
    baseUrl: 'http://localhost',
    oauth: { tokenUrl: 'http://localhost', clientId: 'none', clientSecret: 'none' },
  });
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const vacancies = new Map<string, Vacancy>();
  for (const name of files.toSorted()) {
    const file = { name, bytes: new Uint8Array(readFileSync(join(folder, name))) };
    for (const item of readSourceFile('france-travail', settings, file)) {
      if (item.kind === 'vacancy') vacancies.set(item.reference, item.vacancy);
    }
  }
  return [...vacancies.values()].map((vacancy) => ({ vacancy, job: vacancy.reference }));
}

/**
 * Nobody has judged which real offers are one job. Two near-copies in one town may be: such pairs count neither way;
 * every other merge of two real offers counts as wrong.
 */
export function unsureOfReal(one: Labelled, other: Labelled): boolean {
  const [first, second] = [one.job.split('/')[0], other.job.split('/')[0]];
  if (first === second || townOf(one.vacancy) !== townOf(other.vacancy)) return false;
  return jaccard(runsOf(one.vacancy), runsOf(other.vacancy)) >= NEAR_COPY;
}

function townOf({ workplaces }: Vacancy): string {
  const [place] = workplaces;
  return `${place?.postcode ?? ''} ${place?.municipality ?? ''} ${place?.nuts ?? ''}`;
}

function runsOf(vacancy: Vacancy): Set<string> {
  const words =
    writing(vacancy)
      .text.toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(2).map((word, at) => `${words[at]} ${words[at + 1]} ${word}`));
}

function jaccard(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const common = [...one].filter((run) => other.has(run)).length;
  return common / Math.max(1, one.size + other.size - common);
}
