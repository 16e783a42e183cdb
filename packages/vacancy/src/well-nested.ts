const TAG = /^<(\/?)(p|br|ul|ol|li|b|strong|i|em|u|h2|h3|h4|div|span)\s?(\/?)>$/i;
const ENTITY = /&(?:#(\d{2,4})|([a-z]{2,6}));/iy;
/** A bare `&` is left to the parser, which knows which names need no semicolon. */
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0', euro: '€', bull: '•', hellip: '…', middot: '·' },
  ...{ rsquo: '’', lsquo: '‘', ldquo: '“', rdquo: '”', ndash: '–', mdash: '—', laquo: '«', raquo: '»', deg: '°' },
  ...{ eacute: 'é', egrave: 'è', ecirc: 'ê', euml: 'ë', agrave: 'à', acirc: 'â', ccedil: 'ç', ocirc: 'ô', icirc: 'î' },
  ...{ iuml: 'ï', ucirc: 'û', ugrave: 'ù', uuml: 'ü', ouml: 'ö', auml: 'ä', Eacute: 'É', szlig: 'ß' },
};
const [FIRST_PRINTED, LAST_ASCII, FIRST_LATIN] = [0x20, 0x7e, 0xa0];
const NUL = '\u0000';
/** `</strong >` */
const LONGEST_TAG = 10;

/** Tags that the parser closes by itself when the named one begins inside of them. */
const IMPLIES_END: Readonly<Record<string, readonly string[]>> = {
  ...{ p: ['p'], ul: ['p'], ol: ['p'], div: ['p'], li: ['li'] },
  ...{ h2: ['p', 'h2', 'h3', 'h4'], h3: ['p', 'h2', 'h3', 'h4'], h4: ['p', 'h2', 'h3', 'h4'] },
};

/** What a tag becomes in plain text: before the lines and blanks of it are tidied. */
const BEGINS: Readonly<Record<string, string>> = { li: '\n- ' };
const ENDS: ReadonlySet<string> = new Set(['p', 'div', 'li', 'h2', 'h3', 'h4', 'ul', 'ol']);
/** Beyond it the parser's own limits would have to be repeated here. */
const DEEPEST = 100;

/** Safe HTML, and its text before the lines and blanks of it are tidied. */
export interface Html {
  readonly html: string;
  readonly plain: string;
}

/**
 * Reads HTML that is nothing but text and plain tags without attributes, well nested, in one pass, as the sanitiser would
 * leave it; null for any other, which is then the sanitiser's to judge. Almost all texts of the services are of this kind.
 */
export function readWellNested(text: string): Html | null {
  if (text.includes(NUL)) return null;
  const reading = new Reading(text);
  let from = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', from)) {
    const end = text.indexOf('>', at) + 1;
    if (end === 0 || end - at > LONGEST_TAG || !reading.text(from, at) || !reading.tag(at, end)) return null;
    from = end;
  }
  return reading.text(from, text.length) && reading.isClosed ? { html: reading.html, plain: reading.plain } : null;
}

interface Tag {
  readonly name: string;
  readonly ends: boolean;
  /** As the sanitiser writes it. */
  readonly html: string;
  readonly plain: string;
}

/** The tags that were met so far, as they were written. There are few ways to write one. */
const tags = new Map<string, Tag>();

function tagOf(written: string): Tag | null {
  const known = tags.get(written);
  if (known !== undefined) return known;
  const tag = readTag(written);
  if (tag !== null) tags.set(written, tag);
  return tag;
}

function readTag(written: string): Tag | null {
  const [, slash, anyCase, closing] = TAG.exec(written) ?? [];
  if (anyCase === undefined) return null;
  const name = anyCase.toLowerCase();
  const ends = slash === '/';
  if (name === 'br') return ends ? null : { name, ends, html: '<br />', plain: '\n' };
  if (closing === '/') return null;
  const plain = ends ? (ENDS.has(name) ? '\n' : '') : (BEGINS[name] ?? '');
  return { name, ends, html: `<${slash}${name}>`, plain };
}

/** The HTML that comes out is what came in, save for what is written in another way: only that is put together anew. */
class Reading {
  plain = '';
  readonly #text: string;
  readonly #open: string[] = [];
  #html = '';
  #copied = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get html(): string {
    return this.#copied === 0 ? this.#text : this.#html + this.#text.slice(this.#copied);
  }

  get isClosed(): boolean {
    return this.#open.length === 0;
  }

  /** False for a reference to a character that is not certain to be read alike everywhere. */
  text(from: number, to: number): boolean {
    if (from === to) return true;
    const raw = this.#text.slice(from, to);
    const read = raw.includes('&') ? decoded(raw) : raw;
    if (read === null) return false;
    this.plain += read;
    const html = escaped(read);
    if (html !== raw) this.#write(from, to, html);
    return true;
  }

  /** False for a tag that is not plain, or that does not stand where it may. */
  tag(from: number, to: number): boolean {
    const written = this.#text.slice(from, to);
    const tag = tagOf(written);
    if (tag === null || !this.#nests(tag)) return false;
    this.plain += tag.plain;
    if (tag.html !== written) this.#write(from, to, tag.html);
    return true;
  }

  #nests({ name, ends }: Tag): boolean {
    if (name === 'br') return true;
    if (ends) return this.#open.pop() === name;
    const endsParent = IMPLIES_END[name]?.includes(this.#open.at(-1) ?? '') === true;
    if (endsParent || this.#open.length === DEEPEST) return false;
    this.#open.push(name);
    return true;
  }

  #write(from: number, to: number, html: string): void {
    this.#html += this.#text.slice(this.#copied, from) + html;
    this.#copied = to;
  }
}

function decoded(text: string): string | null {
  let read = '';
  let from = 0;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', from)) {
    ENTITY.lastIndex = at;
    const [entity = '', digits, name = ''] = ENTITY.exec(text) ?? [];
    const character = digits === undefined ? ENTITIES[name] : characterOf(Number(digits));
    if (character === undefined) return null;
    read += text.slice(from, at) + character;
    from = at + entity.length;
  }
  return read + text.slice(from);
}

function characterOf(code: number): string | undefined {
  const isPlain = (code >= FIRST_PRINTED && code <= LAST_ASCII) || code >= FIRST_LATIN;
  return isPlain ? String.fromCharCode(code) : undefined;
}

function escaped(text: string): string {
  if (!/[&<>]/.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
