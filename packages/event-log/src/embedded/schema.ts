import type { EmbeddedFile } from '@relais/runtime';

/**
 * A record's place in the file: `partition id × 2^36 + offset`, one integer key for the whole log. Appending and reading
 * a partition are then range operations on one B-tree, and 2^17 partitions of 2^36 records stay exact in a double.
 */
export const OFFSETS_PER_PARTITION = 2 ** 36;

/** The first position of a partition, and the first one behind it. */
export function boundsOf(partition: { readonly id: number }): [number, number] {
  return [partition.id * OFFSETS_PER_PARTITION, (partition.id + 1) * OFFSETS_PER_PARTITION];
}

/** Makes the tables of the log where they are missing. */
export function prepareLogTables(file: EmbeddedFile): void {
  file.transaction(() => file.execute(TABLES));
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS log_topics (
    name TEXT PRIMARY KEY,
    partitions INTEGER NOT NULL,
    cleanup TEXT NOT NULL CHECK (cleanup IN ('compact', 'delete')),
    retention_days INTEGER
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS log_partitions (
    id INTEGER PRIMARY KEY,
    topic TEXT NOT NULL REFERENCES log_topics (name),
    number INTEGER NOT NULL,
    next_offset INTEGER NOT NULL DEFAULT 0,
    UNIQUE (topic, number)
  ) STRICT;

  CREATE TABLE IF NOT EXISTS log_records (
    position INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    timestamp INTEGER NOT NULL,
    headers TEXT NOT NULL,
    value TEXT
  ) STRICT;

  CREATE TABLE IF NOT EXISTS log_group_offsets (
    group_name TEXT NOT NULL,
    partition_id INTEGER NOT NULL REFERENCES log_partitions (id),
    committed INTEGER NOT NULL,
    PRIMARY KEY (group_name, partition_id)
  ) STRICT, WITHOUT ROWID;

  -- Compacted topics only: the newest record of each key, the records that a newer one has replaced, and the tombstones
  -- that still have to be kept for readers that are under way.
  CREATE TABLE IF NOT EXISTS log_latest (
    partition_id INTEGER NOT NULL,
    key TEXT NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (partition_id, key)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE IF NOT EXISTS log_removable (position INTEGER PRIMARY KEY) STRICT;

  CREATE TABLE IF NOT EXISTS log_tombstones (position INTEGER PRIMARY KEY, expires INTEGER NOT NULL) STRICT;

  CREATE TRIGGER IF NOT EXISTS log_superseded AFTER UPDATE OF position ON log_latest BEGIN
    INSERT OR IGNORE INTO log_removable (position) VALUES (old.position);
  END;
`;
