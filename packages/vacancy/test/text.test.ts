import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { richText, singleLine } from '../src/index.ts';

const ALLOWED = new Set('p br ul ol li b strong i em u h2 h3 h4 a div span'.split(' '));
const FRAGMENTS = [
  '<p>',
  '</p>',
  '<br/>',
  '<ul><li>',
  '</li></ul>',
  '<script>',
  '</script>',
  '<scr<script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<a href="javascript:alert(1)">',
  '<a href="java\u200Bscript:alert(1)">',
  '<a href="java&#x200B;script:alert(1)">',
  '<a href=https://x.example/?a=1&b=2>',
  '<b onclick="x">',
  '<!--',
  '-->',
  '<![CDATA[',
  '<style>',
  '<h1>',
  '&lt;script&gt;',
  '&amp;lt;iframe&amp;gt;',
  '&amp;',
  '&',
  '&eacute;',
  '&#x3c;b>',
  '<',
  '>',
  '"',
  "'",
  '\u200B',
  '\u0000',
  '\u0096',
  '\uD83D',
  'Je last',
  ' \n ',
];
const hostile = fc
  .array(fc.oneof(fc.constantFrom(...FRAGMENTS), fc.string({ unit: 'binary', maxLength: 5 })), { maxLength: 15 })
  .map((parts) => parts.join(''));

const WELL_FORMED = [
  '<p>Je last</p>',
  '<ul><li>staal</li><li><b onclick="x">inox</b></li></ul>',
  '<a href="javascript:alert(1)">hier</a>',
  '<a href=https://x.example/?a=1&b=2>hier</a>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<h1>Taken</h1>',
  '<br/>',
  '<!-- x -->',
  '&lt;script&gt;x&lt;/script&gt;',
  '&amp;lt;i&amp;gt;x&amp;lt;/i&amp;gt;',
  '&#x3c;b>x&#60;/b>',
  '&eacute;',
  '\u200B\u0096',
  'a < b & c > d',
];

function tagsOf(html: string): string[] {
  return [...html.matchAll(/<\/?([a-z][^\s>/]*)/gi)].map(([, name]) => name ?? '');
}

