/** A record of a JSON document as its text, or why it was passed over. */
export type Cut =
  | { readonly kind: 'record'; readonly text: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'too-deep' };

/** How far a document went: `refused` where it is no JSON, `closed` where it ended as it should. */
type State = 'before' | 'open' | 'closed' | 'refused';

/** What a sign is to the texts of a document. */
type Text = 'none' | 'opens' | 'inside' | 'closes';

const [QUOTE, BACKSLASH, COMMA, COLON, SPACE, MARK] = [0x22, 0x5c, 0x2c, 0x3a, 0x20, 0xfeff];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Most characters of a member's name. */
const LONGEST_NAME = 400;
const MOST_NAMES = 10;

/**
 * Cuts the records out of a JSON document (RFC 8259) while it is read: the elements of the list at the end of a path of
 * members, or the one object that stands there. Only the record that is being read is held. Records are not judged here: each
 * is parsed by whoever takes it, so that a fault costs its own record alone.
 */
export class RecordCutter {
  readonly #path: readonly string[];
  readonly #longest: number;
  readonly #deepest: number;
  /** Names of the first members on the way, for a message. */
  readonly names: string[] = [];
  /** True once the place of the records was come to. */
  found = false;
  state: State = 'before';
  #record: 'list' | 'object' | null = null;
  /** Lists and objects that are open outside of records, and how many names of the path lead to the innermost that counts. */
  #depth = 0;
  #matched = 0;
  #name: string | null = null;
  #key: string | null = null;
  /** The same within a record. */
  #inside = 0;
  #reached = 0;
  #inText = false;
  #escaped = false;
  #held: string[] = [];
  #length = 0;
  /** Characters that are kept at most; null while nothing is. */
  #keeping: number | null = null;

  /** @param path names of members, none for the document itself @param longest characters of one record */
  constructor(path: readonly string[], longest: number, deepest: number) {
    this.#path = path;
    this.#longest = longest;
    this.#deepest = deepest;
  }

  /** Records that end within the piece. */
  *read(piece: string): Generator<Cut, void, undefined> {
    let from = 0;
    for (let at = 0; at < piece.length && this.state !== 'refused'; at++) {
      const sign = piece.charCodeAt(at);
      const text = this.#text(sign);
      if (this.#record === null) from = this.#outside(piece, { at, from, text });
      else if (text === 'none') {
        const end = this.#recordEnds(sign, this.#record);
        if (end === null) continue;
        yield* this.#cut(piece.slice(from, end === 'object' ? at + 1 : at));
        from = at + 1;
        if (end === 'next') this.#keeping = this.#longest;
        else this.#leave();
      }
    }
    if (this.#keeping !== null) this.#hold(piece.slice(from), this.#keeping);
  }

  /** Takes a sign that is in no record. @returns where in the piece that begins which is kept */
  #outside(piece: string, { at, from, text }: { at: number; from: number; text: Text }): number {
    if (text === 'inside') return from;
    if (text === 'closes') this.#name = this.#taken(piece.slice(from, at + 1));
    else if (text === 'opens') this.#nameBegins();
    else if (this.#structure(piece.charCodeAt(at))) {
      this.#keeping = this.#longest;
      return this.#record === 'list' ? at + 1 : at;
    }
    return at;
  }

  #nameBegins(): void {
    if (this.#depth === 0) this.state = 'refused';
    this.#keeping = LONGEST_NAME;
  }

  #text(sign: number): Text {
    if (!this.#inText) {
      this.#inText = sign === QUOTE;
      return this.#inText ? 'opens' : 'none';
    }
    if (this.#escaped) this.#escaped = false;
    else if (sign === BACKSLASH) this.#escaped = true;
    else if (sign === QUOTE) {
      this.#inText = false;
      return 'closes';
    }
    return 'inside';
  }

  /** Follows what stands outside of records; true where they begin. */
  #structure(sign: number): boolean {
    const onPath = this.#depth === this.#matched + 1;
    if (sign === OPEN_OBJECT || sign === OPEN_LIST) return this.#open(sign, onPath);
    if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) this.#close(onPath);
    else if (sign === COLON && onPath) this.#key = this.#named();
    else if (sign === COMMA && onPath) this.#key = null;
    else if (this.#depth === 0 && sign > SPACE && sign !== MARK) this.state = 'refused';
    return false;
  }

  /** The text before a colon as a name; null for one that is too long to be meant. */
  #named(): string | null {
    const name = unquoted(this.#name);
    if (name !== null && this.names.length < MOST_NAMES) this.names.push(name);
    return name;
  }

  #open(sign: number, onPath: boolean): boolean {
    if (this.state === 'closed') {
      this.state = 'refused';
      return false;
    }
    const isRoot = this.state === 'before';
    const isNext = !isRoot && onPath && this.#key === this.#path[this.#matched];
    this.state = 'open';
    if (isRoot ? this.#path.length === 0 : isNext && this.#matched === this.#path.length - 1) {
      this.found = true;
      this.#record = sign === OPEN_LIST ? 'list' : 'object';
      this.#inside = this.#record === 'list' ? 0 : 1;
      return true;
    }
    if (isNext && sign === OPEN_OBJECT) this.#matched++;
    this.#depth++;
    this.#key = null;
    return false;
  }

  #close(onPath: boolean): void {
    if (this.#depth === 0) {
      this.state = 'refused';
      return;
    }
    if (onPath && this.#matched > 0) this.#matched--;
    this.#depth--;
    this.#key = null;
    if (this.#depth === 0) this.state = 'closed';
  }

  /** What ends with a sign outside of texts: an element of the list with another behind it, the last one, or the one object. */
  #recordEnds(sign: number, record: 'list' | 'object'): 'next' | 'last' | 'object' | null {
    if (sign === COMMA) return record === 'list' && this.#inside === 0 ? 'next' : null;
    if (sign === OPEN_OBJECT || sign === OPEN_LIST) {
      this.#inside++;
      this.#reached = Math.max(this.#reached, this.#inside);
    } else if (sign === CLOSE_OBJECT || sign === CLOSE_LIST) {
      if (this.#inside === 0) return sign === CLOSE_LIST ? 'last' : null;
      this.#inside--;
      if (record === 'object' && this.#inside === 0) return 'object';
    }
    return null;
  }

  *#cut(last: string): Generator<Cut, void, undefined> {
    const reached = this.#reached;
    const text = this.#taken(last);
    this.#reached = 0;
    if (text === null) yield { kind: 'too-large' };
    else if (reached > this.#deepest) yield { kind: 'too-deep' };
    else if (text.trim() !== '') yield { kind: 'record', text };
  }

  #leave(): void {
    this.#record = null;
    this.#keeping = null;
    if (this.#depth === 0) this.state = 'closed';
  }

  #hold(part: string, most: number): void {
    this.#length += part.length;
    if (this.#length > most) this.#held = [];
    else this.#held.push(part);
  }

  /** What was held, with its last part; null where that is more than is kept. */
  #taken(last: string): string | null {
    const most = this.#keeping ?? 0;
    this.#hold(last, most);
    const text = this.#length > most ? null : this.#held.join('');
    this.#held = [];
    this.#length = 0;
    this.#keeping = null;
    return text;
  }
}

function unquoted(text: string | null): string | null {
  try {
    return text === null ? null : (JSON.parse(text) as string);
  } catch {
    return null;
  }
}
