import { type SaxesAttributeNS, SaxesParser, type SaxesTagNS } from 'saxes';
import { DAMAGE } from '../encoding.ts';
import type { XmlElement } from './tree.ts';

/** What stands at one place of a document. */
export type XmlRecord =
  | { readonly kind: 'record'; readonly record: XmlElement }
  /** The record cannot be used. `record` holds what came before the fault. */
  | { readonly kind: 'faulty'; readonly record: XmlElement; readonly fault: RecordFault; readonly reason: string }
  /** Something outside of records that cannot be read. */
  | { readonly kind: 'gap'; readonly fault: GapFault; readonly reason: string };

export type RecordFault = 'malformed' | 'truncated' | 'too-large' | 'damaged' | 'unknown-namespace';
export type GapFault = 'encoding' | 'format' | 'malformed' | 'truncated' | 'doctype';

export interface RecordOptions {
  /** Local names of the elements that are records. */
  readonly recordNames: readonly string[];
  /** Namespaces whose elements are taken; others are passed over with all they hold. */
  isKnownNamespace(namespace: string): boolean;
  /** Most characters of one record. */
  readonly maxRecordLength: number;
  /** The document holds bytes that are not of its encoding: records with U+FFFD are damaged. */
  readonly damaged: boolean;
}

/** What is around the records: the elements that are open there, and the namespaces that they declare. */
export interface Surroundings {
  /** Names with their prefixes, outermost first. */
  readonly open: readonly string[];
  readonly namespaces: Readonly<Record<string, string>>;
  /** Line of the document at which a parser begins. */
  readonly line: number;
}

const MOST_LEVELS = 256;
const MOST_ATTRIBUTES = 256;
/** What the parser says about records without a root, and about documents one after the other: both are taken. */
const SEVERAL_ROOTS = /only one root/;
const SEVERAL_DOCUMENTS = /XML declaration|name\/value pairs|expected (?:one of|the name)/;
const WRONG_CLOSING = /unexpected close tag|unmatched closing tag/;

/** Ends the parser's work in the middle of a piece. */
class Stop extends Error {}

/**
 * One run of the parser, from the document's beginning or from a record after a fault. It stops at the first fault in
 * the structure: what a parser makes of the text behind one is not to be trusted.
 */
export class RecordParser {
  readonly found: XmlRecord[] = [];
  readonly #options: RecordOptions;
  readonly #parser: SaxesParser<{ xmlns: true; position: true; resolvePrefix(prefix: string): string | undefined }>;
  readonly #line: number;
  readonly #namespaces: Record<string, string>;
  /** Names of the elements that are open around the records, those that only an earlier parser saw included. */
  readonly #outside: string[];
  /** What is being parsed, and how much was before it. */
  #piece = '';
  #before = 0;
  /** Open elements of the record, outermost first. */
  readonly #open: XmlElement[] = [];
  #depth = 0;
  #recordDepth = 0;
  #start = 0;
  #attributes = 0;
  /** Depth of the element that is passed over; 0 when none is. */
  #skipping = 0;
  #fault: { fault: RecordFault; reason: string } | null = null;
  /** The element around records that the parser left last. */
  #left: string | null = null;
  /** True when a record was ended by the closing tag of something else: the parser says so after that. */
  #endedWrongly = false;
  #closing = false;
  #stoppedForLength = false;
  #root: XmlElement | null = null;
  #rootIsKnown = false;

  constructor(options: RecordOptions, around: Surroundings) {
    this.#options = options;
    this.#line = around.line;
    this.#outside = [...around.open];
    this.#namespaces = Object.assign(Object.create(null) as Record<string, string>, around.namespaces);
    const resolvePrefix = (prefix: string) => this.#namespaces[prefix];
    this.#parser = new SaxesParser({ xmlns: true, position: true, resolvePrefix });
    this.#parser.on('attribute', () => this.#attribute());
    this.#parser.on('opentag', (tag) => this.#openTag(tag));
    this.#parser.on('closetag', (tag) => this.#closeTag(tag));
    this.#parser.on('text', (text) => this.#text(text));
    this.#parser.on('cdata', (text) => this.#text(text));
    this.#parser.on('doctype', () => this.#gap('doctype', 'a document type declaration is refused'));
    this.#parser.on('error', (error) => this.#malformed(error.message));
  }

