import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { emptyVacancy, workplace } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import { jsonLines, LONGEST_MS, RELAIS, relais } from '../command.ts';

const score: unknown = expect.any(Number);
const text: unknown = expect.any(String);
const list = (member: object): unknown => expect.arrayContaining([expect.objectContaining(member)]);

describe('map', () => {
  test('answers each line with its codings, best first', async () => {
    const input = jsonLines([
      { id: 'a', title: 'Metselaar', lang: 'nl' },
      { id: 7, title: 'Boulangère', text: 'Vous faites le pain.', codes: [{ scheme: 'rome', code: 'D1102' }] },
      { id: 'c', title: 'zzzz qqqq' },
    ]);
    const { code, lines, stderr } = await relais(['map'], { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const results = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    for (const result of results) {
      expect(Object.keys(result)).toEqual([
        'id',
        'competent',
        'esco',
        'rome',
        'isco',
        'method',
        'confidence',
        'automatic',
      ]);
    }
    expect(results).toMatchObject([
      { id: 'a', competent: list({ code: text, uuid: text, score }), automatic: true },
      { id: 7, rome: list({ code: 'D1102', score }), confidence: score },
      { id: 'c', competent: [], method: 'none', automatic: false },
    ]);
  });

  test('gives at most as many occupations of each kind as are asked for', async () => {
    const input = jsonLines([{ id: 'a', title: 'Verkoper in een winkel, kassamedewerker' }]);
    const most = async (top: number) => {
      const { stdout } = await relais(['map', '--top', String(top)], { input });
      const { competent, isco, rome } = JSON.parse(stdout) as Record<string, { score: number }[]>;
      const scores = (competent ?? []).map((one) => one.score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
      return Math.max(scores.length, isco?.length ?? 0, rome?.length ?? 0);
    };
    expect(await most(1)).toBe(1);
    expect(await most(3)).toBeLessThanOrEqual(3);
  });

  test('names lines at fault, answers the others, and ends with code 1', async () => {
    const input = `{"id":1,"title":"Bakker"}\nnot json\n\n{"id":2}\n{"id":3,"title":"Metselaar"}`;
    const { code, lines, stderr } = await relais(['map'], { input });
    expect(code).toBe(1);
    expect(lines.map((line) => (JSON.parse(line) as { id: number }).id)).toEqual([1, 3]);
    expect(stderr.split('\n')).toEqual([
      expect.stringMatching(/^line 2: /),
      expect.stringMatching(/^line 4: title/),
      '',
    ]);
    const asJson = await relais(['map', '--json'], { input });
    expect(
      asJson.stderr
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { line: 2, reason: text },
      { line: 4, reason: expect.stringMatching(/^title/) as unknown },
    ]);
  });
});

test('a byte order mark is passed over, lines may end as on Windows, and another encoding than UTF-8 is named', async () => {
  const windows = '\uFEFF{"id":1,"title":"Bakker"}\r\n\r\n{"id":2,"title":"Kok"}\r\n';
  const good = await relais(['map'], { input: windows });
  expect({ ...good, lines: good.lines.length }).toMatchObject({ code: 0, stderr: '', lines: 2 });
  const latin = Buffer.concat([
    Buffer.from('{"id":1,"title":"Infirmière"}\n', 'latin1'),
    Buffer.from('{"id":2,"title":"Kok"}'),
  ]);
  const { code, lines, stderr } = await relais(['map'], { input: latin });
  expect({ code, lines: lines.length, stderr }).toEqual({ code: 1, lines: 1, stderr: 'line 1: it is not UTF-8\n' });
});

test('a line that is too long, or holds too much, is named, and of many faults the first: the others are answered', async () => {
  const long = 'x'.repeat(17 * 1024 * 1024);
  const many = JSON.stringify({ id: 2, title: 'Kok', codes: Array.from({ length: 150_000 }, () => 1) });
  const faulty = JSON.stringify({ id: 3, title: 'Kok', codes: Array.from({ length: 25 }, () => 1) });
  const input = `${long}\n${many}\n${faulty}\n{"id":4,"title":"Kok"}\n`;
  const { code, lines, stderr } = await relais(['map'], { input });
  expect([code, lines.map((line) => (JSON.parse(line) as { id: number }).id)]).toEqual([1, [4]]);
  expect(stderr.split('\n')).toEqual([
    'line 1: it is longer than 16 MiB',
    'line 2: it has more than 100000 members',
    expect.stringMatching(/^line 3: codes\.0: .*codes\.19: [^;]*; and 5 more$/),
    '',
  ]);
});

test('a line is answered while the input goes on, for a program that asks one at a time', async () => {
  const child = spawn(process.execPath, [RELAIS, 'map'], { timeout: LONGEST_MS });
  const answers = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]() as AsyncIterator<string>;
  for (const id of [1, 2]) {
    child.stdin.write(jsonLines([{ id, title: 'Metselaar' }]));
    const { value } = (await answers.next()) as { value: string };
    expect(JSON.parse(value)).toMatchObject({ id, automatic: true });
  }
  child.stdin.end();
  expect(await answers.next()).toMatchObject({ done: true });
});

describe('dedup', () => {
  test('gives vacancies that are one job one offer, and others another', async () => {
    const original = { ...emptyVacancy('vdab', 'V1'), titles: { nl: 'Bakker' } };
    const origin = { ...original.origin, hops: ['vdab', 'actiris'] };
    const echo = { ...emptyVacancy('actiris', 'A1'), titles: { nl: 'Bakker' }, origin };
    const other = { ...emptyVacancy('vdab', 'V2'), titles: { nl: 'Metselaar' } };
    const { code, lines } = await relais(['dedup'], { input: jsonLines([original, echo, other]) });
    expect(code).toBe(0);
    const found = lines.map((line) => JSON.parse(line) as { key: string; offer: string });
    for (const line of found) expect(Object.keys(line).toSorted()).toEqual(['key', 'offer']);
    const offers = new Map(found.map(({ key, offer }) => [key, offer]));
    expect([...offers.keys()].toSorted()).toEqual(['actiris:A1', 'vdab:V1', 'vdab:V2']);
    expect(offers.get('actiris:A1')).toBe(offers.get('vdab:V1'));
    expect(offers.get('vdab:V2')).not.toBe(offers.get('vdab:V1'));
  });

  test('knows one job under titles in two languages by a reference', async () => {
    const employer = { name: 'Dierenkliniek', enterpriseNumber: '0403019261', sectors: [], description: null };
    const publication = { created: null, modified: null, from: '2026-11-02', until: '2026-12-24' };
    const workplaces = [workplace({ country: 'BE', postcode: '1000', municipality: 'Brussel' })];
    const here = { employer, publication, workplaces };
    const dutch = { ...emptyVacancy('vdab', 'V1'), ...here, titles: { nl: 'Dierenarts' } };
    const french = { ...emptyVacancy('actiris', 'A1'), ...here, titles: { fr: 'Vétérinaire' } };
    const offersBy = async (...reference: string[]) => {
      const { lines } = await relais(['dedup', ...reference], { input: jsonLines([dutch, french]) });
      return new Set(lines.map((line) => (JSON.parse(line) as { offer: string }).offer)).size;
    };
    expect([await offersBy(), await offersBy('--reference', 'starter')]).toEqual([2, 1]);
  });

  test('names lines at fault, assigns the others, and ends with code 1', async () => {
    const input = `{"source":"vdab"}\n${jsonLines([emptyVacancy('vdab', 'V1')])}{`;
    const { code, lines, stderr } = await relais(['dedup'], { input });
    expect([code, lines.length]).toEqual([1, 1]);
    expect(stderr).toMatch(/^line 1: no normalised vacancy, at reference.*\nline 3: /);
  });
});

describe('normalise', () => {
  const page = {
    resultats: [
      {
        id: '0001ABC',
        intitule: 'Boulanger / Boulangère (H/F)',
        description: 'Vous faites le pain.',
        dateCreation: '2026-11-02T08:00:00.000Z',
        lieuTravail: { libelle: '59 - LILLE', codePostal: '59000', commune: '59350' },
        romeCode: 'D1102',
        typeContrat: 'CDI',
        contact: { nom: 'Mme Martin', courriel: 'martin@example.org' },
      },
      { intitule: 'Sans identifiant' },
      { id: '0002DEF', intitule: 'Maçon (H/F)' },
    ],
  };

  test('writes the vacancies of a page without contact data, and names the record at fault', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'page.json');
    writeFileSync(path, JSON.stringify(page));
    const { code, lines, stdout, stderr } = await relais(['normalise', 'france-travail', path]);
    expect(code).toBe(1);
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { source: 'france-travail', reference: '0001ABC', titles: { fr: 'Boulanger / Boulangère (H/F)' } },
      { source: 'france-travail', reference: '0002DEF', titles: { fr: 'Maçon (H/F)' } },
    ]);
    expect(stdout).not.toMatch(/martin/i);
    expect(stderr).toBe(`${path}, record 1: RECORD_WITHOUT_REFERENCE: id is missing\n`);
  });

  test('reports records at fault as JSON Lines where that is asked for', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'page.json');
    writeFileSync(path, JSON.stringify(page).slice(0, -20));
    const { code, stderr } = await relais(['normalise', 'france-travail', '--json', path]);
    expect(code).toBe(1);
    const faults = stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(faults).toEqual([expect.objectContaining({ file: path, code: text, reason: text })]);
  });

  test('writes what dedup reads', async () => {
    using folder = temporaryDirectory();
    const path = join(folder.path, 'page.json');
    writeFileSync(path, JSON.stringify({ resultats: [page.resultats[0], page.resultats[2]] }));
    const normalised = await relais(['normalise', 'france-travail', path]);
    expect(normalised).toMatchObject({ code: 0, stderr: '' });
    const { code, lines } = await relais(['dedup'], { input: normalised.stdout });
    expect([code, lines.length]).toEqual([0, 2]);
  });
});
