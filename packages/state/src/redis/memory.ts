import { stateErrors } from '../errors.ts';
import type { Remembered, SourceMemory } from '../port.ts';
import { inChunks } from './chunks.ts';
import type { RedisConnection } from './connection.ts';

const PAGE_SIZE = 1000;

/**
 * The source memory: one hash per source, reference → `version|live|ends at|length of the hash|hash and source's version`
 * (live as 1 or 0, what is not known as nothing), and beside it the count of live entries. `scan` walks with HSCAN: while the hash is growing or shrinking, an entry may come more than once.
 */
export function redisMemory(connection: RedisConnection, prefix: string): SourceMemory {
  const entriesOf = (source: string) => `${prefix}memory:${source}`;
  const countOf = (source: string) => `${prefix}memory-live:${source}`;
  const decoded = (source: string, reference: string, value: string): Remembered => {
    const [, version, live, endsAt, length, rest] = /^(\d+)\|([01])\|(\d*)\|(\d+)\|(.*)$/s.exec(value) ?? [];
    if (rest === undefined) throw stateErrors.create('STATE_DAMAGED', { key: entriesOf(source) });
    const ends = endsAt ? Number(endsAt) : null;
    const hash = rest.slice(0, Number(length));
    const sourceVersion = rest.slice(Number(length)) || null;
    return { reference, hash, version: Number(version), live: live === '1', endsAt: ends, sourceVersion };
  };

  return {
    async get(source, references) {
      const known = new Map<string, Remembered>();
      await inChunks(references, async (chunk) => {
        const values = await connection.run((redis) => redis.hmget(entriesOf(source), ...chunk));
        for (const [index, reference] of chunk.entries()) {
          const value = values[index] ?? null;
          if (value !== null) known.set(reference, decoded(source, reference, value));
        }
      });
      return known;
    },
    async put(source, entries) {
      const keys = [entriesOf(source), countOf(source)];
      await inChunks(entries, async (chunk) => {
        const pairs = chunk.flatMap(({ reference, version, live, endsAt, hash, sourceVersion }) => [
          reference,
          `${version}|${live ? 1 : 0}|${endsAt ?? ''}|${hash.length}|${hash}${sourceVersion ?? ''}`,
        ]);
        await connection.run((redis) => redis.rememberEntries(keys.length, keys, pairs));
      });
    },
    async *scan(source) {
      let cursor = '0';
      do {
        const from = cursor;
        const [next, flat] = await connection.run((redis) => redis.hscan(entriesOf(source), from, 'COUNT', PAGE_SIZE));
        const page = pairsOf(flat).map(([reference, value]) => decoded(source, reference, value));
        if (page.length > 0) yield page;
        cursor = next;
      } while (cursor !== '0');
    },
    async countLive(source) {
      return Number(await connection.run((redis) => redis.get(countOf(source))));
    },
  };
}

/** The pairs of a flat reply: name, value, name, value, and so on. */
function pairsOf(flat: readonly string[]): [string, string][] {
  return Array.from({ length: flat.length / 2 }, (_, pair) => [flat[pair * 2] ?? '', flat[pair * 2 + 1] ?? '']);
}
