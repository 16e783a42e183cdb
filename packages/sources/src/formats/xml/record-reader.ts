import { type RecordOptions, RecordParser, TRUNCATED, type XmlRecord } from './record-parser.ts';
import type { XmlElement } from './tree.ts';

/** A tag's name is never longer than this, so that one cut in two by the pieces of a document can be put together. */
const LONGEST_TAG_NAME = 200;
/** Characters in which a document's last closing tag is looked for. */
const TAIL = 400;
const SECTIONS = /<!\[CDATA\[|\]\]>|<!--|-->/g;

/**
 * Finds the records of an XML document, piece by piece. A sound document is read by one parser from beginning to end. After
 * a fault a new one begins at the next tag that starts a record, so that a fault costs no record but its own: an
 * ampersand that stands alone would otherwise swallow whole records up to the next semicolon without a word.
 */
export class RecordReader {
  readonly #options: RecordOptions;
  /** Before each tag that starts a record, and such a tag at the beginning of a text. */
  readonly #before: RegExp;
  readonly #atStart: RegExp;
  #parser: RecordParser;
  /** True from a fault to the next start of a record. */
  #seeking = false;
  #refused = false;
  /** What the text is inside of at this place, by its end mark; null outside of sections. */
  #section: ']]>' | '-->' | null = null;
  #held = '';
  /** The last of the text so far. */
  #tail = '';
  #line = 1;
  #records = 0;
  readonly #first: RecordParser;

  constructor(options: RecordOptions) {
    this.#options = options;
    const tag = `<(?:[^\\s<>/:&]{1,100}:)?(?:${options.recordNames.join('|')})[\\s/>]`;
    this.#before = new RegExp(`(?=${tag})`);
    this.#atStart = new RegExp(`^${tag}`);
    this.#parser = new RecordParser(options, { open: [], namespaces: {}, line: 1 });
    this.#first = this.#parser;
  }

  /** The element around the records; null where a record is the root. */
  get root(): XmlElement | null {
    return this.#first.root;
  }

  /** Records that end within the piece. */
  *read(piece: string): Generator<XmlRecord, void, undefined> {
    const text = this.#held + piece;
    const end = text.length - heldBack(text);
    this.#held = text.slice(end);
    yield* this.#parts(text.slice(0, end));
  }

  /** What is left when the document has ended. */
  *close(): Generator<XmlRecord, void, undefined> {
    yield* this.#parts(this.#held);
    if (this.#refused) return;
    if (!this.#seeking) this.#parser.close();
    else if (!this.#endsWhole()) this.#parser.found.push(TRUNCATED);
    const rest = this.#take();
    yield* rest;
    if (this.#records > 0 || rest.length > 0 || this.#first.rootIsKnown) return;
    yield { kind: 'gap', fault: 'format', reason: `it holds no ${this.#options.recordNames[0]} that is taken` };
  }

  /** Where nothing is parsed any more, the end of the document must at least look like one. */
  #endsWhole(): boolean {
    const [outermost] = this.#parser.around(this.#line).open;
    const last = /<\/([^\s<>/]+)\s*>\s*(?:<!--[^<>]*-->\s*)?$/.exec(this.#tail)?.[1];
    return outermost === undefined || last === outermost;
  }

  *#parts(text: string): Generator<XmlRecord, void, undefined> {
    for (const part of text.split(this.#before)) {
      if (this.#refused) return;
      if (this.#section === null && this.#atStart.test(part)) this.#beginRecord();
      if (!this.#seeking) this.#seeking = !this.#parser.write(part);
      this.#pass(part);
      yield* this.#take();
    }
  }

  /** In a sound document no record is open where another one starts, unless the tag is only quoted in a section. */
  #beginRecord(): void {
    if (!this.#seeking && !this.#parser.inRecord) return;
    if (this.#parser.inRecord) this.#parser.leave();
    const { found } = this.#parser;
    this.#parser = new RecordParser(this.#options, this.#parser.around(this.#line));
    this.#parser.found.push(...found);
    this.#seeking = false;
  }

  /** Keeps account of lines and of sections that quote. */
  #pass(part: string): void {
    this.#tail = (this.#tail + part.slice(-TAIL)).slice(-TAIL);
    for (let at = part.indexOf('\n'); at !== -1; at = part.indexOf('\n', at + 1)) this.#line++;
    for (const [mark] of part.matchAll(SECTIONS)) {
      if (this.#section === null && mark === '<![CDATA[') this.#section = ']]>';
      else if (this.#section === null && mark === '<!--') this.#section = '-->';
      else if (this.#section === mark) this.#section = null;
    }
    if (this.#seeking && !this.#parser.stoppedForLength) this.#section = null;
  }

  #take(): XmlRecord[] {
    const found = this.#parser.found.splice(0);
    this.#records += found.filter(({ kind }) => kind !== 'gap').length;
    this.#refused ||= found.some((each) => each.kind === 'gap' && each.fault === 'doctype');
    return found;
  }
}

/** How much of the end of a piece may be half of a tag's name or half of a section's mark. */
function heldBack(text: string): number {
  const tag = text.lastIndexOf('<');
  if (tag !== -1 && text.length - tag < LONGEST_TAG_NAME && !/[\s>]/.test(text.slice(tag))) return text.length - tag;
  return /[\]-]{0,2}$/.exec(text)?.[0].length ?? 0;
}
