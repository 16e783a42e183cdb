import type { Signature, TextSignature } from './signature.ts';

/** How a member of a signature is written: as a word, a number, a sign that it is there, a list, or a list of names and values. */
type Form = 'word' | 'number' | 'flag' | 'list' | 'pairs' | 'text';

/** Members in the order in which they are written. A member that is added changes the form of what is stored. */
const MEMBERS = {
  source: 'word',
  reference: 'word',
  origin: 'word',
  path: 'list',
  duplicates: 'list',
  employer: 'pairs',
  supplier: 'pairs',
  agency: 'flag',
  country: 'word',
  postcodes: 'list',
  towns: 'list',
  townCodes: 'list',
  nuts: 'word',
  contract: 'word',
  regime: 'word',
  titles: 'pairs',
  codes: 'list',
  tokens: 'list',
  hours: 'number',
  pay: 'word',
  link: 'word',
  positions: 'number',
  provenance: 'word',
  start: 'word',
  published: 'word',
  until: 'word',
  withdrawn: 'word',
  text: 'text',
} as const satisfies Record<keyof Signature, Form>;

const ORDER = Object.entries(MEMBERS) as readonly (readonly [keyof Signature, Form])[];

/**
 * A signature as a line of text, about a third shorter than its JSON and quicker to read: members in a fixed order between
 * bars, lists by commas, nothing for what is not known. `signatureFromText` gives the same signature back.
 */
export function signatureText(signature: Signature): string {
  return ORDER.map(([member, form]) => {
    const value = signature[member];
    return value === undefined ? '' : written(value, form);
  }).join('|');
}

export function signatureFromText(text: string): Signature {
  const parts = text.split('|');
  const signature: Record<string, unknown> = {};
  for (const [at, [member, form]] of ORDER.entries()) {
    const part = parts[at] ?? '';
    if (part !== '') signature[member] = read(part, form);
  }
  return signature as unknown as Signature;
}

function written(value: unknown, form: Form): string {
  if (form === 'word') return escaped(value as string);
  if (form === 'list') return (value as readonly string[]).map(escaped).join(',');
  if (form === 'pairs')
    return Object.entries(value as object)
      .flat()
      .map(escaped)
      .join(',');
  if (form === 'text') return writtenText(value as TextSignature);
  return form === 'flag' ? '1' : String(value);
}

function read(part: string, form: Form): unknown {
  if (form === 'word') return plain(part);
  if (form === 'list') return listOf(part);
  if (form === 'pairs') return pairsOf(listOf(part));
  if (form === 'text') return readText(part);
  return form === 'flag' ? true : Number(part);
}

function writtenText({ language, words, marks = '', anchors, sketch, said }: TextSignature): string {
  return [escaped(language), words, marks, anchors, sketch, said].join(',');
}

function readText(part: string): TextSignature {
  const [language = '', words, marks = '', anchors = '', sketch = '', said = ''] = part.split(',');
  const text = { language: plain(language), sketch, anchors, words: Number(words), said };
  return marks === '' ? text : { ...text, marks };
}

function listOf(part: string): string[] {
  return part.split(',').map(plain);
}

function pairsOf(list: readonly string[]): Record<string, string> {
  const pairs: Record<string, string> = {};
  for (let at = 0; at < list.length; at += 2) pairs[list[at] ?? ''] = list[at + 1] ?? '';
  return pairs;
}

const ESCAPES: Readonly<Record<string, string>> = { '%': '%p', '|': '%b', ',': '%c' };
const PLAIN: Readonly<Record<string, string>> = { '%p': '%', '%b': '|', '%c': ',' };

function escaped(word: string): string {
  if (word === '') return '%';
  return /[%|,]/.test(word) ? word.replaceAll(/[%|,]/g, (sign) => ESCAPES[sign] ?? sign) : word;
}

function plain(word: string): string {
  if (!word.includes('%')) return word;
  return word === '%' ? '' : word.replaceAll(/%[pbc]/g, (sign) => PLAIN[sign] ?? sign);
}
