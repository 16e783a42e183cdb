import type { Clock } from '@relais/runtime';
import type { MatchChange, MatchEntry, MatchIndex } from '../port.ts';
import type { EmbeddedAccess } from './access.ts';
import { leaseLook } from './leases.ts';

type EntryRow = { vacancyKey: string; offerId: string; signature: string; keys: string; expiresAt: number | null };

/** Where an entry stands: its end decides on the place under each of its keys. */
type Standing = { keys: ReadonlySet<string>; place: string };
/** A place under a key. */
type Place = readonly [key: string, place: string];

const NOWHERE: Standing = { keys: new Set(), place: '' };

const COLUMNS = 'vacancy_key AS vacancyKey, offer_id AS offerId, signature, keys, expires_at AS expiresAt';
/** Greater than what any vacancy key begins with. */
const AFTER_ALL = '\u{10ffff}';
/** Entries past their end that a write takes out beside as many as it puts. */
const SWEPT = 100;

/** Digits of an end in a place. */
const END_DIGITS = 16;
/** The vacancy key at the end of a place. */
const VACANCY_KEY = `iif(place.place < '${AFTER_ALL}', place.place, substr(place.place, ${END_DIGITS + 2}))`;

/**
 * The match index: one row per vacancy, and one small row per place where it stands. Keys are hashes, so that each of those
 * rows is on another page: they are kept short, and written in their order.
 */
export function embeddedMatches(access: EmbeddedAccess, clock: Clock): MatchIndex {
  const { file } = access;
  const find = file.prepare(`SELECT ${COLUMNS} FROM state_match_entry
    WHERE vacancy_key IN (SELECT value FROM json_each(?1)) AND (expires_at IS NULL OR expires_at > ?2)`);
  // A key gives what is not greater than its last wanted place; a blob is greater than any text, for keys with fewer.
  const standing = file.prepare(`SELECT ${COLUMNS} FROM state_match_entry WHERE vacancy_key IN (
    SELECT ${VACANCY_KEY} FROM json_each(?1) AS asked
    JOIN state_match_place AS place ON place.match_key = asked.value AND place.place <= coalesce(
      (SELECT place FROM state_match_place WHERE match_key = asked.value ORDER BY place LIMIT 1 OFFSET ?2 - 1), x''))
    AND (expires_at IS NULL OR expires_at > ?3)`);
  const save =
    file.prepare(`INSERT INTO state_match_entry (vacancy_key, offer_id, signature, keys, expires_at) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET offer_id = excluded.offer_id, signature = excluded.signature, keys = excluded.keys,
      expires_at = excluded.expires_at`);
  const forget = file.prepare('DELETE FROM state_match_entry WHERE vacancy_key = ?');
  const enter = file.prepare('INSERT INTO state_match_place (match_key, place) VALUES (?, ?)');
  const leave = file.prepare('DELETE FROM state_match_place WHERE match_key = ? AND place = ?');
  const ended = file.prepare(
    'SELECT vacancy_key AS vacancyKey FROM state_match_entry WHERE expires_at <= ? ORDER BY expires_at LIMIT ?',
  );

  const entries = (vacancyKeys: Iterable<string>, after: number) =>
    (find.all(JSON.stringify([...vacancyKeys]), after) as EntryRow[]).map(matchEntry);

  const lookup = (keys: readonly string[], limitPerKey: number) =>
    limitPerKey < 1 ? [] : (standing.all(JSON.stringify(keys), limitPerKey, clock.now()) as EntryRow[]).map(matchEntry);

  /** Takes the entry from where it stands; gives the places that it comes to. */
  const move = (from: Standing, to: Standing): Place[] => {
    const moved = from.place !== to.place;
    for (const key of from.keys) if (moved || !to.keys.has(key)) leave.run(key, from.place);
    return [...to.keys].filter((key) => moved || !from.keys.has(key)).map((key) => [key, to.place]);
  };

  const areHeld = leaseLook(file);

  const apply = ({ put, remove, under }: MatchChange): boolean => {
    if (under !== undefined && !areHeld(under, clock.now())) return false;
    const gone = ended.all(clock.now(), SWEPT + put.length) as { vacancyKey: string }[];
    const leaving = [...remove, ...gone.map(({ vacancyKey }) => vacancyKey)];
    const touched = new Set([...leaving, ...put.map((entry) => entry.vacancyKey)]);
    const places = new Map(entries(touched, 0).map((entry) => [entry.vacancyKey, standingOf(entry)]));
    for (const vacancyKey of leaving) {
      move(places.get(vacancyKey) ?? NOWHERE, NOWHERE);
      places.delete(vacancyKey);
      forget.run(vacancyKey);
    }
    const entered: Place[] = [];
    for (const entry of new Map(put.map((each) => [each.vacancyKey, each])).values()) {
      const { vacancyKey, offerId, signature, keys, expiresAt = null } = entry;
      entered.push(...move(places.get(vacancyKey) ?? NOWHERE, standingOf(entry)));
      save.run(vacancyKey, offerId, signature, JSON.stringify(keys), expiresAt);
    }
    for (const place of entered.toSorted(([one], [other]) => (one < other ? -1 : 1))) enter.run(...place);
    return true;
  };

  const get = (vacancyKeys: readonly string[]) =>
    new Map(entries(vacancyKeys, clock.now()).map((entry) => [entry.vacancyKey, entry]));

  return {
    lookup: (keys, limitPerKey) => access.read(() => lookup(keys, limitPerKey)),
    get: (vacancyKeys) => access.read(() => get(vacancyKeys)),
    apply: (change) => access.write(() => apply(change)),
  };
}

/** In the order of places those that stay come first, by vacancy key, and then those that leave, the last to leave first. */
function standingOf({ vacancyKey, keys, expiresAt }: MatchEntry): Standing {
  const left = expiresAt === undefined ? '' : String(Number.MAX_SAFE_INTEGER - expiresAt).padStart(END_DIGITS, '0');
  return { keys: new Set(keys), place: left === '' ? vacancyKey : `${AFTER_ALL}${left}${vacancyKey}` };
}

function matchEntry({ vacancyKey, offerId, signature, keys, expiresAt }: EntryRow): MatchEntry {
  const entry = { vacancyKey, offerId, signature, keys: JSON.parse(keys) as string[] };
  return expiresAt === null ? entry : { ...entry, expiresAt };
}
