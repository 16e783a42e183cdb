import { decode } from 'html-entities';
import sanitizeHtml from 'sanitize-html';
import type { RichText } from './vacancy.ts';

const TAGS = ['p', 'br', 'ul', 'ol', 'li', 'b', 'strong', 'i', 'em', 'u', 'h2', 'h3', 'h4', 'a', 'div', 'span'];
const BLOCK_END = /<\/(?:p|div|li|h[1-6]|ul|ol|tr|table)>|<br\s*\/?>/gi;
const LOOKS_LIKE_HTML = /<\/?[a-z][^>]*>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i;
/** Control characters except tab and line feed, zero-width characters and byte-order marks. */
// oxlint-disable-next-line no-control-regex -- these are the characters to remove
const INVISIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u200B-\u200D\u2060\uFEFF]/g;
const MOST_DECODING_ROUNDS = 3;

/** Text of a source, HTML or plain, as safe HTML (allow-list) and as plain text for reading and matching. */
export function richText(raw: string): RichText {
  const unescaped = decodeRepeatedly(cp1252Controls(raw));
  if (!LOOKS_LIKE_HTML.test(unescaped)) return { plain: plainText(unescaped), html: null };
  const html = sanitizeHtml(unescaped, {
    allowedTags: TAGS,
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https'],
    transformTags: { h1: 'h2' },
  });
  return { plain: plainText(htmlToPlain(html)), html: html.replaceAll(INVISIBLE, '').trim() };
}

/** One line of text: entities decoded, tags and invisible characters gone, spaces folded. */
export function singleLine(raw: string): string {
  return htmlToPlain(decodeRepeatedly(cp1252Controls(raw)))
    .replaceAll(INVISIBLE, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Some services escape twice; decoding stops at a fixed point or after three rounds, and only where tags hide inside. */
function decodeRepeatedly(raw: string): string {
  let text = raw;
  for (let round = 0; round < MOST_DECODING_ROUNDS && /&lt;\/?[a-z]|&amp;(?:#|[a-z]+;)/i.test(text); round++) {
    text = decode(text);
  }
  return text;
}

function htmlToPlain(html: string): string {
  const lines = html.replaceAll(/<li[^>]*>/gi, '\n- ').replaceAll(BLOCK_END, '\n');
  return decode(lines.replaceAll(/<[^>]{0,2000}>/g, ''));
}

function plainText(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll(INVISIBLE, '')
    .replaceAll(/[ \t\u00A0]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** C1 control characters are Windows-1252 bytes read as ISO-8859-1 (the HTML standard maps them the same way). */
function cp1252Controls(text: string): string {
  if (!/[\u0080-\u009F]/.test(text)) return text;
  return text.replaceAll(/[\u0080-\u009F]/g, (character) => CP1252[character.charCodeAt(0) - 0x80] ?? '');
}

const CP1252 = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ'.split('');
