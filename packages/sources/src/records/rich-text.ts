import { type RichText, richText } from '@relais/vacancy';

const MARKUP = /<\/?[a-z][^>]*>|&(?:[a-z]+|#\d+|#x[0-9a-f]+);/i;

/**
 * Several texts of one record as one, in their order; empty ones are left out. Null when nothing is left. Where one of
 * them has markup the others are given it, and each stands in a block of its own, so that none runs into the next.
 */
export function joinedText(parts: readonly (string | null | undefined)[]): RichText | null {
  const texts = parts.flatMap((part) => (part?.trim() ? [part] : []));
  const [only] = texts;
  if (only === undefined) return null;
  const text = texts.length === 1 ? only : joined(texts);
  const read = richText(text);
  return read.plain === '' ? null : read;
}

function joined(texts: readonly string[]): string {
  if (!texts.some((text) => MARKUP.test(text))) return texts.map((text) => text.trim()).join('\n\n');
  return texts
    .map((text) => (MARKUP.test(text) ? `<div>${text}</div>` : `<div><p>${escaped(text)}</p></div>`))
    .join('');
}

function escaped(plain: string): string {
  const safe = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return safe.trim().replaceAll(/\r?\n/g, '<br />');
}
