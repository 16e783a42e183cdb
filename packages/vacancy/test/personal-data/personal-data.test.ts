import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  findPersonalData,
  maskPersonalData,
  maskPersonalDataInHtml,
  reachesPerson,
  richText,
} from '../../src/index.ts';

const found = (text: string) => findPersonalData(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);

describe('an e-mail address', () => {
  test.each([
    ['Stuur je cv naar jan.voorbeeld@example.org.', 'jan.voorbeeld@example.org'],
    ['<mailto:hr+jobs@mail.example.co.uk>', 'hr+jobs@mail.example.co.uk'],
    ['contact: élodie@exämple.fr, merci', 'élodie@exämple.fr'],
    ['https://example.org/?to=an@example.org&x=1', 'an@example.org'],
    ['jan (at) example.org', 'jan (at) example.org'],
    ['jan[at]example.org', 'jan[at]example.org'],
    ["o'neil@example.org", "o'neil@example.org"],
    ['2026jan0475123456@example.org', '2026jan0475123456@example.org'],
  ])('in "%s" is found whole', (text, address) => {
    expect(found(text)).toEqual([['email', address]]);
  });

  test.each([
    '@home',
    'team@work',
    'a@b',
    '5 @ 10 euro',
    '@example.org',
    'x@-example.org',
    'x@@example',
    'klaar (at) huis',
  ])('"%s" is none', (text) => expect(found(text)).toEqual([]));
});

describe('a telephone number', () => {
  test.each([
    '+32 2 123 45 67',
    '+32 (0)2 123 45 67',
    '+32(0)475/12.34.56',
    '+32475123456',
    '0032 475 12 34 56',
    '02 123 45 67',
    '02/123.45.67',
    '02-123 45 67',
    '(02) 123 45 67',
    '081/12 34 56',
    '0475 12 34 56',
    '0475/12.34.56',
    '0475/123456',
    '0475123456',
    '+33 1 23 45 67 89',
    '+33 (0)6 12 34 56 78',
    '01 23 45 67 89',
    '01.23.45.67.89',
    '06 12 34 56 78',
    '+31 6 12345678',
    '06-12345678',
    '010-1234567',
    '020 123 45 67',
    '+49 30 1234567',
    '+49 (0)151 12345678',
    '030/1234567',
    '0151 12345678',
    '+352 26 12 34 56',
    '+352 621 123 456',
    '+44 20 7946 0958',
    '02\u00a0123\u00a045\u00a067',
  ])('%s is found, alone and in a sentence', (number) => {
    expect(found(number)).toEqual([['telephone', number]]);
    expect(found(`Bel ons op ${number}, elke dag.`)).toEqual([['telephone', number]]);
    expect(found(`Info (${number})`)).toEqual([['telephone', number]]);
  });

  test.each([
    ['Tél. : 26 12 34 56', '26 12 34 56'],
    ['Tel.26123456', '26123456'],
    ['GSM 475 12 34 56', '475 12 34 56'],
    ['Telefon: 087 123 45', '087 123 45'],
    ['gsm-nr. 475 12 34 56', '475 12 34 56'],
    ['telefoonnummer 87 123 45', '87 123 45'],
    ['Bel het nummer 0475123456', '0475123456'],
    ['au numéro 02 123 45 67', '02 123 45 67'],
    ['tel: 0453.270.013', '0453.270.013'],
  ])('in "%s" is known by the word before it', (text, number) => {
    expect(found(text)).toEqual([['telephone', number]]);
  });

  test('is told apart from another one that follows it', () => {
    expect(found('02 123 45 67 0475 12 34 56')).toEqual([
      ['telephone', '02 123 45 67'],
      ['telephone', '0475 12 34 56'],
    ]);
    expect(found('0475 12 34 56 / 02 123 45 67').length).toBe(2);
  });
});

