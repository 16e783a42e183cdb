import { describe, expect, test } from 'vitest';
import { CodeReader, folded } from '../../src/records/codes.ts';
import { contractTypeOfLabel } from '../../src/records/contracts.ts';
import { languageNamed } from '../../src/records/french.ts';
import { parseJson } from '../../src/records/json-text.ts';
import { detectLanguage } from '../../src/records/language.ts';
import { codeLeaf, flagLeaf, listOf, numberLeaf, textLeaf } from '../../src/records/leaves.ts';
import { joinedText } from '../../src/records/rich-text.ts';
import { serviceNamed, serviceOfDataSource } from '../../src/records/services.ts';

const list = { scheme: 'test', labels: { A: 'Aankoop', B: 'Bouw (zwaar)' } };

describe('codes', () => {
  test('are known by code, or by label whatever its case and brackets; others are kept and counted', () => {
    const codes = new CodeReader();
    expect(codes.read('f', { code: 'A', label: null }, list)).toEqual({ scheme: 'test', code: 'A', label: 'Aankoop' });
    expect(codes.read('f', { code: null, label: ' BOUW ' }, list)).toEqual({
      scheme: 'test',
      code: 'B',
      label: ' BOUW ',
    });
    expect(codes.unknown).toEqual([]);
    expect(codes.read('f', { code: 'Z', label: null }, list)).toEqual({ scheme: 'test', code: 'Z' });
    expect(codes.read('f', { code: null, label: 'Nieuw' }, list)).toEqual({
      scheme: 'test',
      code: 'Nieuw',
      label: 'Nieuw',
    });
    expect(codes.read('f', null, list)).toBeNull();
    expect(codes.unknown).toEqual(['f=Z', 'f=Nieuw']);
  });

  test.each(['constructor', '__proto__', 'toString'])(
    'that are called like what every object has (%s) are unknown',
    (code) => {
      const codes = new CodeReader();
      expect(codes.read('f', { code, label: null }, list)).toEqual({ scheme: 'test', code });
      expect(codes.unknown).toEqual([`f=${code}`]);
      expect(serviceOfDataSource(code)).toBe(`eures-${code}`);
    },
  );

  test('with a row of brackets that nobody closes are folded all the same', () => {
    expect(folded('Bouw (zwaar), ruw')).toBe('bouw ruw');
    expect(folded('('.repeat(60_000))).toBe('');
  });

  test('of contracts that no list has go by what their label says', () => {
    expect(contractTypeOfLabel('Intérimaire avec option sur durée indéterminée')).toBe('temporary-agency-to-permanent');
    expect(contractTypeOfLabel('Étudiant')).toBe('student');
    expect(contractTypeOfLabel('Durée déterminée')).toBe('fixed-term');
    expect(contractTypeOfLabel('Onbepaalde duur')).toBe('permanent');
    expect(contractTypeOfLabel('Autre')).toBeNull();
  });
});

describe('leaves', () => {
  test('survive nulls, empty texts and other types of the same value', () => {
    expect([null, undefined, '', '  ', 12, true, ' a '].map((value) => textLeaf.parse(value))).toEqual([
      null,
      null,
      null,
      null,
      '12',
      'true',
      'a',
    ]);
    expect([null, '', '1,5', 'x', 3].map((value) => numberLeaf.parse(value))).toEqual([null, null, 1.5, null, 3]);
    expect([null, '', 'ja', 'nee', true, 0].map((value) => flagLeaf.parse(value))).toEqual([
      null,
      null,
      true,
      false,
      true,
      false,
    ]);
    expect([null, '', 'G', 2, { code: 'G' }, {}, { label: 'Gewoon' }].map((value) => codeLeaf.parse(value))).toEqual([
      null,
      null,
      { code: 'G', label: null },
      { code: '2', label: null },
      { code: 'G', label: null },
      null,
      { code: null, label: 'Gewoon' },
    ]);
    expect([null, 'a', ['a', null]].map((value) => listOf(textLeaf).parse(value))).toEqual([[], ['a'], ['a', null]]);
  });
});

