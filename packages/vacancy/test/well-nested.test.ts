import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { richText } from '../src/index.ts';
import { sanitised } from '../src/text.ts';
import { readWellNested } from '../src/well-nested.ts';

const NAMES = ['p', 'ul', 'ol', 'li', 'b', 'strong', 'i', 'em', 'u', 'h2', 'h3', 'h4', 'div', 'span'];
const ENTITIES = ['&amp;', '&lt;', '&gt;', '&nbsp;', '&eacute;', '&Eacute;', '&quot;', '&#39;', '&#8217;', '&rsquo;'];
const ODD = [
  '&',
  '&amp',
  '&#150;',
  '&foo;',
  '&lt',
  '<',
  '<a href="https://x.example">',
  '<h1>',
  '<!--x-->',
  '</p>',
  '<p>',
];
const words = fc.oneof(
  fc.constantFrom('Je last', ' ', '\n', '\r\n', '\t', '>', '"', 'a > b', ']]>', '🚀', '\u200B', ...ENTITIES),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const { tree } = fc.letrec<{ tree: string }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    words,
    fc.constantFrom('<br>', '<br/>', '<br />', '<BR>'),
    fc
      .tuple(fc.constantFrom(...NAMES, 'P', 'LI'), fc.array(tie('tree'), { maxLength: 4 }))
      .map(([name, inner]) => `<${name}>${inner.join('')}</${name}>`),
  ),
}));
const nested = fc.array(tree, { maxLength: 5 }).map((parts) => parts.join(''));
const any = fc
  .array(fc.oneof(words, fc.constantFrom(...NAMES.flatMap((name) => [`<${name}>`, `</${name}>`]), ...ODD)), {
    maxLength: 12,
  })
  .map((parts) => parts.join(''));

describe('HTML of plain tags', () => {
  test('is read exactly as the sanitiser reads it', () => {
    let read = 0;
    const check = (text: string) => {
      const quick = readWellNested(text);
      if (quick === null) return;
      read += 1;
      expect(quick).toEqual(sanitised(text));
    };
    fc.assert(fc.property(nested, check), { numRuns: 3_000 });
    expect(read).toBeGreaterThan(1_500);
    fc.assert(fc.property(any, check), { numRuns: 3_000 });
  });

  test('is left to the sanitiser where it has attributes, other tags, or does not nest', () => {
    const others = [
      '<p class="x">a</p>',
      '<a href="x">a</a>',
      '<p>a',
      'a</p>',
      '<p><p>a</p>',
      '<b><i>a</b></i>',
      'a &copy b',
    ];
    expect(others.map(readWellNested)).toEqual(others.map(() => null));
  });

  test('gives the plain text with lines and bullets', () => {
    expect(richText('<p>Taken:</p><ul><li>staal &amp; inox</li><li>hout</li></ul>')).toEqual({
      html: '<p>Taken:</p><ul><li>staal &amp; inox</li><li>hout</li></ul>',
      plain: 'Taken:\n\n- staal & inox\n\n- hout',
    });
  });
});
