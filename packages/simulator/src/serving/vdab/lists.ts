import { z } from 'zod';
import type { Appearance } from '../../population/records.ts';
import { dayOf, type World } from '../../population/world.ts';
import type { CodeStyle } from './vacancy.ts';

/** Most rows of a page of references. */
const MOST_ROWS = 2000;

const MOST_DAYS = 5;
const DAY_MS = 86_400_000;
/** Every so many rows of a window, one names nothing. */
const ROWS_PER_BLANK = 500;

/** Null stands for a row that names no vacancy; a text for the reference of one that does not exist any more. */
export type Rows = readonly (Appearance | string | null)[];

/** The lists of references that the API pages through, kept until the world changes. */
export class ReferenceLists {
  readonly #world: World;
  readonly #kept = new Map<string, Rows>();
  #revision = -1;

  constructor(world: World) {
    this.#world = world;
  }

  /** Everything that is published, or was so already at an earlier date. */
  initial(until: number | null): Rows {
    const day = until === null ? null : dayOf(until);
    return this.#keep(`initial ${day}`, () =>
      this.#world.of.vdab.filter(({ live, created }) => live && (day === null || dayOf(created) <= day)),
    );
  }

  /** Everything that changed within the window, the end not included, and so many live ones that did not. */
  bulk(from: number, until: number, touched: number): Rows {
    return this.#keep(`bulk ${from} ${until} ${touched}`, () => {
      let left = touched;
      const changed = this.#world.of.vdab.filter(
        (appearance) =>
          (appearance.changed >= from && appearance.changed < until) || (appearance.live && left > 0 && left-- > 0),
      );
      return changed.flatMap((appearance, index) =>
        index % ROWS_PER_BLANK === ROWS_PER_BLANK - 1 ? [appearance, null] : [appearance],
      );
    });
  }

  /** References that are in no list: those of withdrawn vacancies first, then such as never were. */
  vanished(count: number): string[] {
    const gone = this.#world.of.vdab.filter(({ live }) => !live).slice(0, count);
    const references = gone.map((appearance) => this.#world.reference(appearance));
    while (references.length < count)
      references.push(`00000000-0000-4000-8000-${String(references.length).padStart(12, '0')}`);
    return references;
  }

  #keep(key: string, make: () => Rows): Rows {
    if (this.#revision !== this.#world.revision) this.#kept.clear();
    this.#revision = this.#world.revision;
    const rows = this.#kept.get(key) ?? make();
    this.#kept.set(key, rows);
    return rows;
  }
}

/** A page of references with their status. `announced` may be more than there is. */
export function pageOfRows(world: World, rows: Rows, page: { announced: number; style: CodeStyle }): string {
  const total = page.style === 'v2' ? 'aantal' : 'totaalAantalResultaten';
  const list = rows.map((appearance) => rowOf(world, appearance, page.style));
  return `{"${total}":${page.announced},"resultaten":[${list.join(',')}]}`;
}

function rowOf(world: World, row: Rows[number], style: CodeStyle): string {
  const reference = row === null ? 'NOT_FOUND' : typeof row === 'string' ? row : world.reference(row);
  return `{"vacatureReferentie":{"interneReferentie":"${reference}"},"status":"${statusOf(row, style)}"}`;
}

function statusOf(row: Rows[number], style: CodeStyle): string {
  if (typeof row === 'string' || row?.live) return 'GEPUBLICEERD';
  return style === 'v2' && row !== null && row.index % 2 === 0 ? 'AFGESLOTEN' : 'NIET_GEPUBLICEERD';
}

const offset = z.coerce.number().int().min(0).default(0);

export const initialQuery = z.object({
  datum: z.iso.date().optional(),
  vanaf: offset,
  aantal: z.coerce.number().int().min(1).max(MOST_ROWS).default(MOST_ROWS),
});

export const bulkQuery = initialQuery
  .omit({ datum: true })
  .extend({ van: z.iso.datetime(), tot: z.iso.datetime() })
  .refine(({ van, tot }) => Date.parse(tot) >= Date.parse(van), 'tot ligt voor van')
  .refine(
    ({ van, tot }) => Date.parse(tot) - Date.parse(van) <= MOST_DAYS * DAY_MS,
    `venster van meer dan ${MOST_DAYS} dagen`,
  );

export const searchQuery = z.object({
  vanaf: offset,
  aantal: z.coerce.number().int().min(1).max(200).default(20),
  sinds: z.coerce.number().int().min(0).optional(),
  sorteerveld: z.enum(['PUBLICATIE_DATUM', 'WIJZIGINGS_DATUM']).default('PUBLICATIE_DATUM'),
  filterDubbels: z.enum(['true', 'false']).default('false'),
  velden: z.union([z.array(z.string()).max(5), z.string().transform((field) => [field])]).default([]),
});
