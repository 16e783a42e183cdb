const ENCODED = /(?:%[\da-f]{2})+/gi;
/** What is encoded within what is encoded, as in links that lead on by another site. */
const MOST_ROUNDS = 3;

/** Percent-encoding (RFC 3986, section 2.1) taken off, however often it was put on; what is no UTF-8 is passed over. */
export function percentDecoded(text: string): string {
  let decoded = text;
  for (let round = 0; round < MOST_ROUNDS && decoded.includes('%'); round++) {
    decoded = decoded.replaceAll(ENCODED, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString());
  }
  return decoded;
}
