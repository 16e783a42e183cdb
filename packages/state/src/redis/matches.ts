import { stateErrors } from '../errors.ts';
import type { MatchEntry, MatchIndex } from '../port.ts';
import { inChunks } from './chunks.ts';
import type { RedisConnection } from './connection.ts';

/**
 * The match index: one hash of all entries by vacancy key, and per match key the vacancy keys standing there. The latter is
 * a sorted set with equal scores, which gives the same first members to everyone (by byte order) and takes less
 * memory than a plain set as long as it is small. An entry is `[match keys]`, a line feed, `[offer id, signature]`, both as
 * JSON: the scripts read the first part alone. `lookup` reads places and then entries; what another process changes in
 * between comes as it is then.
 */
export function redisMatches(connection: RedisConnection, prefix: string): MatchIndex {
  const entriesKey = `${prefix}vacancies`;
  const placePrefix = `${prefix}match:`;
  const decoded = (vacancyKey: string, value: string): MatchEntry => {
    const end = value.indexOf('\n');
    if (end < 0) throw stateErrors.create('STATE_DAMAGED', { key: entriesKey });
    const keys = JSON.parse(value.slice(0, end)) as string[];
    const [offerId, signature] = JSON.parse(value.slice(end + 1)) as [string, string];
    return { vacancyKey, offerId, signature, keys };
  };

  const entriesOf = async (vacancyKeys: readonly string[]) => {
    const found = new Map<string, MatchEntry>();
    await inChunks(vacancyKeys, async (chunk) => {
      const values = await connection.run((redis) => redis.hmget(entriesKey, ...chunk));
      for (const [index, vacancyKey] of chunk.entries()) {
        const value = values[index] ?? null;
        if (value !== null) found.set(vacancyKey, decoded(vacancyKey, value));
      }
    });
    return found;
  };
  const change = async (values: readonly (string | number)[]) => {
    await connection.run((redis) => redis.applyMatches(1, [entriesKey], values));
  };

  return {
    get: entriesOf,
    async lookup(keys, limitPerKey) {
      const standing = new Set<string>();
      if (limitPerKey < 1) return [];
      await inChunks(keys, async (chunk) => {
        const values = [placePrefix, limitPerKey - 1, ...chunk];
        const vacancyKeys = await connection.run((redis) => redis.standingUnder(0, [], values));
        for (const vacancyKey of vacancyKeys as string[]) standing.add(vacancyKey);
      });
      return [...(await entriesOf([...standing])).values()];
    },
    async apply({ put, remove }) {
      await inChunks(remove, (chunk) => change([placePrefix, chunk.length, ...chunk]));
      await inChunks(put, (chunk) => change([placePrefix, 0, ...chunk.flatMap(encoded)]));
    },
  };
}

/** Lone surrogates are replaced, as UTF-8 would do on the way: escaped ones would stop the JSON reader of the scripts. */
function encoded(entry: MatchEntry): [string, string] {
  const keys = entry.keys.map((key) => key.toWellFormed());
  return [entry.vacancyKey, `${JSON.stringify(keys)}\n${JSON.stringify([entry.offerId, entry.signature])}`];
}
