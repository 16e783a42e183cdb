import type { Format, FormatItem } from '../port.ts';

/** Relais' own JSON: `wireItemSchema`, alone or a line each (JSON Lines, `\n` after every line). */
export const relaisJson: Format = {
  name: 'relais-json',
  mediaType: 'application/json',
  extension: 'jsonl',
  one: (item) => relaisPieces(item).join(''),
  *many(items) {
    for (const item of items) {
      yield* relaisPieces(item);
      yield '\n';
    }
  },
};

/** The item as JSON text, members in the order of `wireItemSchema`. The view goes out as it was written when it was judged. */
export function relaisPieces({ key, offerId, revision, content }: FormatItem): string[] {
  const head = JSON.stringify({ key, offerId, revision, action: content === null ? 'remove' : 'upsert' });
  return [`${head.slice(0, -1)},"offer":`, content ?? 'null', '}'];
}
