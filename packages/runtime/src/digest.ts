import { hash } from 'node:crypto';

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with sorted keys and without undefined members, so that equal values give equal text
 * (in the spirit of RFC 8785; numbers are written as ECMAScript writes them, as that RFC asks).
 */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return canonicalArray(value);
  const record = value as Record<string, unknown>;
  let text = '';
  for (const key of sorted(Object.keys(record))) {
    const member = record[key];
    if (member !== undefined) text += (text === '' ? '' : ',') + named(key) + canonicalJson(member);
  }
  return `{${text}}`;
}

function canonicalArray(items: readonly unknown[]): string {
  if (items.length === 0) return '[]';
  let text = canonicalJson(items[0]);
  for (let index = 1; index < items.length; index++) text += `,${canonicalJson(items[index])}`;
  return `[${text}]`;
}

/** Anything but quotes, backslashes, control characters and surrogates, of which JSON escapes lone ones, stands as it is. */
const NOT_PLAIN = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function quoted(text: string): string {
  return NOT_PLAIN.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Most keys that are sorted by insertion, which is several times quicker for the few that objects have. */
const FEW = 50;

/** Sorts in place, by UTF-16 code units. */
function sorted(keys: string[]): string[] {
  if (keys.length > FEW) return keys.toSorted();
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next] as string;
    let at = next;
    for (; at > 0 && (keys[at - 1] as string) > key; at--) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}

/** The names of the model's members are few: how each stands before its value is remembered. Long ones are not theirs. */
const MOST_NAMES = 10_000;
const LONGEST_NAME = 1_000;
const names = new Map<string, string>();

function named(name: string): string {
  const known = names.get(name);
  if (known !== undefined) return known;
  const text = `${quoted(name)}:`;
  if (names.size < MOST_NAMES && name.length <= LONGEST_NAME) names.set(name, text);
  return text;
}

/** SHA-256 of bytes or of UTF-8 text, in lower-case hexadecimal. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** Content hash of any JSON value: equal content gives an equal hash whatever the order of its keys. */
export function contentHash(value: unknown): string {
  return canonicalHash(canonicalJson(value));
}

/** The content hash of a value whose canonical text is at hand. */
export function canonicalHash(text: string): string {
  return sha256(text).slice(0, 32);
}

/**
 * A deterministic identifier from its parts: 32 lower-case hexadecimal characters.
 * Each part is length-prefixed, so that ("a","bc") and ("ab","c") differ.
 */
export function deterministicId(...parts: readonly (string | number)[]): string {
  return sha256(parts.map((part) => `${String(part).length}:${part}`).join('|')).slice(0, 32);
}
