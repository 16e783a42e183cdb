const PLAIN = /^[A-Za-z][A-Za-z0-9_./-]*$/;
/** Words that a YAML reader of either version takes for something else than text. */
const WORDS = new Set(['true', 'false', 'null', 'yes', 'no', 'on', 'off', 'y', 'n']);

/** A tree of objects, lists and plain values as YAML: a list of objects in lines, any other list in one. */
export function yamlText(tree: object): string {
  return `${linesOf(tree).join('\n')}\n`;
}

function linesOf(tree: object): string[] {
  return Object.entries(tree).flatMap(([name, value]) => memberLines(name, value));
}

function memberLines(name: string, value: unknown): string[] {
  if (Array.isArray(value) && value.some(hasDepth)) {
    return [`${name}:`, ...value.flatMap((item: object) => itemLines(linesOf(item)))];
  }
  if (!hasDepth(value)) return [`${name}: ${inline(value)}`];
  return [`${name}:`, ...linesOf(value).map((line) => `  ${line}`)];
}

function itemLines([first = '', ...others]: readonly string[]): string[] {
  return [`  - ${first}`, ...others.map((line) => `    ${line}`)];
}

/** True for an object that deserves lines of its own; a reference such as `{ file: … }` does not. */
function hasDepth(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length > 1 || Object.values(value).some((member) => typeof member === 'object');
}

function inline(value: unknown): string {
  if (typeof value === 'string')
    return PLAIN.test(value) && !WORDS.has(value.toLowerCase()) ? value : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${name}: ${inline(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
