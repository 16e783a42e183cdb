import { findPersonalData, maskedPart } from './find.ts';

const TAG = /(<[^<>]*>)/;
/** Tags within a line: what stands on both sides of one is read as one text. */
const INLINE = /^<\/?(?:a|b|em|i|span|strong|u)\b/;
const LINK = /^<a\s/;

/**
 * Sanitised HTML with what its reader would find masked as `maskPersonalData` does, also where tags stand within it. A link to an
 * address that holds an e-mail address leads nowhere any more.
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
      return LINK.test(part) && holdsEmail(part) ? '<a>' : part;
    })
    .join('');
}

/** True for the address of a page that holds an e-mail address, written out or percent-encoded. */
export function holdsEmail(address: string): boolean {
  return findPersonalData(address.replaceAll(/%40/g, '@')).some(({ kind }) => kind === 'email');
}
