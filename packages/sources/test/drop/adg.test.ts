import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDrop } from '../../src/drop/runs.ts';
import type { DropSettings } from '../../src/drop/settings.ts';
import type { SourceAdapter } from '../../src/index.ts';
import { type SimulatedWorld, simulatedWorld } from '../simulated.ts';
import { ofKind, readAll, type TestContext, testContext } from '../test-context.ts';
import { exampleSettings } from './example-settings.ts';

let world: SimulatedWorld;
let settings: DropSettings;
let adapter: SourceAdapter;
let context: TestContext;
let first: Awaited<ReturnType<typeof readAll>>;

/** The truth about what is shown in the German-speaking municipalities. */
const shown = () => world.live('forem').filter((reference) => germanSpeaking().has(reference));

function germanSpeaking(): Set<string> {
  const places = new Set(['4700', '4710', '4720', '4728', '4730', '4731', '4750', '4760', '4770', '4780', '4790']);
  const jobs = world.simulator.truth().list.filter(({ postcode }) => places.has(postcode));
  return new Set(jobs.flatMap(({ appearances }) => appearances.map(({ reference }) => reference)));
}

describe('a legacy partner that is a YAML block and no code', () => {
  beforeAll(async () => {
    world = await simulatedWorld({ offers: 1500 });
    const { host, port, username, privateKey, hostKeyFingerprint } = world.simulator.addresses.drop;
    const reach = { host, port, username, login: { privateKey }, hostKeyFingerprints: [hostKeyFingerprint] };
    settings = exampleSettings('adg', 'adg', { ...reach, folder: '/adg' });
    context = testContext();
    adapter = openDrop('adg', settings, context);
    first = await readAll(adapter, 'round');
  });
  afterAll(async () => await world.close());

  const vacancies = () =>
    ofKind(
      first.runs.flatMap(({ items }) => items),
      'vacancy',
    );

  test('is read whole: a German table in Windows-1252, every record of it, nothing beside', () => {
    expect(first.runs.map(({ run }) => [run.mode, run.end().complete])).toEqual([['snapshot', true]]);
    expect(first.runs[0]?.announced).toBe(vacancies().length);
    expect(vacancies().length).toBe(first.runs[0]?.items.length);
    expect(vacancies().length).toBeGreaterThan(5);
    const references = vacancies().map(({ reference }) => reference.replace('ADG-', ''));
    expect(references.toSorted()).toEqual(shown().toSorted());
    expect(first.runs[0]?.run.end().drift).toEqual([]);
  });

  test('has its fields where they belong in the model', () => {
    for (const { vacancy, contact } of vacancies()) {
      expect(vacancy).toMatchObject({
        source: 'adg',
        origin: { service: 'adg', hops: ['adg'] },
        workplaces: [{ country: 'BE', nuts: 'BE336' }],
        unknownCodes: [],
      });
      expect(Object.keys(vacancy.titles)).toEqual(['de']);
      expect(vacancy.descriptions['de']?.plain.length).toBeGreaterThan(40);
      expect(vacancy.employer.enterpriseNumber).toMatch(/^\d{10}$/);
      expect(vacancy.contract.codes).toMatchObject([{ scheme: 'adg-contract' }]);
      expect(vacancy.contract.type).not.toBe('other');
      expect(vacancy.publication.from).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(vacancy.publication.until).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(vacancy.requirements.languages[0]?.language).toMatch(/^[a-z]{2}$/);
      expect(contact).toMatchObject({ telephone: '+32 2 000 00 00' });
      expect(JSON.stringify(vacancy)).not.toContain('�');
    }
    const paid = vacancies().filter(({ vacancy }) => vacancy.pay !== null);
    expect(paid.length).toBeGreaterThan(0);
    for (const { vacancy } of paid) expect(vacancy.pay?.minimum).toBeGreaterThanOrEqual(2100);
    expect(vacancies().some(({ vacancy }) => vacancy.titles['de']?.match(/[äöüß]/) !== null)).toBe(true);
  });

  test('is put away with its sentinel, and the same name is read again when it comes with new content', async () => {
    expect((await readAll(adapter, 'round', first.cursor)).runs).toEqual([]);
    await world.simulator.advance({ times: 2 });
    const second = await readAll(adapter, 'round', first.cursor);
    expect(second.runs.length).toBe(1);
    const references = ofKind(second.runs[0]?.items ?? [], 'vacancy').map(({ reference }) => reference.slice(4));
    expect(references.toSorted()).toEqual(shown().toSorted());
  });
});
