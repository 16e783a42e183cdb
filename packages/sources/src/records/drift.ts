import { maskPersonalData } from '@relais/vacancy';
import { z } from 'zod';
import { sourceErrors } from '../errors.ts';
import type { Drift } from '../port.ts';

/** Names of the members that records of a source are known to have. */
export interface FieldTree {
  readonly path: string;
  readonly members: Map<string, FieldTree>;
}

/**
 * The members that a schema reads, through lists, unions and optional parts, and those of `unused`: documented members
 * that nothing is made of, by their paths (`profiel.vereisten.score`, without marks for lists).
 */
export function knownFields(schema: z.ZodType | null, unused: readonly string[] = []): FieldTree {
  const root: FieldTree = { path: '', members: new Map() };
  if (schema !== null) grow(root, schema);
  for (const path of unused) path.split('.').reduce(branch, root);
  return root;
}

interface DriftOptions {
  /** Name of the source, for the error. */
  readonly source: string;
  readonly known: FieldTree;
  /** Paths that records must have for the source to be understood; `a.b|c` is satisfied by either. */
  readonly matters: readonly string[];
  /**
   * Paths that matter as much and that a record may well lack: they count as gone only where an unknown field stands
   * beside their place, or over very many records. @default none
   */
  readonly usual?: readonly string[];
  /** Paths that are counted one by one; what comes beyond them is counted under `*`. @default 100 */
  readonly mostPaths?: number;
}

/** Share of all records that may lack a field that matters, once there are enough to judge. */
const MOST_LACKING = 0.5;
const ENOUGH_RECORDS = 20;
/** A page of at least so many records, all of which lack the field, needs no further proof. */
const ENOUGH_OF_A_PAGE = 5;
/** So many records lack a usual field by no accident. */
const VERY_MANY_RECORDS = 500;
const LONGEST_PATH = 200;
/** Names that could be content, such as addresses used as keys, are not repeated. */
const PLAIN_NAME = /^[\p{L}\p{N}_.:\- ]{1,60}$/u;

interface Watched {
  readonly field: string;
  /** Alternatives. */
  readonly paths: readonly (readonly string[])[];
  readonly isUsual: boolean;
}

/** What differs in the records of one run from what is known of their source. One per run; not for use across runs. */
export class DriftWatch {
  readonly #options: DriftOptions;
  readonly #matters: readonly Watched[];
  readonly #counts = new Map<string, { path: string; count: number; kind: Drift['kind'] }>();
  readonly #lacking = new Map<string, number>();
  #records = 0;

  constructor(options: DriftOptions) {
    this.#options = options;
    const { matters, usual = [] } = options;
    this.#matters = [...matters, ...usual].map((field) => ({
      field,
      paths: field.split('|').map((path) => path.split('.')),
      isUsual: usual.includes(field),
    }));
  }

  /**
   * Looks at the raw records of a page, before any of them is handed out.
   * @throws SOURCE_SCHEMA_CHANGED when all of a page or most of the records so far lack a field that matters
   */
  see(records: readonly unknown[]): void {
    for (const record of records) this.#unknownOf(record, this.#options.known);
    this.#records += records.length;
    for (const watched of this.#matters) this.#require(watched, records);
  }

  /** Counts codes that no list has, as `field=code`. */
  codes(unlisted: readonly string[]): void {
    for (const path of unlisted) this.#count('unknown-code', path);
  }

  /** Counts an unknown field, for formats whose records are no plain objects. */
  field(path: string): void {
    this.#count('unknown-field', path);
  }

  /** What was counted so far, the most frequent first. */
  get drift(): readonly Drift[] {
    return [...this.#counts.values()].map((entry) => ({ ...entry })).toSorted((one, other) => other.count - one.count);
  }

  #unknownOf(value: unknown, known: FieldTree): void {
    if (value === null || typeof value !== 'object' || known.members.size === 0) return;
    if (Array.isArray(value)) {
      for (const element of value) if (!Array.isArray(element)) this.#unknownOf(element, known);
      return;
    }
    for (const name in value) {
      const member = known.members.get(name);
      if (member === undefined) this.field(joined(known.path, PLAIN_NAME.test(name) ? name : '?'));
      else this.#unknownOf((value as Record<string, unknown>)[name], member);
    }
  }

  #require(watched: Watched, records: readonly unknown[]): void {
    const { field, paths } = watched;
    const lackingHere = records.filter((record) => !paths.some((path) => has(record, path, 0))).length;
    const lacking = (this.#lacking.get(field) ?? 0) + lackingHere;
    this.#lacking.set(field, lacking);
    const whole = records.length >= ENOUGH_OF_A_PAGE && lackingHere === records.length;
    const most = this.#records >= ENOUGH_RECORDS && lacking > this.#records * MOST_LACKING;
    if (!whole && !most) return;
    if (watched.isUsual && !(most && this.#records >= VERY_MANY_RECORDS) && !this.#renamed(watched)) return;
    const { source } = this.#options;
    const [of, without] = whole ? [records.length, lackingHere] : [this.#records, lacking];
    throw sourceErrors.create('SOURCE_SCHEMA_CHANGED', { source, field, lacking: without, records: of });
  }

  /** True when an unknown field stands in many records where the field, or what it is part of, would. */
  #renamed({ paths }: Watched): boolean {
    const parents = new Set(paths.flatMap((path) => path.map((_, depth) => path.slice(0, depth).join('.'))));
    return [...this.#counts.values()].some(
      ({ kind, path, count }) =>
        kind === 'unknown-field' && count >= ENOUGH_OF_A_PAGE && parents.has(path.split('.').slice(0, -1).join('.')),
    );
  }

  #count(kind: Drift['kind'], written: string): void {
    const path = maskPersonalData(written).slice(0, LONGEST_PATH);
    const isNew = !this.#counts.has(`${kind} ${path}`) && this.#counts.size >= (this.#options.mostPaths ?? 100);
    const kept = isNew ? '*' : path;
    const entry = this.#counts.get(`${kind} ${kept}`) ?? { path: kept, count: 0, kind };
    entry.count += 1;
    this.#counts.set(`${kind} ${kept}`, entry);
  }
}

/** True when the path leads to something, in any element where it meets a list. A list in a list leads nowhere, however deep it is. */
function has(value: unknown, path: readonly string[], depth: number): boolean {
  if (Array.isArray(value)) return value.some((element) => !Array.isArray(element) && has(element, path, depth));
  const name = path[depth];
  if (name === undefined) return value !== null && value !== undefined && value !== '';
  if (value === null || typeof value !== 'object') return false;
  return has((value as Record<string, unknown>)[name], path, depth + 1);
}

function grow(node: FieldTree, schema: unknown): void {
  if (schema instanceof z.ZodObject) {
    for (const [name, member] of Object.entries(schema.shape)) grow(branch(node, name), member);
  } else if (schema instanceof z.ZodArray) grow(node, schema.element);
  else if (schema instanceof z.ZodUnion) for (const option of schema.options) grow(node, option);
  else if (schema instanceof z.ZodPipe) for (const end of [schema.in, schema.out]) grow(node, end);
  else if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) grow(node, schema.unwrap());
}

function branch(node: FieldTree, name: string): FieldTree {
  const found = node.members.get(name) ?? { path: joined(node.path, name), members: new Map<string, FieldTree>() };
  node.members.set(name, found);
  return found;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
