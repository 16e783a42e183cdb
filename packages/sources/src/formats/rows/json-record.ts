import { DAMAGE } from '../encoding.ts';
import { PathWatch } from './path-watch.ts';
import type { NeededColumns, Row, RowFinding } from './row.ts';

/** Levels of lists and objects within a record that are read. */
export const MOST_LEVELS = 32;
/** Members of one record that the look for unknown ones sees. */
const MOST_PATHS = 2_000;
/** Names that could be content are not repeated. */
const PLAIN_NAME = /^[\p{L}\p{N}_\- ]{1,60}$/u;
const INDEX = /^\d{1,6}$/;

/** Records that are JSON objects, and what is missing or unknown in all of them together. */
export class JsonRecords {
  readonly #damaged: boolean;
  readonly #watch: PathWatch;
  /** Paths that lead to others which are read. */
  readonly #branches: ReadonlySet<string>;

  /** @param damaged the document holds bytes that are not of its encoding */
  constructor(needs: NeededColumns, damaged: boolean) {
    const read = [...needs.read].map(withoutIndexes);
    this.#damaged = damaged;
    this.#watch = new PathWatch({ ...needs, read: new Set(read), matters: needs.matters.map(withoutIndexes) });
    this.#branches = new Set(read.flatMap(branchesOf));
  }

  /** The finding that stops the file; null while it is understood. */
  get stop(): RowFinding | null {
    return this.#watch.stop;
  }

  /** @param place where the text stands in the file, for the reason of a fault */
  findingOf(text: string, place: string): RowFinding {
    const value = parsed(text.replace(/^\uFEFF/, ''));
    if (value === null || Array.isArray(value)) {
      return { kind: 'fault', row: null, code: 'RECORD_MALFORMED', reason: `${place} is no JSON object` };
    }
    this.#watch.see(pathsOf(value, this.#branches));
    const row = rowOf(value);
    if (!this.#damaged || !DAMAGE.test(text)) return { kind: 'row', row };
    const reason = 'it holds bytes that are not of the declared encoding';
    return { kind: 'fault', row, code: 'RECORD_DAMAGED', reason };
  }
}

export function tooLarge(longest: number): RowFinding {
  return { kind: 'fault', row: null, code: 'RECORD_TOO_LARGE', reason: `it is longer than ${longest} characters` };
}

/** A name that can be repeated in a message. */
export function plainName(name: string): string {
  return PLAIN_NAME.test(name) ? name : '?';
}

function parsed(text: string): object | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** The object or list that a text holds as JSON: some senders pack a part of a record once more. */
function packedIn(text: string): object | null {
  return /^\s*[[{]/.test(text) ? parsed(text) : null;
}

function rowOf(record: object): Row {
  return {
    values: (name) =>
      at(record, name.split('.')).flatMap((value) => {
        if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
        return String(value).trim() || [];
      }),
    parts: (name) =>
      at(record, name.split('.')).flatMap((value) =>
        typeof value === 'object' && value !== null ? [rowOf(value)] : [],
      ),
  };
}

/** Values at the end of a path. A list stands for each of its elements, or for one of them where the path has its number. */
function at(value: unknown, path: readonly string[], level = 0): unknown[] {
  if (level > MOST_LEVELS) return [];
  const [name, ...rest] = path;
  if (Array.isArray(value)) {
    if (name !== undefined && INDEX.test(name)) return at(value[Number(name)], rest, level + 1);
    return value.flatMap((element) => at(element, path, level + 1));
  }
  if (name === undefined) return [value];
  if (typeof value === 'string') {
    const packed = packedIn(value);
    return packed === null ? [] : at(packed, path, level + 1);
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return at((value as Record<string, unknown>)[name], rest, level + 1);
}

/** The paths of a record, true for those at whose end stands a value; into packed parts where something in them is read. */
function pathsOf(record: object, branches: ReadonlySet<string>): Map<string, boolean> {
  const paths = new Map<string, boolean>();
  const walk = (given: unknown, path: string, level: number): void => {
    if (level > MOST_LEVELS || paths.size > MOST_PATHS) return;
    const value = typeof given === 'string' && branches.has(path) ? (packedIn(given) ?? given) : given;
    if (path !== '') paths.set(path, paths.get(path) === true || isFilled(value));
    for (const [name, member] of membersOf(value)) walk(member, [path, name].filter(Boolean).join('.'), level + 1);
  };
  walk(record, '', 0);
  return paths;
}

/** Members by their names; elements of a list have none. */
function membersOf(value: unknown): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.map((element) => ['', element]);
  return Object.entries(value).map(([name, member]) => [plainName(name), member]);
}

/** Nothing is lost with a member that is null or empty. */
function isFilled(value: unknown): boolean {
  return typeof value !== 'object' && value !== '';
}

function withoutIndexes(path: string): string {
  return path
    .split('.')
    .filter((name) => !INDEX.test(name))
    .join('.');
}

function branchesOf(path: string): string[] {
  const names = path.split('.');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}
