import type { Clock } from '@relais/runtime';
import type { SourcePage } from '@relais/sources';

/** Records that are handled between two writes: fewer would cost the disk as much, more would hold up the process. */
export const SLICE = 500;
/** What a slow source has shown waits no longer for its next page. */
const LONGEST_WAIT_MS = 2_000;

/**
 * Pages cut and joined into portions of at least `SLICE` records and less than twice as many, save for the last one and
 * those of a slow source. What came before a failure of the source is handed out before it.
 */
export async function* inPortions(
  pages: AsyncIterable<SourcePage>,
  clock: Clock,
): AsyncGenerator<readonly SourcePage[], void, undefined> {
  let portion: SourcePage[] = [];
  let records = 0;
  let begun = clock.now();
  try {
    for await (const piece of inPieces(pages)) {
      portion.push(piece);
      records += piece.items.length;
      if (records < SLICE && clock.now() - begun < LONGEST_WAIT_MS) continue;
      yield portion;
      portion = [];
      records = 0;
      begun = clock.now();
    }
  } catch (error) {
    if (portion.length > 0) yield portion;
    throw error;
  }
  if (portion.length > 0) yield portion;
}

/** Pages of more than a portion in several. */
async function* inPieces(pages: AsyncIterable<SourcePage>): AsyncGenerator<SourcePage, void, undefined> {
  for await (const page of pages) {
    if (page.items.length <= SLICE) yield page;
    else
      for (let from = 0; from < page.items.length; from += SLICE)
        yield { ...page, items: page.items.slice(from, from + SLICE) };
  }
}

/** The references that pages name, in their order. */
export function referencesOf(pages: readonly SourcePage[]): string[] {
  return pages.flatMap(({ items }) => items.flatMap(({ reference }) => (reference === null ? [] : [reference])));
}
