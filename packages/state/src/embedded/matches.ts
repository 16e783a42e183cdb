import type { MatchEntry, MatchIndex } from '../port.ts';
import type { EmbeddedAccess } from './access.ts';

type EntryRow = { vacancyKey: string; offerId: string; signature: string; keys: string };

const COLUMNS = 'vacancy_key AS vacancyKey, offer_id AS offerId, signature, keys';

/** The match index: one row per vacancy, and one small row per place where it stands. */
export function embeddedMatches(access: EmbeddedAccess): MatchIndex {
  const { file } = access;
  const find = file.prepare(`SELECT ${COLUMNS} FROM state_match WHERE vacancy_key IN (SELECT value FROM json_each(?))`);
  // A key gives what is not greater than its last wanted vacancy key; a blob is greater than any text, for keys with fewer.
  const standing = file.prepare(`SELECT ${COLUMNS} FROM state_match WHERE vacancy_key IN (
    SELECT place.vacancy_key FROM json_each(?1) AS asked
    JOIN state_match_key AS place ON place.match_key = asked.value AND place.vacancy_key <= coalesce(
      (SELECT vacancy_key FROM state_match_key WHERE match_key = asked.value ORDER BY vacancy_key LIMIT 1 OFFSET ?2 - 1), x''))`);
  const save = file.prepare(`INSERT INTO state_match (vacancy_key, offer_id, signature, keys) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET offer_id = excluded.offer_id, signature = excluded.signature, keys = excluded.keys`);
  const forget = file.prepare('DELETE FROM state_match WHERE vacancy_key = ?');
  const enter = file.prepare('INSERT INTO state_match_key (match_key, vacancy_key) VALUES (?, ?)');
  const leave = file.prepare('DELETE FROM state_match_key WHERE match_key = ? AND vacancy_key = ?');

  const entries = (vacancyKeys: Iterable<string>) =>
    (find.all(JSON.stringify([...vacancyKeys])) as EntryRow[]).map(matchEntry);

  const lookup = (keys: readonly string[], limitPerKey: number) =>
    limitPerKey < 1 ? [] : (standing.all(JSON.stringify(keys), limitPerKey) as EntryRow[]).map(matchEntry);

  const move = (vacancyKey: string, from: ReadonlySet<string>, to: ReadonlySet<string>) => {
    for (const key of from) if (!to.has(key)) leave.run(key, vacancyKey);
    for (const key of to) if (!from.has(key)) enter.run(key, vacancyKey);
  };

  const apply = (put: readonly MatchEntry[], remove: readonly string[]) => {
    const touched = new Set([...remove, ...put.map((entry) => entry.vacancyKey)]);
    const places = new Map(entries(touched).map((entry) => [entry.vacancyKey, new Set(entry.keys)]));
    const placeOf = (vacancyKey: string) => places.get(vacancyKey) ?? new Set();
    for (const vacancyKey of remove) {
      move(vacancyKey, placeOf(vacancyKey), new Set());
      places.delete(vacancyKey);
      forget.run(vacancyKey);
    }
    for (const entry of put) {
      const keys = new Set(entry.keys);
      move(entry.vacancyKey, placeOf(entry.vacancyKey), keys);
      places.set(entry.vacancyKey, keys);
      save.run(entry.vacancyKey, entry.offerId, entry.signature, JSON.stringify(entry.keys));
    }
  };

  return {
    lookup: (keys, limitPerKey) => access.read(() => lookup(keys, limitPerKey)),
    get: (vacancyKeys) => access.read(() => new Map(entries(vacancyKeys).map((entry) => [entry.vacancyKey, entry]))),
    apply: ({ put, remove }) => access.write(() => apply(put, remove)),
  };
}

function matchEntry({ vacancyKey, offerId, signature, keys }: EntryRow): MatchEntry {
  return { vacancyKey, offerId, signature, keys: JSON.parse(keys) as string[] };
}
