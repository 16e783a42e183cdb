import { decode } from 'html-entities';
import sanitizeHtml from 'sanitize-html';
import type { RichText } from './vacancy.ts';
import { type Html, readWellNested } from './well-nested.ts';

const TAGS = ['p', 'br', 'ul', 'ol', 'li', 'b', 'strong', 'i', 'em', 'u', 'h2', 'h3', 'h4', 'a', 'div', 'span'];
/** Stops at the next `<`, so that a text of many unclosed ones is read once, not once for each. */
const TAG = /<[a-z/!?][^<>]*>/gi;
const BLOCK_END = /<\/(?:p|div|li|h[1-6]|ul|ol|tr|table)>|<br\s*\/?>/gi;
const LOOKS_LIKE_HTML = /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i;
/**
 * Control characters except tab and line feed, soft hyphens, what has no width, what turns the direction of writing (it shows a
 * text as another one), and tags: characters that machines read and people never see.
 */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- these are the characters to remove
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|\uDB40[\uDC00-\uDC7F]/g;
/** What is not a single blank already: in a text most are. */
const BLANKS = /[ \t\u00A0]{2,}|[\t\u00A0]/g;
const SPACES = /\s{2,}|[^\S ]/g;
/** All that the sanitised text of plain HTML may still hold to be tidied away, and references that may stand for it. */
const UNTIDY =
  // oxlint-disable-next-line no-control-regex -- as above
  /[\u0000-\u0009\u000B-\u001F\u007F-\u00A0\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060-\u206F\uD800-\uDFFF\uFEFF\uFFF9-\uFFFB]|&(?:#|nbsp;)/;
/** Lines without any of these are one clean line of text already, as nearly all names and titles are. */
const MORE_THAN_A_LINE = /[^ -%'-;=-~\u00A1-\u00AC\u00AE-\u024F]| {2}/;
const MOST_DECODING_ROUNDS = 3;
/** The model holds no longer text; the work of the HTML parser grows with the square of the depth of tags. */
const LONGEST_HTML = 400_000;

/** Text of a source, HTML or plain, as safe HTML (allow-list) and as plain text for reading and matching. */
export function richText(raw: string): RichText {
  const isTidy = !UNTIDY.test(raw);
  const unescaped = decodeRepeatedly(isTidy ? raw : cp1252Controls(raw));
  if (!LOOKS_LIKE_HTML.test(unescaped)) return { plain: plainText(unescaped), html: null };
  if (unescaped.length > LONGEST_HTML) return { plain: plainText(htmlToPlain(unescaped)), html: null };
  const plainHtml = readWellNested(unescaped);
  if (plainHtml !== null && isTidy && unescaped === raw)
    return { plain: tidyLines(plainHtml.plain), html: plainHtml.html.trim() };
  const { plain, html } = plainHtml ?? sanitised(unescaped);
  return { plain: plainText(plain), html: visible(html).trim() };
}

/** HTML of any kind with nothing left but the tags that are allowed, and its text. */
export function sanitised(text: string): Html {
  const html = sanitizeHtml(text, {
    allowedTags: TAGS,
    allowedAttributes: { a: ['href'] },
    allowedSchemes: ['http', 'https'],
    transformTags: { h1: 'h2', a: (tagName, { href }) => ({ tagName, attribs: visibleLink(href) }) },
  });
  return { plain: htmlToPlain(html), html };
}

/** One line of text: entities decoded, tags and invisible characters gone, spaces folded. */
export function singleLine(raw: string): string {
  if (!MORE_THAN_A_LINE.test(raw)) return raw.trim();
  return visible(htmlToPlain(decodeRepeatedly(cp1252Controls(raw))))
    .replaceAll(SPACES, ' ')
    .trim();
}

/** Some services escape twice; decoding stops at a fixed point or after three rounds, and only where tags hide inside. */
function decodeRepeatedly(raw: string): string {
  let text = raw;
  for (
    let round = 0;
    round < MOST_DECODING_ROUNDS && /&(?:lt|#0*60|#x0*3c);\/?[a-z]|&amp;(?:#|[a-z]+;)/i.test(text);
    round++
  ) {
    text = decode(text);
  }
  return text;
}

function htmlToPlain(html: string): string {
  const lines = html.replaceAll(/<li\b[^<>]*>/gi, '\n- ').replaceAll(BLOCK_END, '\n');
  return decode(lines.replaceAll(TAG, ''));
}

function plainText(text: string): string {
  return tidyLines(visible(text).replaceAll(/\r\n?/g, '\n').replaceAll(BLANKS, ' '));
}

/** Of a text that has no other blanks than spaces and no other line ends than line feeds. */
function tidyLines(text: string): string {
  return (text.includes('  ') ? text.replaceAll(/ {2,}/g, ' ') : text)
    .replaceAll(' \n', '\n')
    .replaceAll('\n ', '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Without what no reader sees, and well-formed: half a surrogate pair is refused by databases and decoders. */
function visible(text: string): string {
  return text.replaceAll(INVISIBLE, '').toWellFormed();
}

/**
 * Cleaned before its scheme is judged: `java\u200Bscript:` must not become a scheme afterwards. A link that leads from the
 * source's own page leads nowhere from another.
 */
function visibleLink(href: string | undefined): Record<string, string> {
  const link = visible(href ?? '').trim();
  return /^https?:\/\//i.test(link) ? { href: link } : {};
}

/** C1 control characters are Windows-1252 bytes read as ISO-8859-1 (the HTML standard maps them the same way). */
function cp1252Controls(text: string): string {
  if (!/[\u0080-\u009F]/.test(text)) return text;
  return text.replaceAll(/[\u0080-\u009F]/g, (character) => CP1252[character.charCodeAt(0) - 0x80] ?? '');
}

const CP1252 = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ'.split('');
