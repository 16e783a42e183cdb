/** A line without its end; `whole` is false when it was longer than allowed and its rest was passed over. */
export interface Line {
  readonly text: string;
  readonly number: number;
  readonly whole: boolean;
}

/**
 * The lines of a text that comes in pieces, ended by LF or CR LF; null after each piece. A line that grows beyond the limit is
 * cut there, so that a text without line ends is never held whole.
 */
export function* linesOf(pieces: Iterable<string>, longest: number): Generator<Line | null, void, undefined> {
  let held: string[] = [];
  let length = 0;
  let number = 0;
  const take = (rest: string): Line => {
    if (length <= longest) held.push(rest);
    const text = held.join('').slice(0, longest).replace(/\r$/, '');
    const line = { text, number: ++number, whole: length + rest.length <= longest + 1 };
    held = [];
    length = 0;
    return line;
  };
  for (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf('\n'); end !== -1; end = piece.indexOf('\n', from)) {
      yield take(piece.slice(from, end));
      from = end + 1;
    }
    if (length <= longest) held.push(piece.slice(from));
    length += piece.length - from;
    yield null;
  }
  if (length > 0) yield take('');
}
