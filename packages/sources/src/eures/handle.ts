import { serviceOfDataSource } from '../records/services.ts';

/** Where a EURES vacancy comes from. */
export interface EuresOrigin {
  readonly service: string;
  readonly reference: string;
}

/**
 * Reads a EURES handle: base64url without padding of `<source reference> <data source number>`.
 * Null when the text is anything else; plain references are often valid base64 by accident, so it must encode back.
 */
export function decodeEuresHandle(handle: string | null | undefined): EuresOrigin | null {
  const text = handle?.trim() ?? '';
  if (!/^[\w-]{4,400}$/.test(text)) return null;
  const decoded = Buffer.from(text, 'base64url').toString('latin1');
  const [, reference, number] = /^([\x21-\x7e]+) (\d{1,4})$/.exec(decoded) ?? [];
  if (reference === undefined || number === undefined) return null;
  if (Buffer.from(decoded, 'latin1').toString('base64url') !== text) return null;
  return { service: serviceOfDataSource(number), reference };
}