describe('the language of a text', () => {
  test.each([
    ['Wij zoeken een ervaren verpleegkundige voor de nachtdienst', 'nl'],
    ['Nous recherchons une infirmière pour le service de nuit', 'fr'],
    ['Wir suchen eine erfahrene Krankenschwester für die Nachtschicht', 'de'],
    ['We are looking for an experienced nurse for the night shift', 'en'],
    ['Kok', 'und'],
    ['12345 67890 12345', 'und'],
    ['Szukamy magazyniera do naszej firmy w Gandawie, praca zmianowa na pełny etat', 'pl'],
    ['Cerchiamo un cuoco per il nostro ristorante nel centro di Bruxelles, contratto fisso', 'it'],
    ['Vi söker en kock till den nya restaurangen, den bästa i den gamla staden vid den stora sjön', 'sv'],
    ['Vi ser etter en elektriker for vedlikehold, for service og for nye anlegg for våre kunder', 'no'],
    ['Chauffeur C/E, Bruxelles-Vilvoorde-Antwerpen, ADR, 38 h, Mercedes Actros', 'fr'],
    ['', 'und'],
  ])('%s: %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });
});

test.each([
  ['Français', 'fr'],
  ['néerlandais', 'nl'],
  ['Grec', 'el'],
  ['Hébreu', 'he'],
  ['Norvégien', 'no'],
  ['Swahili', 'sw'],
  ['Langue des signes', null],
  ['', null],
  [null, null],
])('a language named %j in French is %s', (name, code) => {
  expect(languageNamed(name)).toBe(code);
});

describe('texts', () => {
  test('of several members become one, in both forms', () => {
    expect(joinedText(['Een', null, '', 'Twee'])).toEqual({ plain: 'Een\n\nTwee', html: null });
    expect(joinedText(['<p>Een</p>', 'Twee\n3 < 4'])).toEqual({
      plain: 'Een\n\nTwee\n3 < 4',
      html: '<div><p>Een</p></div><div><p>Twee<br />3 &lt; 4</p></div>',
    });
    expect(joinedText(['<b>Een', '<p>Twee</p>'])?.html).toBe('<div><b>Een</b></div><div><p>Twee</p></div>');
    expect(joinedText([null, '<p></p>'])).toBeNull();
  });

  test('of JSON are UTF-8 and whole, or say what is wrong', () => {
    expect(parseJson(Buffer.from('{"a":1}'))).toEqual({ ok: true, value: { a: 1 } });
    expect(parseJson(Buffer.from('\uFEFF[]'))).toEqual({ ok: true, value: [] });
    for (const [text, fault] of [
      ['', /empty/],
      ['<html>', /web page/],
      ['{"a":', /too early/],
      ['{a}', /not valid JSON$/],
    ] as const) {
      const parsed = parseJson(Buffer.from(text));
      expect(parsed.ok ? '' : parsed.fault).toMatch(fault);
    }
    expect(parseJson(Buffer.from([0x22, 0xe9, 0x22]))).toEqual({ ok: false, fault: 'it is not valid UTF-8' });
  });
});

describe('services', () => {
  test.each([
    ['VDAB_VACATURE_OPENING', 'vdab'],
    ['BE ACTIRIS', 'actiris'],
    ['Le Forem', 'forem'],
    ['LEFOREM', 'forem'],
    ['Via site Forem', 'forem'],
    ['ADG', 'adg'],
    ['EURES', 'eures'],
    ['Adgents bv', null],
    ['Jobat', null],
    [null, null],
  ])('%s is %s', (name, service) => {
    expect(serviceNamed(name)).toBe(service);
  });

  test('are known by their numbers at EURES', () => {
    expect(['2', '3', '441', '121'].map(serviceOfDataSource)).toEqual(['actiris', 'vdab', 'forem', 'eures-121']);
  });
});
