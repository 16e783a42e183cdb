import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const IGNORED = /(?:^|\/)(?:node_modules|dist|coverage|var|target|\.[^/]*)(?:\/|$)/;

interface Link {
  readonly page: string;
  readonly line: number;
  readonly target: string;
  readonly title: string | null;
}

/** The Markdown without its code, with as many lines as before. */
function proseOf(markdown: string): string {
  const withoutBlocks = markdown.replace(/^( *)(```|~~~)[\s\S]*?^\1\2.*$/gm, (block) => block.replace(/[^\n]/g, ''));
  return withoutBlocks.replace(/(`+)(?!`)[^`\n]*?\1(?!`)/g, (code) => code.replace(/[[\]()]/g, ' '));
}

/** Inline links (`[word](target "title")`) and definitions (`[word]: target "title"`). */
function linksOf(page: string, markdown: string): Link[] {
  const pattern = /(?:\]\(|^\[[^\]]+\]:\s+)(?<target>[^\s)"]+)(?:\s+"(?<title>(?:\\.|[^"\\])*)")?/g;
  return proseOf(markdown)
    .split('\n')
    .flatMap((text, index) =>
      [...text.matchAll(pattern)].map(({ groups }) => {
        const title = groups?.['title']?.replace(/\\(.)/g, '$1') ?? null;
        return { page, line: index + 1, target: groups?.['target'] ?? '', title };
      }),
    );
}

/** Anchors of a page as forges make them of its headings; the second of one name ends in `-1`. */
function anchorsOf(markdown: string): Set<string> {
  const withoutBlocks = markdown.replace(/^( *)(```|~~~)[\s\S]*?^\1\2.*$/gm, '');
  const anchors = new Set<string>();
  for (const [, heading = ''] of withoutBlocks.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const words = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const slug = words.replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '').replaceAll(' ', '-');
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count++) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

/** The source of a test file, and of the suites beside it that it runs (`…-contract.ts`). */
function testSourceOf(file: string): string {
  const source = readFileSync(file, 'utf8');
  const suites = [...source.matchAll(/from '(\.[^']+-contract\.ts)'/g)].map(([, path = '']) =>
    join(dirname(file), path),
  );
  return [source, ...suites.map((suite) => readFileSync(suite, 'utf8'))].join('\n');
}

function hasTest(source: string, title: string): boolean {
  return [`'${title.replaceAll("'", "\\'")}'`, `"${title.replaceAll('"', '\\"')}"`, `\`${title}\``].some((literal) =>
    source.includes(literal),
  );
}

/** What is wrong with a link, or null. */
function faultOf({ page, target, title }: Link): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return null;
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : resolve(dirname(page), decodeURI(path));
  if (relative(ROOT, file).startsWith('..') || !existsSync(file)) return 'there is no such file';
  if (anchor !== undefined && file.endsWith('.md') && !anchorsOf(readFileSync(file, 'utf8')).has(anchor)) {
    return 'there is no such heading';
  }
  if (title !== null && file.endsWith('.ts') && !hasTest(testSourceOf(file), title)) return `it has no test "${title}"`;
  return null;
}

const pages = globSync('**/*.md', { cwd: ROOT, exclude: (path) => IGNORED.test(path) }).filter(
  (path) => !IGNORED.test(path),
);

describe('links of the documentation', () => {
  test('lead to files and headings that exist, and name tests that exist', () => {
    expect(pages).toContain('README.md');
    const faults = pages
      .map((path) => join(ROOT, path))
      .flatMap((page) => linksOf(page, readFileSync(page, 'utf8')))
      .flatMap((link) => {
        const fault = faultOf(link);
        return fault === null ? [] : [`${relative(ROOT, link.page)}:${link.line} ${link.target}: ${fault}`];
      });
    expect(faults).toEqual([]);
  });

  test('are found in prose and not in code, with their titles', () => {
    const markdown =
      '[a](b.md "c \\"d\\"") `[no](x.md)`\n```\n[no](y.md)\n```\n| [e](f.ts#g) | [h](i "j (k)") |\n[l]: m.md';
    expect(linksOf('p', markdown).map(({ line, target, title }) => [line, target, title])).toEqual([
      [1, 'b.md', 'c "d"'],
      [5, 'f.ts#g', null],
      [5, 'i', 'j (k)'],
      [6, 'm.md', null],
    ]);
  });

  test('that are wrong are told apart', () => {
    const page = join(ROOT, 'README.md');
    const at = (target: string, title: string | null = null) => faultOf({ page, line: 1, target, title });
    expect(at('https://example.org/nowhere')).toBeNull();
    expect(at('docs/no-such-page.md')).toBe('there is no such file');
    expect(at('../elsewhere')).toBe('there is no such file');
    expect(at('CONTRIBUTING.md#add-a-source')).toBeNull();
    expect(at('CONTRIBUTING.md#add-a-sauce')).toBe('there is no such heading');
    const here = 'scripts/test/docs-links.test.ts';
    expect(at(here, 'that are wrong are told apart')).toBeNull();
    expect(at(here, ['that are right', 'are told apart'].join(' '))).toMatch(/^it has no test/);
    expect(
      at('packages/sources/test/vdab/vdab-contract.test.ts', 'a run can be read again from its beginning'),
    ).toBeNull();
  });

  test('to headings go by the names that forges give them', () => {
    expect([...anchorsOf('# A & B: `c`\n## Two words\n## Two words\n```\n# no\n```\n### [x](y) z')]).toEqual([
      'a--b-c',
      'two-words',
      'two-words-1',
      'x-z',
    ]);
  });
});
