/** An element of a record, with its name apart from its prefix. */
export interface XmlElement {
  readonly name: string;
  readonly namespace: string;
  /** By local name; an attribute of another namespace (`xml:lang`) stands beside the others. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  /** Text directly inside, CDATA included. */
  text: string;
}

/** Elements at the end of a path of names. */
export function elements(from: XmlElement | null | undefined, ...path: readonly string[]): XmlElement[] {
  let level: XmlElement[] = from ? [from] : [];
  for (const name of path) level = level.flatMap(({ children }) => children.filter((child) => child.name === name));
  return level;
}

/** The first element at the end of a path; null when there is none. */
export function element(from: XmlElement | null | undefined, ...path: readonly string[]): XmlElement | null {
  return from ? firstBelow(from, path, 0) : null;
}

function firstBelow(from: XmlElement, path: readonly string[], depth: number): XmlElement | null {
  if (depth === path.length) return from;
  for (const child of from.children) {
    const found = child.name === path[depth] ? firstBelow(child, path, depth + 1) : null;
    if (found !== null) return found;
  }
  return null;
}

/** The text of the first element at the end of a path, trimmed; null when there is none or it is empty. */
export function textAt(from: XmlElement | null | undefined, ...path: readonly string[]): string | null {
  return element(from, ...path)?.text.trim() || null;
}

/** Texts of all elements at the end of a path, empty ones left out. */
export function textsAt(from: XmlElement | null | undefined, ...path: readonly string[]): string[] {
  return elements(from, ...path).flatMap((found) => found.text.trim() || []);
}

/** An attribute of an element, trimmed; null when it is missing or empty. */
export function attribute(of: XmlElement | null | undefined, name: string): string | null {
  return of?.attributes[name]?.trim() || null;
}

/** `true`, `1`; null when the text is missing or says neither yes nor no. */
export function truthOf(text: string | null): boolean | null {
  if (text === null || !/^(?:true|false|1|0)$/i.test(text)) return null;
  return /^(?:true|1)$/i.test(text);
}

/** A number, also with a comma; null when it is none. */
export function numberOf(text: string | null): number | null {
  const number = Number((text ?? '').replace(',', '.'));
  return text === null || !Number.isFinite(number) ? null : number;
}
