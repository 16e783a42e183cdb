import type { Format, FormatItem } from '../port.ts';

/** Relais' own JSON: `wireItemSchema`, alone or a line each (JSON Lines, `\n` after every line). */
export const relaisJson: Format = {
  name: 'relais-json',
  mediaType: 'application/json',
  extension: 'jsonl',
  one: (item) => JSON.stringify(wireForm(item)),
  *many(items) {
    for (const item of items) yield `${JSON.stringify(wireForm(item))}\n`;
  },
};

/** The item as JSON, members in the order of `wireItemSchema`. */
export function wireForm({ key, offerId, revision, offer }: FormatItem): Record<string, unknown> {
  return { key, offerId, revision, action: offer === null ? 'remove' : 'upsert', offer };
}
