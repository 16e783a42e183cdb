/** Text as XML character data. */
export function xmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** An element with text or further elements; left out when there is nothing to say. */
export function element(
  name: string,
  content: string | number | null,
  attributes: Readonly<Record<string, string>> = {},
): string {
  if (content === null || content === '') return '';
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlText(value)}"`);
  return `<${name}${written.join('')}>${content}</${name}>`;
}
