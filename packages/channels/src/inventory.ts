import { z } from 'zod';
import type { InventoryRecord } from './port.ts';
import { namedRevisionSchema } from './record-result.ts';

/** Longest line; a longer one is no line of an inventory. */
const LONGEST_LINE = 2_000;

/**
 * A line of an inventory: JSON Lines, one object for every offer that the partner holds, in any order, and a last line
 * `{"end":true,"count":<number of the others>}`. Without that line, or with another count, the inventory is cut off and not used:
 * half an inventory would look like missing offers. Unknown members are ignored.
 */
export const inventoryLineSchema = z
  .union([
    z.object({
      offerId: z.string().min(1).max(200),
      /** The revision it took last, where it keeps it. */
      revision: namedRevisionSchema.nullish(),
      /** Hash of the view it holds, where it can tell. */
      hash: z.string().max(200).nullish(),
    }),
    z.object({ end: z.literal(true), count: z.number().int().nonnegative() }),
  ])
  .meta({
    id: 'InventoryLine',
    description: 'What a partner says it holds of one offer, or the end of its inventory.',
  });

/** Reads an inventory. Throws a plain error that says what is wrong with it, without its content. */
export async function* readInventory(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<InventoryRecord> {
  let count = 0;
  let ended = false;
  for await (const line of linesOf(chunks)) {
    if (ended) throw new Error('there is something behind its last line');
    const parsed = inventoryLineSchema.safeParse(parsedJson(line)).data;
    if (parsed === undefined) throw new Error(`line ${count + 1} says nothing that can be understood`);
    if ('end' in parsed) {
      if (parsed.count !== count) throw new Error(`it announces ${parsed.count} offers and names ${count}`);
      ended = true;
      continue;
    }
    count++;
    yield { offerId: parsed.offerId, revision: parsed.revision ?? null, hash: parsed.hash ?? null };
  }
  if (!ended) throw new Error('its last line is missing');
}

async function* linesOf(chunks: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw new Error('a line is too long');
    yield* lines.filter((line) => line.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}

function parsedJson(line: string): unknown {
  try {
    return line.length > LONGEST_LINE ? null : JSON.parse(line);
  } catch {
    return null;
  }
}
