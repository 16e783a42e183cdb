import type { EmbeddedFile } from '@relais/runtime';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS state_memory (
  source TEXT NOT NULL, reference TEXT NOT NULL, version INTEGER NOT NULL, live INTEGER NOT NULL, hash TEXT NOT NULL,
  ends_at INTEGER, source_version TEXT,
  PRIMARY KEY (source, reference)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state_memory_count (
  source TEXT PRIMARY KEY, live INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
DROP TABLE IF EXISTS state_match;
DROP TABLE IF EXISTS state_match_key;
CREATE TABLE IF NOT EXISTS state_match_entry (
  vacancy_key TEXT PRIMARY KEY, offer_id TEXT NOT NULL, signature TEXT NOT NULL, keys TEXT NOT NULL, expires_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS state_match_end ON state_match_entry (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS state_match_place (
  match_key TEXT NOT NULL, place TEXT NOT NULL,
  PRIMARY KEY (match_key, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state_lease (
  name TEXT PRIMARY KEY, holder TEXT NOT NULL, expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state_limit (
  name TEXT PRIMARY KEY, full_at REAL NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state_value (
  name TEXT PRIMARY KEY, value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state_mark (
  name TEXT PRIMARY KEY, value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** A column that repeated what the place tells. */
const REPEATED = `SELECT 1 FROM pragma_table_info('state_match_place') WHERE name = 'vacancy_key'`;

/** The match index had other tables once; being a view, it is filled anew rather than moved. */
export function createTables(file: EmbeddedFile): void {
  file.transaction(() => {
    file.execute(SCHEMA);
    if (file.prepare(REPEATED).get() !== undefined)
      file.execute('ALTER TABLE state_match_place DROP COLUMN vacancy_key');
  });
}
