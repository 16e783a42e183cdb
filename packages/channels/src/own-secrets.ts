/** Shorter parts are words that stand in any answer. */
const SHORTEST = 8;

/**
 * Takes what a channel is to keep to itself out of texts of the other side: error pages like to repeat the headers and the address
 * of a call.
 * @param secrets of one line, with the parts of each between blanks, such as the token behind `Bearer`
 */
export function secretHider(secrets: readonly (string | null)[]): (text: string) => string {
  const parts = secrets.flatMap((secret) => (secret === null ? [] : [secret, ...secret.split(/\s+/)]));
  const hidden = [...new Set(parts)].filter(({ length }) => length >= SHORTEST).toSorted((a, b) => b.length - a.length);
  return (text) => hidden.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text);
}
