import { hash } from 'node:crypto';

export type Json = string | number | boolean | null | undefined | readonly Json[] | { readonly [key: string]: Json };

/**
 * JSON with sorted keys and without undefined members, so that equal values give equal text
 * (in the spirit of RFC 8785; numbers are written as ECMAScript writes them, as that RFC asks).
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const record = value as Record<string, unknown>;
  const members: string[] = [];
  for (const key of Object.keys(record).toSorted()) {
    const member = record[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
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