  get inRecord(): boolean {
    return this.#open.length > 0;
  }

  /** The element around the records; null where a record is the root. */
  get root(): XmlElement | null {
    return this.#root;
  }

  /** True when it stopped at a record that is too long, the quoted sections of which are sound. */
  get stoppedForLength(): boolean {
    return this.#stoppedForLength;
  }

  get rootIsKnown(): boolean {
    return this.#rootIsKnown;
  }

  /** What a parser that goes on at a later record must know. */
  around(line: number): Surroundings {
    return { open: this.#outside, namespaces: this.#namespaces, line };
  }

  /** False when the parser stopped. */
  write(text: string): boolean {
    return this.#guard(() => {
      this.#before += this.#piece.length;
      this.#piece = text;
      this.#parser.write(text);
      this.#checkLength(this.#before + text.length);
    });
  }

  /** The document ended. */
  close(): void {
    if (this.inRecord) this.#finish({ fault: 'truncated', reason: 'the document ends inside this record' });
    else {
      this.#closing = true;
      const sound = this.#guard(() => this.#parser.close());
      if (sound && this.#outside.length > 0) this.found.push(TRUNCATED);
    }
  }

  /** Another record starts where this one should have ended. */
  leave(): void {
    this.#finish({ fault: 'malformed', reason: `it is not well-formed XML: it does not end before ${this.#place()}` });
  }

  #guard(act: () => void): boolean {
    try {
      act();
      return true;
    } catch (error) {
      if (error instanceof Stop) return false;
      throw error;
    }
  }

  #openTag(tag: SaxesTagNS): void {
    this.#depth++;
    this.#attributes = 0;
    this.#left = null;
    if (this.#depth > MOST_LEVELS) this.#limit(`elements are nested deeper than ${MOST_LEVELS} levels`);
    if (this.#skipping > 0) return;
    const known = this.#options.isKnownNamespace(tag.uri);
    const parent = this.#open.at(-1);
    if (parent === undefined) return this.#outsideTag(tag, known);
    if (!known) {
      this.#skipping = this.#depth;
      return;
    }
    this.#checkLength();
    const child = elementOf(tag);
    parent.children.push(child);
    this.#open.push(child);
  }

  /** A root of a strange namespace is passed through: some senders wrap records in an envelope of their own. */
  #outsideTag(tag: SaxesTagNS, known: boolean): void {
    if (this.#options.recordNames.includes(tag.local)) {
      this.#open.push(elementOf(tag));
      this.#recordDepth = this.#depth;
      this.#start = this.#parser.position;
      if (!known)
        this.#fault = { fault: 'unknown-namespace', reason: 'its namespace is not one of those that are taken' };
      return;
    }
    Object.assign(this.#namespaces, tag.ns);
    this.#outside.push(tag.name);
    if (this.#outside.length > 1) return;
    this.#root ??= elementOf(tag);
    this.#rootIsKnown ||= known;
  }

  #closeTag(tag: SaxesTagNS): void {
    if (this.#skipping === this.#depth) this.#skipping = 0;
    else if (this.#skipping === 0 && !this.inRecord) this.#left = this.#outside.pop() ?? null;
    else if (this.#skipping === 0 && this.#depth > this.#recordDepth) this.#open.pop();
    else if (this.#skipping === 0) this.#closeRecord(tag);
    this.#depth--;
  }

  #closeRecord(tag: SaxesTagNS): void {
    const name = tag.isSelfClosing ? tag.name : (this.#closingName() ?? tag.name);
    this.#endedWrongly = name !== tag.name;
    this.#finish(this.#endedWrongly ? { fault: 'malformed', reason: this.#notWellFormed() } : this.#fault);
  }

  #text(text: string): void {
    const inside = this.#open.at(-1);
    if (inside === undefined || this.#skipping > 0) return;
    if (this.#options.damaged && DAMAGE.test(text)) {
      this.#fault ??= { fault: 'damaged', reason: 'it holds bytes that are not of the declared encoding' };
    }
    this.#checkLength();
    inside.text += text;
  }

  #attribute(): void {
    this.#attributes++;
    if (this.#attributes > MOST_ATTRIBUTES) this.#limit(`an element has more than ${MOST_ATTRIBUTES} attributes`);
  }

  /**
   * Stops at a record that is too long: to parse the rest of it would hold up everything else, for nothing.
   * @param position the parser's own, which is right while it is at work
   */
  #checkLength(position = this.#parser.position): void {
    const { maxRecordLength } = this.#options;
    if (!this.inRecord || position - this.#start <= maxRecordLength) return;
    this.#stoppedForLength = true;
    this.#finish(this.#fault ?? { fault: 'too-large', reason: `it is longer than ${maxRecordLength} characters` });
    throw new Stop();
  }

  #limit(reason: string): never {
    if (this.inRecord) this.#finish({ fault: 'malformed', reason });
    else this.found.push({ kind: 'gap', fault: 'malformed', reason });
    throw new Stop();
  }

  #malformed(message: string): void {
    if (this.#isTaken(message)) return;
    const reason = this.#notWellFormed();
    if (this.inRecord) this.#finish(this.#fault ?? { fault: 'malformed', reason });
    else if (this.#closing) this.found.push(TRUNCATED);
    else if (!this.#endedWrongly) this.found.push({ kind: 'gap', fault: 'malformed', reason });
    if (WRONG_CLOSING.test(message)) this.#reopen();
    throw new Stop();
  }

  /** Looking for what a wrong closing tag belongs to, the parser leaves elements that are still open. */
  #reopen(): void {
    if (this.#left !== null) this.#outside.push(this.#left);
    this.#closeOutside();
  }

  /** Faults by the letter that harm nothing: several roots, and what an earlier parser saw the beginning of. */
  #isTaken(message: string): boolean {
    if (SEVERAL_ROOTS.test(message)) return true;
    if (this.#depth > 0) return false;
    if (SEVERAL_DOCUMENTS.test(message)) return true;
    if (/outside of root/.test(message)) return this.#outside.length > 0;
    return /unmatched closing tag/.test(message) && this.#closeOutside();
  }

  /** The closing tag at this place ends an element around the records; false when no such element is open. */
  #closeOutside(): boolean {
    const at = this.#outside.lastIndexOf(this.#closingName() ?? '');
    if (at === -1) return false;
    this.#outside.length = at;
    return true;
  }

  /** Name of the closing tag that ends at this place; null when it began in an earlier piece. */
  #closingName(): string | null {
    const end = this.#parser.position - this.#before;
    return /<\/([^\s<>/]+)\s*>$/.exec(this.#piece.slice(Math.max(0, end - 500), end))?.[1] ?? null;
  }

  #finish(fault: { fault: RecordFault; reason: string } | null): void {
    const [record] = this.#open;
    if (record !== undefined)
      this.found.push(fault ? { kind: 'faulty', record, ...fault } : { kind: 'record', record });
    this.#open.length = 0;
    this.#fault = null;
  }

  #gap(fault: GapFault, reason: string): never {
    this.found.push({ kind: 'gap', fault, reason });
    throw new Stop();
  }

  #notWellFormed(): string {
    return `it is not well-formed XML, ${this.#place()}`;
  }

  #place(): string {
    return `line ${this.#line + this.#parser.line - 1}, column ${this.#parser.column}`;
  }
}

/** Behind an early end there may have been more. */
export const TRUNCATED: XmlRecord = { kind: 'gap', fault: 'truncated', reason: 'the document ends too early' };

function elementOf(tag: SaxesTagNS): XmlElement {
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const { local, prefix, value } of Object.values<SaxesAttributeNS>(tag.attributes)) {
    if (prefix !== 'xmlns' && local !== 'xmlns') attributes[local] = value;
  }
  return { name: tag.local, namespace: tag.uri, attributes, children: [], text: '' };
}
