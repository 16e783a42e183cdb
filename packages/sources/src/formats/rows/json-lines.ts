import { DAMAGE } from '../encoding.ts';
import { type Line, linesOf } from './lines.ts';
import { PathWatch } from './path-watch.ts';
import { type NeededColumns, NOTHING_SAID, type Row, type RowFinding, type Rows } from './row.ts';

export interface JsonLinesOptions {
  readonly longest: number;
  readonly damaged: boolean;
}

/** Levels that the look for unknown members goes down, and members of one record that it sees. */
const MOST_LEVELS = 20;
const MOST_PATHS = 2_000;
/** Names that could be content are not repeated. */
const PLAIN_NAME = /^[\p{L}\p{N}_\- ]{1,60}$/u;

/** The records of a file of JSON lines (one object a line, RFC 8259); their fields are read by dotted paths, through lists. */
export function* jsonLinesRows(pieces: Iterable<string>, options: JsonLinesOptions, needs: NeededColumns): Rows {
  const watch = new PathWatch(needs);
  for (const line of linesOf(pieces, options.longest)) {
    if (line === null) yield null;
    else if (line.text.trim() !== '') {
      const finding = findingOf(line, options, watch);
      yield finding;
      const stop = watch.stop;
      if (stop !== null) {
        yield stop;
        return NOTHING_SAID;
      }
    }
  }
  return NOTHING_SAID;
}

function findingOf(line: Line, options: JsonLinesOptions, watch: PathWatch): RowFinding {
  if (!line.whole) return fault('RECORD_TOO_LARGE', `it is longer than ${options.longest} characters`);
  const value = objectIn(line.text.replace(/^\uFEFF/, ''));
  if (value === null) return fault('RECORD_MALFORMED', `line ${line.number} is no JSON object`);
  watch.see(pathsOf(value));
  const row = rowOf(value);
  if (options.damaged && DAMAGE.test(line.text)) {
    return {
      kind: 'fault',
      row,
      code: 'RECORD_DAMAGED',
      reason: 'it holds bytes that are not of the declared encoding',
    };
  }
  return { kind: 'row', row };
}

function objectIn(text: string): object | null {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function rowOf(record: object): Row {
  return {
    values: (name) =>
      at(record, name.split('.'), 0).flatMap((value) => {
        if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return [];
        return String(value).trim() || [];
      }),
  };
}

/** Values at the end of a path; a list stands for each of its elements. */
function at(value: unknown, path: readonly string[], depth: number): unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => at(element, path, depth));
  const name = path[depth];
  if (name === undefined) return [value];
  if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return [];
  return at((value as Record<string, unknown>)[name], path, depth + 1);
}

/** The paths of a record, so far down as any mapping would go. */
function pathsOf(record: object): Map<string, boolean> {
  const paths = new Map<string, boolean>();
  const walk = (value: unknown, path: string, depth: number): void => {
    if (depth > MOST_LEVELS || paths.size > MOST_PATHS) return;
    if (Array.isArray(value)) for (const element of value) walk(element, path, depth + 1);
    else if (typeof value === 'object' && value !== null) {
      if (path !== '') paths.set(path, false);
      for (const [name, member] of Object.entries(value)) {
        const shown = PLAIN_NAME.test(name) ? name : '?';
        walk(member, path === '' ? shown : `${path}.${shown}`, depth + 1);
      }
    } else paths.set(path, true);
  };
  walk(record, '', 0);
  return paths;
}

function fault(code: 'RECORD_TOO_LARGE' | 'RECORD_MALFORMED', reason: string): RowFinding {
  return { kind: 'fault', row: null, code, reason };
}
