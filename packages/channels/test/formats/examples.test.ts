import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@relais/testkit';
import { expect, test } from 'vitest';
import { FORMATS } from '../../src/index.ts';
import { exampleItem } from './example-offer.ts';

const page = readFileSync(join(repositoryRoot, 'docs/formats.md'), 'utf8');
const blocks = [...page.matchAll(/```(?:json|xml|csv)\n([\s\S]*?)```/g)].map(([, text = '']) => text);

/** The text without what a page adds for the eye: indentation, and line ends of its own. */
function bare(text: string): string {
  if (text.startsWith('{')) return JSON.stringify(JSON.parse(text));
  return text.replaceAll(/>\s+</g, '><').replaceAll('\r\n', '\n').trim();
}

test.each(Object.values(FORMATS))('the page shows an offer in $name as it is written', (format) => {
  expect(blocks.map(bare)).toContain(bare(format.one(exampleItem)));
});
