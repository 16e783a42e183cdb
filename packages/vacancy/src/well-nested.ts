import type { RichText } from './vacancy.ts';

const TAG = /<(\/?)(p|br|ul|ol|li|b|strong|i|em|u|h2|h3|h4|div|span)\s?(\/?)>/iy;
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

/**
 * Reads HTML that is nothing but text and plain tags without attributes, well nested, in one pass, as the sanitiser would
 * leave it; null for any other, which is then the sanitiser's to judge. Almost all texts of the services are of this kind.
 */
export function readWellNested(text: string): RichText | null {
  if (text.includes(NUL)) return null;
  const reading = new Reading();
  let from = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', from)) {
    if (!reading.text(text.slice(from, at))) return null;
    TAG.lastIndex = at;
    const [tag = '', slash, name = '', isVoid] = TAG.exec(text) ?? [];
    if (tag === '' || !reading.tag(name.toLowerCase(), slash === '/', isVoid === '/')) return null;
    from = at + tag.length;
  }
  return reading.text(text.slice(from)) && reading.isClosed ? { html: reading.html, plain: reading.plain } : null;
}

class Reading {
  html = '';
  plain = '';
  readonly #open: string[] = [];

  get isClosed(): boolean {
    return this.#open.length === 0;
  }

  /** False for a reference to a character that is not certain to be read alike everywhere. */
  text(raw: string): boolean {
    if (raw === '') return true;
    const read = raw.includes('&') ? decoded(raw) : raw;
    if (read === null) return false;
    this.plain += read;
    this.html += escaped(read);
    return true;
  }

  /** False for a tag that does not stand where it may. */
  tag(name: string, ends: boolean, isVoid: boolean): boolean {
    if (name === 'br') return !ends && this.#break();
    if (isVoid) return false;
    if (ends) return this.#end(name);
    const endsParent = IMPLIES_END[name]?.includes(this.#open.at(-1) ?? '') === true;
    if (endsParent || this.#open.length === DEEPEST) return false;
    this.#open.push(name);
    this.html += `<${name}>`;
    this.plain += BEGINS[name] ?? '';
    return true;
  }

  #break(): true {
    this.html += '<br />';
    this.plain += '\n';
    return true;
  }

  #end(name: string): boolean {
    if (this.#open.pop() !== name) return false;
    this.html += `</${name}>`;
    if (ENDS.has(name)) this.plain += '\n';
    return true;
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
