import { hash } from 'node:crypto';

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with sorted keys and without undefined members, so that equal values give equal text
 * (in the spirit of RFC 8785; numbers are written as ECMAScript writes them, as that RFC asks).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return canonicalArray(value);
  const record = value as Record<string, unknown>;
  let text = '';
  for (const key of sortedKeys(Object.keys(record))) {
    const member = record[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${quoted(key)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

function canonicalArray(items: readonly unknown[]): string {
  if (items.length === 0) return '[]';
  let text = canonicalJson(items[0]);
  for (let index = 1; index < items.length; index++) text += `,${canonicalJson(items[index])}`;
  return `[${text}]`;
}

/** Objects of the model come in few shapes: their sorted keys and quoted names are remembered. Long ones are not theirs. */
const MOST_SHAPES = 10_000;
const LONGEST_SHAPE = 1_000;
const shapes = new Map<string, readonly string[]>();
const names = new Map<string, string>();

/** A shape is its keys joined by NUL; with their number that is unambiguous as long as no remembered key holds one. */
function sortedKeys(keys: string[]): readonly string[] {
  const shape = keys.join('\u0000');
  const known = shapes.get(shape);
  if (known !== undefined && known.length === keys.length) return known;
  const sorted = keys.toSorted();
  if (rememberable(shape, shapes) && !keys.some((key) => key.includes('\u0000'))) shapes.set(shape, sorted);
  return sorted;
}

function quoted(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = JSON.stringify(name);
  if (rememberable(name, names)) names.set(name, text);
  return text;
}

function rememberable(text: string, known: ReadonlyMap<string, unknown>): boolean {
  return known.size < MOST_SHAPES && text.length <= LONGEST_SHAPE;
}

/** SHA-256 of bytes or of UTF-8 text, in lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** Content hash of any JSON value: equal content gives an equal hash whatever the order of its keys. */
export function contentHash(value: unknown): string {
  return sha256(canonicalJson(value)).slice(0, 32);
}

/**
 * A deterministic identifier from its parts: 32 lower-case hexadecimal characters.
 * Each part is length-prefixed, so that ("a","bc") and ("ab","c") differ.
 */
export function deterministicId(...parts: readonly (string | number)[]): string {
  return sha256(parts.map((part) => `${String(part).length}:${part}`).join('|')).slice(0, 32);
}
