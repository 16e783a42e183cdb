import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeWithSharedData, temporaryDirectory } from '@relais/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FORMATS, type Format } from '../../src/index.ts';
import { anyOffer, fullOffer } from './arbitrary-offer.ts';
import { item, written } from './format-contract.ts';

const PROGRAM = 'xmllint';
const hasXmllint = spawnSync(PROGRAM, ['--version']).status === 0;
const why = hasXmllint ? '' : ' (skipped: xmllint is not installed)';

/** Documents of one offer each: full, removed, and whatever else there may be. */
function samples(format: Format, count: number): string[] {
  const offers = [fullOffer(), null, ...fc.sample(anyOffer, { numRuns: count, seed: 20_261_122 })];
  return offers.map((offer) => format.one(item(offer)));
}

/** What xmllint finds fault with, in one run over all documents. */
function faultsOf(documents: readonly string[], options: readonly string[]): string {
  using directory = temporaryDirectory();
  const paths = documents.map((document, index) => {
    const path = join(directory.path, `${index}.xml`);
    writeFileSync(path, document);
    return path;
  });
  const { status, stderr } = spawnSync(PROGRAM, ['--noout', '--nonet', ...options, ...paths], { encoding: 'utf8' });
  return status === 0 ? '' : stderr.slice(0, 4000);
}

describe.skipIf(!hasXmllint)(`xmllint takes for well-formed${why}`, () => {
  test.each(['hr-open', 'hr-xml', 'hr-ba'] as const)('whatever %s writes', (name) => {
    const format = FORMATS[name];
    const many = written(format, [item(fullOffer()), item(null, { offerId: 'of_2' })]);
    expect(faultsOf([many, ...samples(format, 100)], [])).toBe('');
  });
});

describeWithSharedData('by the schema 5.2 of Le Forem', 'offers/forem/Forem-PositionOpening-5.2.xsd', (schema) => {
  test.skipIf(!hasXmllint)(`every PositionOpening is valid, also the emptiest and a removal${why}`, () => {
    expect(faultsOf(samples(FORMATS['hr-xml'], 200), ['--schema', schema])).toBe('');
  });
});
