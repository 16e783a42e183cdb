import { type TemporaryDirectory, temporaryDirectory } from '@relais/testkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relais } from '../command.ts';

const SIZE = ['--offers', '40', '--seed', '7'];

let folder: TemporaryDirectory;
let installation: readonly string[];
let offers: readonly Told[];
beforeAll(async () => {
  folder = temporaryDirectory();
  installation = ['--simulate', '--directory', folder.path];
  await round();
  offers = [await told('5900005'), await told('5900001')];
});
afterAll(() => folder.remove());

interface Told {
  readonly offer: {
    id: string;
    status: string;
    coding: { method: string } | null;
    members: { source: string; reference: string; reason: string }[];
  };
  readonly quality: { score: number } | null;
  readonly story: readonly string[];
}

describe('explain', () => {
  test.each([
    ['nl', 'Er staan 2 vacatures achter', 'dezelfde plaats van tewerkstelling', 'heeft het (revisie'],
    ['fr', '2 annonces en sont à l’origine', 'le même lieu de travail', 'l’a (révision'],
    ['de', '2 Stellen stehen dahinter', 'derselbe Arbeitsort', 'hat es (Revision'],
    ['en', '2 vacancies stand behind it', 'the same workplace', 'has it (revision'],
  ])('tells the whole story in %s', async (language, ...pieces) => {
    const { code, stdout } = await relais(['explain', '5900005', '--language', language, ...installation]);
    expect(code).toBe(0);
    for (const piece of [...pieces, 'relais-starter']) expect(stdout).toContain(piece);
  });

  test('gives the same as JSON, without contact data', async () => {
    const [first] = offers;
    expect(first).toMatchObject({ offer: { status: 'open' } });
    expect(first?.quality?.score).toBeGreaterThan(0.5);
    expect(first?.offer).not.toHaveProperty('contact');
  });

  test('says so when nothing is known by a name, or the language is not spoken', async () => {
    expect((await relais(['explain', 'nothing', ...installation])).code).toBe(1);
    const { code, stderr } = await relais(['explain', '5900005', '--language', 'it', ...installation]);
    expect({ code, spoken: stderr.includes('nl, fr, de, en') }).toEqual({ code: 2, spoken: true });
  });
});

describe('merge, split and rule', () => {
  test('are applied by the next process that runs, hold, and can be taken back', async () => {
    const [first, second] = offers;
    const ids = [first?.offer.id ?? '', second?.offer.id ?? ''];
    const asked = await relais(['merge', ...ids, '--reason', 'one job', '--wait', '0', '--json', ...installation]);
    const { rule, applied } = JSON.parse(asked.stdout) as { rule: string; applied: boolean };
    expect({ code: asked.code, applied }).toEqual({ code: 0, applied: false });
    await round();
    const merged = await told('5900001');
    expect(merged.offer).toMatchObject({ id: ids[0], status: 'open' });
    expect(merged.story.join('\n')).toContain('an operator merged them (“one job”)');
    expect((await relais(['rule', 'list', ...installation])).stdout).toContain(rule);

    expect((await relais(['rule', 'undo', rule, '--wait', '0', ...installation])).code).toBe(0);
    await round();
    expect((await told('5900001')).offer.id).toBe(ids[1]);
    expect((await relais(['rule', 'list', ...installation])).stdout).toBe('There are none.\n');

    const [, leaves] = first?.offer.members ?? [];
    const key = `${leaves?.source}:${leaves?.reference}`;
    expect((await relais(['split', ids[0] ?? '', key, '--wait', '0', ...installation])).code).toBe(0);
    await round();
    expect((await told(key)).offer.members).toHaveLength(1);
  });

  test('refuse what is no offer, and what is no member of it', async () => {
    const [first] = offers;
    const unknown = await relais(['merge', first?.offer.id ?? '', 'of_none', ...installation]);
    expect(unknown.stderr).toContain('the offer of_none is not open: it is unknown');
    const stranger = await relais(['split', first?.offer.id ?? '', 'vdab:stranger', ...installation]);
    expect(stranger.stderr).toContain('vdab:stranger');
    const nothing = await relais(['rule', 'undo', 'rule_none', ...installation]);
    expect(nothing.stderr).toContain('there is no rule rule_none');
  });
});

describe('review', () => {
  test('lists what a person should choose, and a choice codes it when a process runs', async () => {
    const listed = await relais(['review', 'list', '--json', ...installation]);
    const [waiting] = JSON.parse(listed.stdout) as { offer: string; proposed: unknown[] }[];
    expect(waiting?.proposed.length).toBeGreaterThan(0);
    const name = waiting?.offer ?? '';
    const chosen = await relais(['review', 'choose', name, 'RS-417', '--json', ...installation]);
    await round();
    const coding = (await told(name)).offer.coding;
    expect(coding).toMatchObject({ method: 'rule', automatic: true, competent: [{ code: 'RS-417' }] });
    const { rule } = JSON.parse(chosen.stdout) as { rule: string };
    expect((await relais(['review', 'undo', rule, ...installation])).code).toBe(0);
    await round();
    expect((await told(name)).offer.coding?.method).not.toBe('rule');
  });
});

async function round(): Promise<void> {
  const { code, stderr } = await relais(['run', '--once', ...installation, ...SIZE]);
  if (code !== 0) throw new Error(stderr);
}

async function told(name: string): Promise<Told> {
  const { stdout } = await relais(['explain', name, '--json', ...installation]);
  const [first] = JSON.parse(stdout) as Told[];
  if (first === undefined) throw new Error(`nothing is known by the name ${name}`);
  return first;
}
