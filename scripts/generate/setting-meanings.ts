import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@relais/testkit';

/** The members of one object of a schema as it stands in the source, each with its comment (or an empty text). */
type Block = Map<string, string>;

/** Files that hold schemas of settings, those of sources apart: kinds of source have members of the same names. */
const COMMON = [
  'packages/{channels,event-log,state,ledger}/src/**/{settings,options}.ts',
  'packages/configuration/src/schema.ts',
  'packages/policy/src/partner.ts',
];
const OF_SOURCES = ['packages/sources/src/settings.ts', 'packages/sources/src/{archives,formats}/**/settings.ts'];
const MEMBER = /^\s*(\w+)(?::|,$)/;
const COMMENT = /^\s*\/\*\*\s?(.*?)\s*\*\/$/;

/** Gives the comment above a setting in the source, in the object that is most like the one it stands in. */
export type Meanings = (name: string, siblings: readonly string[]) => string;

/** @param kind kind of source that the settings are of; null for what is no source's */
export function settingMeanings(kind: string | null = null): Meanings {
  const patterns = kind === null ? COMMON : [...OF_SOURCES, `packages/sources/src/${kind}/settings.ts`];
  const blocks = patterns
    .flatMap((pattern) => globSync(pattern, { cwd: repositoryRoot }))
    .toSorted()
    .flatMap((file) => blocksOf(readFileSync(join(repositoryRoot, file), 'utf8')));
  return (name, siblings) => {
    const shared = (block: Block) => siblings.filter((each) => block.has(each)).length;
    const likeness = (block: Block) => shared(block) / (block.size + siblings.length - shared(block));
    // One name in common is chance, unless it is all there is.
    const [best] = blocks
      .filter((block) => block.has(name) && (shared(block) > 1 || block.size === 1))
      .toSorted((a, b) => likeness(b) - likeness(a));
    return best?.get(name) ?? '';
  };
}

/** Every object of a file, as the formatter lays it out: one member a line, with its comment above it. */
function blocksOf(source: string): Block[] {
  const blocks: Block[] = [];
  const open: Block[] = [new Map()];
  let comment = '';
  for (const line of joinedComments(source).split('\n')) {
    const [, text] = COMMENT.exec(line) ?? [];
    const [, name] = MEMBER.exec(line) ?? [];
    if (name !== undefined) open.at(-1)?.set(name, comment);
    comment = text ?? '';
    if (text !== undefined) continue;
    for (const [bracket] of line.matchAll(/[{}]/g)) {
      if (bracket === '{') open.push(new Map());
      else blocks.push(open.pop() ?? new Map());
    }
  }
  return blocks.filter(({ size }) => size > 0);
}

/** Comments of several lines in one. */
function joinedComments(source: string): string {
  return source.replace(/\/\*\*[\s\S]*?\*\//g, (comment) =>
    comment.replace(/\s*\n\s*\*(?!\/)\s*/g, ' ').replace(/\s*\n\s*\*\//, ' */'),
  );
}
