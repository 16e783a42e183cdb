/** How much goes into one call: enough to make round trips rare, little enough that Redis serves others in between. */
const CHUNK_SIZE = 1000;

/** Walks a list in parts, one after the other. */
export async function inChunks<Item>(
  items: readonly Item[],
  work: (chunk: readonly Item[]) => Promise<void>,
): Promise<void> {
  for (let start = 0; start < items.length; start += CHUNK_SIZE) await work(items.slice(start, start + CHUNK_SIZE));
}
