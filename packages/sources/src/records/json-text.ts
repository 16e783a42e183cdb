import { isUtf8 } from 'node:buffer';

/** A JSON document, or why it is none. */
export type JsonText = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: string };

/** The fault of an answer that came from in front of the service. */
export const WEB_PAGE = 'it is a web page or XML, not JSON';

/** Parses JSON bytes. JSON is UTF-8 (RFC 8259, section 8.1): other bytes are a fault and are not repaired. */
export function parseJson(bytes: Uint8Array): JsonText {
  if (bytes.length === 0) return { ok: false, fault: 'it is empty' };
  if (!isUtf8(bytes)) return { ok: false, fault: 'it is not valid UTF-8' };
  const text = new TextDecoder().decode(bytes);
  try {
    return { ok: true, value: JSON.parse(text) as unknown };
  } catch {
    return { ok: false, fault: faultOf(text.trimStart()) };
  }
}

function faultOf(text: string): string {
  if (text.startsWith('<')) return WEB_PAGE;
  return /[}\]]\s*$/.test(text) ? 'it is not valid JSON' : 'it is not valid JSON: it ends too early';
}
