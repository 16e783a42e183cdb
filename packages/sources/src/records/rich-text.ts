import { type RichText, richText } from '@relais/vacancy';

/** Several texts of one record as one, in their order; empty ones are left out. Null when nothing is left. */
export function joinedText(parts: readonly (string | null | undefined)[]): RichText | null {
  const texts = parts.flatMap((part) => (part ? [richText(part)] : [])).filter((text) => text.plain !== '');
  if (texts.length === 0) return null;
  const plain = texts.map((text) => text.plain).join('\n\n');
  if (texts.every((text) => text.html === null)) return { plain, html: null };
  return { plain, html: texts.map((text) => text.html ?? asParagraph(text.plain)).join('\n') };
}

function asParagraph(plain: string): string {
  const escaped = plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br />')}</p>`;
}
