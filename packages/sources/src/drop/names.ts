/** Names that senders use while they write. */
const UNFINISHED = /(?:\.part|\.tmp|\.filepart|~)$/i;
const OWN_RESULT = /\.result\.jsonl$/i;
const LONGEST_NAME_BYTES = 200;
// oxlint-disable-next-line no-control-regex -- these are the characters to refuse
const UNSAFE = /[/\\\u0000-\u001F\u007F-\u009F\u2028\u2029]/;

/** True for a name that can be joined to a folder and written into a list: it never leads out and is one line. */
export function isSafeName(name: string): boolean {
  return (
    name !== '' && name !== '.' && name !== '..' && !UNSAFE.test(name) && Buffer.byteLength(name) <= LONGEST_NAME_BYTES
  );
}

/** True for a file that is still being written, is hidden, or is an answer of ours. */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || UNFINISHED.test(name) || OWN_RESULT.test(name);
}

/** True when the name fits one of the patterns (`*` any characters, `?` one). */
export function matchesAny(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => expressionOf(pattern).test(name));
}

function expressionOf(pattern: string): RegExp {
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'is');
}

/** A name as it may stand in a log line or a book. */
export function shownName(name: string): string {
  return JSON.stringify(name).slice(1, -1).slice(0, 120);
}
