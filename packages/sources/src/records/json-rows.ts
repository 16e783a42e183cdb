/** What stands in a JSON array, piece by piece: an element as its bytes, or why one could not be kept. */
export type JsonRow =
  | { readonly kind: 'row'; readonly bytes: Uint8Array }
  | { readonly kind: 'too-large'; readonly bytes: null };

const [QUOTE, BACKSLASH, COMMA, SPACE] = [0x22, 0x5c, 0x2c, 0x20];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

/**
 * Cuts a JSON array (RFC 8259) into its elements while it arrives: only the element that is being read is held, and one
 * that is larger than the limit is passed over. Elements are not judged here: each is parsed by whoever takes it.
 */
export class JsonRows {
  readonly #mostBytes: number;
  #state: 'before' | 'inside' | 'after' | 'overrun' | 'refused' = 'before';
  #depth = 0;
  #inText = false;
  #escaped = false;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #tooLarge = false;

  /** @param mostBytes of one element */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Why what was read is no whole JSON array; null when it is one. */
  get fault(): string | null {
    if (this.#state === 'after') return null;
    if (this.#state === 'refused') return 'it is no JSON array';
    return this.#state === 'overrun' ? 'something stands behind the end of its array' : 'it ends too early';
  }

  /** Elements that end within the piece. */
  *read(piece: Uint8Array): Generator<JsonRow, void, undefined> {
    let from = 0;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      if (this.#state === 'inside') {
        if (!this.#endsElement(byte)) continue;
        yield* this.#element(piece.subarray(from, at));
        if (byte === CLOSE_LIST) this.#state = 'after';
        from = at + 1;
      } else if (this.#state === 'before' && !isInsignificant(byte)) {
        this.#state = byte === OPEN_LIST ? 'inside' : 'refused';
        from = at + 1;
      } else if (this.#state === 'after' && !isInsignificant(byte)) this.#state = 'overrun';
    }
    if (this.#state === 'inside') this.#hold(piece.subarray(from));
  }

  /** Follows texts and nesting; true at the comma or bracket that ends an element of the array itself. */
  #endsElement(byte: number): boolean {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inText = false;
      return false;
    }
    if (byte === QUOTE) this.#inText = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#depth++;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      if (this.#depth === 0) return byte === CLOSE_LIST;
      this.#depth--;
    }
    return byte === COMMA && this.#depth === 0;
  }

  *#element(last: Uint8Array): Generator<JsonRow, void, undefined> {
    this.#hold(last);
    const bytes = Buffer.concat(this.#held);
    const tooLarge = this.#tooLarge;
    this.#held = [];
    this.#heldBytes = 0;
    this.#tooLarge = false;
    if (tooLarge) yield { kind: 'too-large', bytes: null };
    else if (bytes.some((byte) => byte > SPACE)) yield { kind: 'row', bytes };
  }

  /** Copied, since the piece may be the window of a larger buffer that would stay in memory with it. */
  #hold(part: Uint8Array): void {
    this.#heldBytes += part.length;
    if (this.#heldBytes > this.#mostBytes) {
      this.#tooLarge = true;
      this.#held = [];
    } else if (part.length > 0) this.#held.push(part.slice());
  }
}

function isInsignificant(byte: number): boolean {
  return byte <= SPACE || BYTE_ORDER_MARK.includes(byte);
}
