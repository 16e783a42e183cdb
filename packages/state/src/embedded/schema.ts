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
CREATE TABLE IF NOT EXISTS state_match (
  vacancy_key TEXT PRIMARY KEY, offer_id TEXT NOT NULL, signature TEXT NOT NULL, keys TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS state_match_key (
  match_key TEXT NOT NULL, vacancy_key TEXT NOT NULL,
  PRIMARY KEY (match_key, vacancy_key)
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

export function createTables(file: EmbeddedFile): void {
  file.transaction(() => file.execute(SCHEMA));
}
