import { decode } from 'html-entities';
import { findPersonalData, maskedPart } from './find.ts';
import { percentDecoded } from './percent-decoded.ts';

const TAG = /(<[^<>]*>)/;
/** Tags within a line: what stands on both sides of one is read as one text. */
const INLINE = /^<\/?(?:a|b|em|i|span|strong|u)\b/;
const LINK = /^<a\s/;
const ADDRESS = /href="([^"]*)"/;
/** A link that opens no page but a call, a message or a conversation. */
const NO_PAGE = /^(?!https?:)[a-z][a-z\d+-]*:/i;
/** The same, as a page takes it to lead on there. */
const CALL = /(?<![\p{L}\p{N}])(?:tel|sms|smsto|mms|mailto):/iu;

/**
 * Sanitised HTML with what its reader would find masked as `maskPersonalData` does, also where tags stand within it. A link that
 * reaches a person leads nowhere any more.
 */
export function maskPersonalDataInHtml(html: string): string {
  const parts = html.split(TAG);
  const texts = parts.map((part, index) => (index % 2 === 0 ? part : INLINE.test(part) ? '' : '\n'));
  const spans = findPersonalData(texts.join(''));
  let offset = 0;
  return parts
    .map((part, index) => {
      const text = texts[index] ?? '';
      offset += text.length;
      if (index % 2 === 0) return spans.length === 0 ? part : maskedPart(part, offset - text.length, spans);
      return LINK.test(part) && reachesPerson(ADDRESS.exec(part)?.[1] ?? part) ? '<a>' : part;
    })
    .join('');
}

/**
 * True for a link that opens a call, a message or a conversation, or that holds an e-mail address: written out, percent-encoded, as
 * character references, or by any writing that a browser reads as the same (WHATWG URL standard).
 */
export function reachesPerson(link: string): boolean {
  const written = percentDecoded(decode(link)).trim();
  const read = URL.parse(decode(link))?.href ?? '';
  if (NO_PAGE.test(written) || CALL.test(written)) return true;
  return findPersonalData(`${written} ${read}`).some(({ kind }) => kind === 'email' || kind === 'messenger');
}
