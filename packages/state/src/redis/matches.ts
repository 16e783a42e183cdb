import { stateErrors } from '../errors.ts';
import type { HeldLeases, MatchEntry, MatchIndex } from '../port.ts';
import { inChunks } from './chunks.ts';
import type { RedisConnection } from './connection.ts';
import { leaseKeys } from './leases.ts';

/** Greater than any moment: the score of one that leaves is this less its end, and 0 that of one that stays. */
const LAST_SCORE = Number.MAX_SAFE_INTEGER;
/** Entries past their end that a write takes out beside as many as it puts. */
const SWEPT = 100;
const NONE: HeldLeases = { holder: '', names: [] };

/**
 * The match index: one hash of all entries by vacancy key, and per match key the vacancy keys standing there. The latter is
 * a sorted set, which gives the same first members to everyone (by score, then byte order) and takes less
 * memory than a plain set as long as it is small. An entry is `[match keys]`, a line feed, `[offer id, signature, end]`, both as
 * JSON: the scripts read the first part alone. One more sorted set holds the ends of those that leave by themselves.
 * `lookup` reads places and then entries; what another process changes in between comes as it is then.
 */
export function redisMatches(connection: RedisConnection, prefix: string): MatchIndex {
  const entriesKey = `${prefix}vacancies`;
  const endsKey = `${prefix}vacancies-leaving`;
  const placePrefix = `${prefix}match:`;
  const decoded = (vacancyKey: string, value: string): MatchEntry => {
    const end = value.indexOf('\n');
    if (end < 0) throw stateErrors.create('STATE_DAMAGED', { key: entriesKey });
    const keys = JSON.parse(value.slice(0, end)) as string[];
    const [offerId, signature, expiresAt] = JSON.parse(value.slice(end + 1)) as [string, string, number?];
    const entry = { vacancyKey, offerId, signature, keys };
    return expiresAt === undefined ? entry : { ...entry, expiresAt };
  };

  const entriesOf = async (vacancyKeys: readonly string[]) => {
    const found = new Map<string, MatchEntry>();
    const now = Date.now();
    await inChunks(vacancyKeys, async (chunk) => {
      const values = await connection.run((redis) => redis.hmget(entriesKey, ...chunk));
      for (const [index, vacancyKey] of chunk.entries()) {
        const value = values[index] ?? null;
        const entry = value === null ? null : decoded(vacancyKey, value);
        if (entry !== null && (entry.expiresAt ?? now + 1) > now) found.set(vacancyKey, entry);
      }
    });
    return found;
  };
  const change = async (put: readonly MatchEntry[], remove: readonly string[], under: HeldLeases) => {
    const keys = [entriesKey, endsKey, ...leaseKeys(prefix, under.names)];
    const head = [placePrefix, LAST_SCORE, SWEPT + put.length, under.holder, remove.length];
    const values = [...head, ...remove, ...put.flatMap(encoded)];
    return (await connection.run((redis) => redis.applyMatches(keys.length, keys, values))) === 1;
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
    async apply({ put, remove, under = NONE }) {
      let held = true;
      await inChunks(remove, async (chunk) => void (held &&= await change([], chunk, under)));
      await inChunks(put, async (chunk) => void (held &&= await change(chunk, [], under)));
      return held;
    },
  };
}

/** Lone surrogates are replaced, as UTF-8 would do on the way: escaped ones would stop the JSON reader of the scripts. */
function encoded({ vacancyKey, offerId, signature, keys, expiresAt }: MatchEntry): [string, string, string] {
  const wellFormed = keys.map((key) => key.toWellFormed());
  const ends = expiresAt === undefined ? [] : [expiresAt];
  return [vacancyKey, `${JSON.stringify(wellFormed)}\n${JSON.stringify([offerId, signature, ...ends])}`, ends.join('')];
}