describe('a link of a messenger', () => {
  test.each([
    'https://wa.me/32475123456',
    'http://www.wa.me/qr/ABC',
    'WA.ME/32475123456',
    'https://wa.me.:443/32475123456',
    'https://api.whatsapp.com/send?phone=32475123456&text=Hallo',
    't.me/jan_voorbeeld',
    'https://telegram.me/jan',
    'https://signal.me/#p/+32475123456',
    'https://signal.me/#eu/abcDEF',
    'm.me/jan.voorbeeld',
    'https://chats.viber.com/jan',
    'viber://chat?number=%2B32475123456',
    'whatsapp://send?phone=32475123456',
    'tg://resolve?domain=jan',
    'skype:jan.voorbeeld?chat',
    'https%3A%2F%2Fwa.me%2F32475123456',
    'https://example.org/?u=https%253A%252F%252Ft.me%252Fjan',
    'https://%77a.me/32475123456',
  ])('%s is found whole, alone and in a sentence', (link) => {
    expect(found(link)).toEqual([['messenger', link]]);
    expect(found(`Stuur ons een bericht (${link}).`)).toMatchObject([['messenger', expect.any(String)]]);
    expect(maskPersonalData(`Mail of ${link} nu!`)).toBe('Mail of [messenger] nu!');
  });

  test.each([
    'https://team.me/jan',
    'https://example.org/t.me',
    'Skype: een plus',
    'Kennis van Skype/Teams',
    'Ervaring met WhatsApp, Signal of t.me.',
    'Duitse stam.me/hond',
    'De 100%ige baan, 20%/80%',
    'm/v/x',
  ])('"%s" is none', (text) => expect(found(text)).toEqual([]));

  test.each([
    ['sms:32475123456', 'sms:[telephone]'],
    ['tel:%2B32475123456', '[telephone]'],
    ['Viber 475 12 34 56', 'Viber [telephone]'],
    ['mailto:an%40example.org', '[e-mail]'],
    ['mailto:%61n%40example%2Eorg?subject=x', '[e-mail]'],
    ['skype:an@example.org', '[messenger]'],
  ])('what else stands in %s is %s', (text, masked) => expect(maskPersonalData(text)).toBe(masked));
});

describe('a link', () => {
  test.each([
    'https://wa.me/32475123456',
    'https://WA.ME./x',
    'https://x@wa.me/32475123456',
    'https:\\\\wa.me\\32475123456',
    'https://w\na.me/32475123456',
    'https://\uff57\uff41.me/32475123456',
    'https://example.org/?u=https%3A%2F%2Fm.me%2Fjan',
    'https://example.org/?u=tel%3A%2B32475123456',
    'https://example.org/?to=an&#64;example.org',
    'https://example.org/?to=an%2540example.org',
    'tel:+32475123456',
    ' SMS:0475123456',
    '&#116;el:0475123456',
    'mailto:an@example.org',
    'skype:jan?call',
    'viber://chat?number=32475123456',
  ])('%j reaches a person', (link) => expect(reachesPerson(link)).toBe(true));

  test.each([
    'https://example.org/jobs/0475123456',
    'http://hotel.example/?q=hotel:brussel&x=a%20b',
    'www.example.org/jobs',
    'https://example.org/team.me/x',
    'https://example.org/100%25',
  ])('%j leads to a page', (link) => expect(reachesPerson(link)).toBe(false));
});

describe('a Belgian national number', () => {
  test.each(['85.07.30-033.28', '85.07.30 033.28', '85 07 30 033 28', '85073003328', '850730-033-28'])(
    '%s with right check digits is found',
    (number) => expect(found(`Nr. ${number}.`)).toEqual([['national-number', number]]),
  );

  test('is checked in the century of its birth', () => {
    const check = (base: string, before: string) => String(97 - (Number(before + base) % 97)).padStart(2, '0');
    expect(found(`040229001${check('040229001', '2')}`)).toMatchObject([['national-number', expect.any(String)]]);
    expect(found(`040229001${check('040229001', '')}`)).toMatchObject([['national-number', expect.any(String)]]);
    expect(found(`994130001${check('994130001', '')}`)).toMatchObject([['national-number', expect.any(String)]]);
  });

  test.each(['85.07.30-033.29', '85073003329', '85.13.30-033.99', '85.07.42-033.28'])(
    '%s is none: the sum or the day is wrong',
    (number) => expect(found(number)).toEqual([]),
  );
});