describe('rich text', () => {
  test('of plain text has no HTML', () => {
    expect(richText('Je last  staal.\r\n\r\n\r\n\r\nEn meer.\rNog iets.')).toEqual({
      plain: 'Je last staal.\n\nEn meer.\nNog iets.',
      html: null,
    });
  });

  test('loses scripts with their content, event handlers and foreign tags', () => {
    const raw = '<p onclick="x()">Wij<script>alert(1)</script><style>p{}</style><img src=x onerror=y> zoeken</p>';
    expect(richText(raw)).toEqual({ plain: 'Wij zoeken', html: '<p>Wij zoeken</p>' });
  });

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\tscript:alert(1)',
    'java\u200Bscript:alert(1)',
    'java&#x200B;script:alert(1)',
    '&#x200B;javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'mailto:an@staalhuis.example',
    '/vacatures/1',
    '//x.example/1',
    'null',
  ])('loses the link %j', (href) => {
    expect(richText(`<a href="${href}">hier</a>`).html).toBe('<a>hier</a>');
  });

  test('keeps links to web pages, and no other attribute', () => {
    expect(richText('<a href="https://x.example/a?b=1&amp;c=2" target="_blank" style="x">hier</a>').html).toBe(
      '<a href="https://x.example/a?b=1&amp;c=2">hier</a>',
    );
  });

  test('leaves no rest of a very long link in the plain text', () => {
    expect(richText(`<a href="https://x.example/${'a'.repeat(5000)}">hier</a>`).plain).toBe('hier');
  });

  test('decodes what a source escaped twice, and sanitises what comes out', () => {
    expect(richText('&lt;p&gt;Wij zoeken&lt;/p&gt;').html).toBe('<p>Wij zoeken</p>');
    expect(richText('&amp;lt;p&amp;gt;Wij&amp;nbsp;zoeken&amp;lt;/p&amp;gt;').plain).toBe('Wij zoeken');
    expect(richText('&amp;lt;script&amp;gt;alert(1)&amp;lt;/script&amp;gt;Wij').plain).toBe('Wij');
  });

  test('reads Windows-1252 bytes that were taken for control characters', () => {
    expect(richText('l\u0092atelier \u0096 \u0080 10').plain).toBe('l’atelier – € 10');
    expect(richText('\u0081').plain).toBe('\uFFFD');
    expect(richText('\u009Fs').plain).toBe('Ÿs');
  });

  test('has no invisible characters and no half characters', () => {
    expect(richText('\uFEFFla\u200Bs\u0000ser \uD83D').plain).toBe('lasser \uFFFD');
    expect(richText('<p>la&#8203;sser &#xD83D;</p>').html?.isWellFormed()).toBe(true);
    expect(richText('<p>la&#8203;sser</p>').html).toBe('<p>lasser</p>');
  });

  test.each(['\u00AD', '\u200F', '\u202E', '\u2066', '\u2069', '\u{E0041}'])(
    'has no character %j that turns its direction or is never seen',
    (mark) => {
      expect(richText(`la${mark}sser`)).toEqual({ plain: 'lasser', html: null });
      expect(richText(`<p>la${mark}sser &#${mark.codePointAt(0)};</p>`).html).toBe('<p>lasser </p>');
      expect(singleLine(`la${mark}sser`)).toBe('lasser');
    },
  );

  test('shows lists and breaks in the plain form', () => {
    const raw = '<h1>Taken</h1><p>Je:</p><ul><li>last</li><li>meet<br>nauwkeurig</li></ul><div>Bel ons</div>';
    expect(richText(raw)).toEqual({
      plain: 'Taken\nJe:\n\n- last\n\n- meet\nnauwkeurig\n\nBel ons',
      html: '<h2>Taken</h2><p>Je:</p><ul><li>last</li><li>meet<br />nauwkeurig</li></ul><div>Bel ons</div>',
    });
  });

  test('never throws, and its HTML holds no tag outside the allow-list, no handler and no scheme but the web', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        const { plain, html } = richText(raw);
        expect(plain.isWellFormed()).toBe(true);
        for (const tag of tagsOf(html ?? '')) expect(ALLOWED).toContain(tag);
        expect(html ?? '').not.toMatch(/<[^>]*\son\w+\s*=|<[^>]*href="\s*(?:javascript|data|vbscript):/i);
      }),
      { numRuns: 1000 },
    );
  });

  test('sanitised once more stays as it is', () => {
    const tame = fc.array(fc.constantFrom(...WELL_FORMED), { maxLength: 15 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(tame, (raw) => {
        const { html } = richText(raw);
        if (html !== null) expect(richText(html).html ?? html).toBe(html);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a single line', () => {
  test.each([
    ['  Lasser\n(m/v/x)\t', 'Lasser (m/v/x)'],
    ['<b>Lasser</b>&nbsp;&amp; monteur', 'Lasser & monteur'],
    ['&lt;b&gt;Lasser&lt;/b&gt;', 'Lasser'],
    ['las\u200Bser', 'lasser'],
    ['ervaring < 2 jaar of > 5 jaar', 'ervaring < 2 jaar of > 5 jaar'],
    ['Op zoek <!-- x --> naar', 'Op zoek naar'],
    ['', ''],
  ])('of %j is %j', (raw, line) => {
    expect(singleLine(raw)).toBe(line);
  });

  test('never throws and never holds a line break', () => {
    fc.assert(
      fc.property(hostile, (raw) => {
        expect(singleLine(raw)).not.toMatch(/[\r\n]/);
      }),
    );
  });
});

test.each(['<', '<a', '<a ', '<li', '<br ', '&amp;', '&lt;b', '<div>', '<p x="', '\n', '&#'])(
  'a megabyte of %j comes to an end',
  (part) => {
    const raw = part.repeat(Math.ceil(1_000_000 / part.length));
    expect(typeof richText(raw).plain).toBe('string');
    expect(typeof singleLine(raw)).toBe('string');
  },
);
