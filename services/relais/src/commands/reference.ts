import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  compareReleases,
  importReference as importTables,
  type Release,
  type ReleaseDifference,
  readReleaseFacts,
  releaseInUse,
  starterRelease,
  useRelease,
  writeRelease,
} from '@relais/competent';
import { EXIT } from '@relais/configuration';
import { commandErrors } from '../errors.ts';
import { releaseNamed } from './release-named.ts';
import { writing } from './writing.ts';

const EXTENSION = '.reference';
const MOST_SHOWN = 10;

interface Printed {
  readonly json: boolean;
}

/** `relais reference import`: one compact release file out of a folder of tables. */
export async function importReference(
  folder: string,
  options: Printed & { out?: string; releases: string },
): Promise<number> {
  const release = await importTables(folder);
  const path = options.out ?? join(options.releases, `${release.facts.id}${EXTENSION}`);
  await writing(path, () => writeRelease(release, path));
  print(options, { ...release.facts, path }, `${release.facts.id} written to ${path}\n`);
  return EXIT.ok;
}

/** `relais reference list`: the releases of a folder, with the one in use marked, and the set that ships with Relais. */
export async function listReferences(options: Printed & { releases: string }): Promise<number> {
  const inUse = await releaseInUse(options.releases);
  const names = (await readdir(options.releases).catch(() => [])).filter((name) => name.endsWith(EXTENSION)).toSorted();
  const kept = await Promise.all(
    names.map(async (name) => ({
      name,
      inUse: name === inUse,
      ...(await readReleaseFacts(join(options.releases, name))),
    })),
  );
  const text = kept.map((each) => `${each.inUse ? '*' : ' '} ${each.id}  ${each.parts.join(', ')}\n`).join('');
  const starter = { name: 'starter', inUse: false, ...starterRelease().facts };
  const none = text === '' ? `no releases in ${options.releases}\n` : text;
  print(options, [...kept, starter], `${none}  starter  ${starter.parts.join(', ')}, ships with Relais\n`);
  return EXIT.ok;
}

/** `relais reference diff`: what the second release changes beside the first. */
export async function diffReferences(
  before: string,
  after: string,
  options: Printed & { releases: string },
): Promise<number> {
  const [from, to] = await Promise.all([before, after].map((name) => opened(name, options.releases)));
  if (!from || !to) return EXIT.failed;
  const difference = compareReleases(from, to);
  print(options, difference, differenceText(difference));
  return EXIT.ok;
}

/**
 * `relais reference use`: the release that is opened where its folder is given. It is opened whole before, and kept in the folder
 * if it is not there yet.
 */
export async function useReference(name: string, options: Printed & { releases: string }): Promise<number> {
  const { releases } = options;
  const release = await opened(name, releases);
  const { facts } = release;
  const file = existsSync(join(releases, fileOf(name))) ? fileOf(name) : fileOf(facts.id);
  await writing(releases, async () => {
    if (!existsSync(join(releases, file))) await writeRelease(release, join(releases, file));
    await useRelease(releases, file);
  });
  print(options, { ...facts, inUse: true }, `${facts.id} is in use\n`);
  return EXIT.ok;
}

/** A release by the id that it is kept under, or by any name that `map --reference` takes. @throws COMMAND_RELEASE_UNKNOWN */
function opened(name: string, releases: string): Promise<Release> {
  const kept = join(releases, fileOf(name));
  if (existsSync(kept)) return releaseNamed(kept);
  if (name === 'starter' || existsSync(name)) return releaseNamed(name);
  throw commandErrors.create('COMMAND_RELEASE_UNKNOWN', { release: name, releases });
}

function fileOf(name: string): string {
  return name.endsWith(EXTENSION) ? name : `${name}${EXTENSION}`;
}

function differenceText({ from, to, appeared, vanished, renamed, labels }: ReleaseDifference): string {
  const titleOf = ({ code, labels: titles }: (typeof appeared)[number]) =>
    `${code} ${titles.nl ?? titles.fr ?? titles.en ?? ''}`;
  const moves = labels.moved.map(
    ({ language, label, before, after }) => `${language} "${label}" ${before ?? '–'} → ${after ?? '–'}`,
  );
  return [
    `${from} → ${to}`,
    ...section('occupations appear', appeared.map(titleOf)),
    ...section('occupations vanish', vanished.map(titleOf)),
    ...section(
      'occupations are renamed',
      renamed.map(({ before, after }) => `${titleOf(before)} → ${titleOf(after)}`),
    ),
    `${labels.added} labels are new, ${labels.removed} are gone, ${labels.common} stay`,
    ...section('labels lead to another occupation', moves),
    '',
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  const more = lines.length > MOST_SHOWN ? [`  … and ${lines.length - MOST_SHOWN} more`] : [];
  return [`${lines.length} ${title}`, ...lines.slice(0, MOST_SHOWN).map((line) => `  ${line}`), ...more];
}

function print({ json }: Printed, value: unknown, text: string): void {
  process.stdout.write(json ? `${JSON.stringify(value)}\n` : text);
}
