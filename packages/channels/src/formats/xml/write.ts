/** Text that is XML already: markup is never mistaken for text, nor text for markup. */
export type Xml = string & { readonly xml: unique symbol };

/** What an element holds. Null is nothing. */
export type XmlContent = Xml | null | readonly XmlContent[];

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n' as Xml;

/** Characters that XML 1.0 has no way to write (section 2.2, Char), and the two that only look like text. */
// oxlint-disable-next-line no-control-regex -- these are the characters to remove
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const MARKUP = /[&<>"\r]/g;
const IN_ATTRIBUTES = /[&<>"\r\n\t]/g;
const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** An element. Attributes that are null are left out; one without content is written as an empty tag. */
export function element(
  name: string,
  content: XmlContent,
  attributes: Readonly<Record<string, string | null>> = {},
): Xml {
  const head = `${name}${Object.entries(attributes).map(attributeText).join('')}`;
  const inside = joined(content);
  return (inside === '' ? `<${head}/>` : `<${head}>${inside}</${name}>`) as Xml;
}

/** An element with text; null where there is none. */
export function leaf(
  name: string,
  value: string | number | boolean | null,
  attributes?: Readonly<Record<string, string | null>>,
): Xml | null {
  const text = value === null ? '' : xmlText(String(value));
  return text === '' ? null : element(name, text, attributes);
}

/** An element with text that a schema wants in any case: empty where there is none. */
export function requiredLeaf(
  name: string,
  value: string | number | null,
  attributes?: Readonly<Record<string, string | null>>,
): Xml {
  return leaf(name, value, attributes) ?? element(name, null, attributes);
}

/** Text with markup escaped, and without what XML cannot hold; half a surrogate pair becomes U+FFFD. */
export function xmlText(text: string): Xml {
  return escaped(text, MARKUP) as Xml;
}

/** What stands between its tags; null when that is nothing. */
export function unlessEmpty(name: string, content: XmlContent): Xml | null {
  return joined(content) === '' ? null : element(name, content);
}

function attributeText([name, value]: [string, string | null]): string {
  return value === null ? '' : ` ${name}="${escaped(value, IN_ATTRIBUTES)}"`;
}

function escaped(text: string, pattern: RegExp): string {
  return text
    .replaceAll(ILLEGAL, '')
    .toWellFormed()
    .replaceAll(pattern, (character) => REFERENCES[character] ?? '');
}

function joined(content: XmlContent): string {
  if (content === null) return '';
  return typeof content === 'string' ? content : content.map(joined).join('');
}