describe('what only looks like it', () => {
  test.each([
    'KBO 0453.270.013',
    'BE 0453 270 013',
    'BE0453270013',
    '0453270013',
    'TVA BE 0453.270.013',
    'ref. 0212345678',
    'Référence : 0612345678',
    'VAC-0475123456',
    'Klantnummer 0475 12 34 56',
    'nr. 0212345678',
    'https://example.org/hotel-miribel-4735929.aspx?x=1',
    'Hotel 1234567',
    'https://example.org/jobs/0475123456',
    '?id=0475123456&x=1',
    'Vacature 20261122-0012',
    '12345678901234567890',
    'BE68 5390 0754 7034',
    '01/02/2026',
    '01.02.2026 - 31.03.2026',
    '2026-11-22 2026-12-24',
    '08.30-12.30 13.00-17.00',
    '08:30 - 12:30 en 13:00 - 17:00',
    '€ 2.500,00 - 3.100,00',
    '0 123 456 EUR',
    '2 500 000 €',
    '1000 Brussel, 9000 Gent',
    '1000 1050 1180 1190',
    '38 u/week, 5 dagen, 20 vakantiedagen',
    'ISO 9001:2015',
    '2025-2026',
    '100 200 300 400',
    'NACE 8610100',
    '00000000',
    '0,5 - 1,5',
  ])('"%s" is left alone', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('masking', () => {
  test('puts a word in the place of each, and leaves the rest of the text as it is', () => {
    const text = 'Vragen? An (85.07.30-033.28), an@example.org of 0475 12 34 56. Ref. 20261122, 1000 Brussel.';
    expect(maskPersonalData(text)).toBe(
      'Vragen? An ([national number]), [e-mail] of [telephone]. Ref. 20261122, 1000 Brussel.',
    );
    expect(maskPersonalData('Geen gegevens.')).toBe('Geen gegevens.');
  });

  const pieces = fc.constantFrom(
    '@',
    '0',
    '4',
    '75',
    ' ',
    '.',
    '/',
    '-',
    '(',
    ')',
    '+',
    'a',
    '\n',
    'tel',
    '32',
    'at',
    '[',
    '%40',
    '%2F',
    'wa.me/',
    'skype:',
  );

  test('twice is the same as once, and spans are in order and inside the text, whatever the text', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 80 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anything, (text) => {
        let last = 0;
        for (const { start, end } of findPersonalData(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          last = end;
        }
        const masked = maskPersonalData(text);
        expect(maskPersonalData(masked)).toBe(masked);
      }),
      { numRuns: 2000 },
    );
  });

  test('of long hostile texts ends: each costs no more than its length', () => {
    for (const unit of [
      '@',
      'a@',
      'a.',
      '0',
      '0 ',
      '04 75 ',
      '+32 ',
      '(',
      '( at ',
      '1-',
      '0475 12 34 56 ',
      'a@b.c',
      '[at]',
      '\u00a00',
      '%',
      '%40',
      'a%40b.c',
      't.me/',
      'wa.me/ ',
      'skype:',
    ])
      expect(maskPersonalData(unit.repeat(20_000)).length).toBeGreaterThan(0);
  });
});

describe('what is written so that machines pass it over', () => {
  test.each([
    ['0475\u201112\u201134\u201156', '[telephone]'],
    ['0475\u200912\u200934\u200956', '[telephone]'],
    ['\uFF10\uFF14\uFF17\uFF15 12 34 56', '[telephone]'],
    ['an\uFF20example.org', '[e-mail]'],
    ['an@exam\u00ADple.org', '[e-mail]'],
    ['an\u200E@example.org', '[e-mail]'],
    ['\u202A0475 12\u200E 34 56\u202C', '[telephone]'],
  ])('%j is masked once the text is read', (raw, masked) => {
    expect(maskPersonalData(richText(raw).plain)).toBe(masked);
  });
});

describe('masked HTML', () => {
  test.each([
    ['<p>an<b>@</b>example.org</p>', '<p>[e-mail]<b></b></p>'],
    ['04<i>75 12</i> 34 56, of mail', '[telephone]<i></i>, of mail'],
    ['<ul><li>2026</li><li>0475 12 34 56</li></ul>', '<ul><li>2026</li><li>[telephone]</li></ul>'],
    ['<a href="https://example.org/?to=an%40example.org">hier</a>', '<a>hier</a>'],
    ['<a href="https://example.org/0475123456">hier</a>', '<a href="https://example.org/0475123456">hier</a>'],
    ['an@example.org &amp; bo@example.org', '[e-mail] &amp; [e-mail]'],
    ['<a href="https://api.whatsapp.com/send?x=1&amp;phone=32475123456">wa.me/324</a>', '<a>[messenger]</a>'],
    ['t.me/<b>jan</b>', '[messenger]<b></b>'],
  ])('of %s is %s', (html, masked) => expect(maskPersonalDataInHtml(html)).toBe(masked));

  test('shows the text that the masked text shows, and its tags as they were', () => {
    const piece = fc.constantFrom(
      'an@example.org',
      '0475 12 34 56',
      'an',
      '@example.org',
      ' 04',
      '75 12 34 56',
      'of ',
      'é',
    );
    const tag = fc.constantFrom('<b>', '</b>', '<i>', '</i>', '<span>', '</span>');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, tag), { maxLength: 12 }), (parts) => {
        const html = parts.join('');
        const tags = (text: string) => text.match(/<[^>]*>/g) ?? [];
        const masked = maskPersonalDataInHtml(html);
        expect(masked.replaceAll(/<[^>]*>/g, '')).toBe(maskPersonalData(html.replaceAll(/<[^>]*>/g, '')));
        expect(tags(masked)).toEqual(tags(html));
      }),
    );
  });
});
