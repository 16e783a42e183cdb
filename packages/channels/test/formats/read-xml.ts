/** An element of a parsed document. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlNode[];
  text: string;
}

const TAG = /<(\/?)([A-Za-z_][\w:.-]*)((?: [\w:.-]+="[^<"]*")*)(\/?)>/y;
const TEXT = /[^<]+/y;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };
// oxlint-disable-next-line no-control-regex -- these must not stand in a document
const ILLEGAL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/**
 * Reads the XML that the formats write, and nothing else: no comments, no CDATA, no document type. Throws for anything that is
 * not well-formed.
 */
export function readXml(document: string): XmlNode {
  if (ILLEGAL.test(document) || !document.isWellFormed()) throw new Error('illegal character');
  const prolog = '<?xml version="1.0" encoding="UTF-8"?>\n';
  if (!document.startsWith(prolog)) throw new Error('no declaration');
  const root: XmlNode = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  for (let at = prolog.length; at < document.length; ) {
    const parent = open.at(-1) ?? root;
    const pattern = document[at] === '<' ? TAG : TEXT;
    pattern.lastIndex = at;
    const match = pattern.exec(document);
    if (match === null) throw new Error(`not well-formed at ${at}: ${document.slice(at, at + 40)}`);
    at = pattern.lastIndex;
    if (pattern === TEXT) parent.text += decoded(match[0]);
    else takeTag(match, open, parent);
  }
  const [element] = root.children;
  if (open.length !== 1 || root.children.length !== 1 || element === undefined) throw new Error('not one root');
  return element;
}

function takeTag(
  [, closing, name = '', attributes = '', empty]: RegExpExecArray,
  open: XmlNode[],
  parent: XmlNode,
): void {
  if (closing === '/') {
    if (parent.name !== name) throw new Error(`${name} closes ${parent.name}`);
    open.pop();
    return;
  }
  const pairs = [...attributes.matchAll(/ ([\w:.-]+)="([^"]*)"/g)];
  const node: XmlNode = {
    name,
    attributes: Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, decoded(value)])),
    children: [],
    text: '',
  };
  if (Object.keys(node.attributes).length !== pairs.length) throw new Error('an attribute stands twice');
  parent.children.push(node);
  if (empty !== '/') open.push(node);
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|(\w+));|&/g, (whole, digits?: string, name?: string) => {
    const character = digits === undefined ? ENTITIES[name ?? ''] : String.fromCodePoint(Number(digits));
    if (character === undefined) throw new Error(`unknown reference ${whole}`);
    return character;
  });
}

/** Every element of that name below a node, in document order. */
export function allNamed(node: XmlNode, name: string): XmlNode[] {
  return node.children.flatMap((child) => [...(child.name === name ? [child] : []), ...allNamed(child, name)]);
}

/** The text of the first element of that name; null when there is none. */
export function textNamed(node: XmlNode, name: string): string | null {
  return allNamed(node, name)[0]?.text ?? null;
}
