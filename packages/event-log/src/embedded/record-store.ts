import type { EmbeddedFile } from '@relais/runtime';
import type { LogRecord, OutgoingRecord } from '../port.ts';
import { boundsOf, OFFSETS_PER_PARTITION } from './schema.ts';
import type { EmbeddedPartition } from './topic-table.ts';

/** A record whose partition is settled. */
export interface PlacedRecord {
  readonly record: OutgoingRecord;
  readonly partition: EmbeddedPartition;
  readonly compacted: boolean;
}

type RecordRow = readonly [position: number, key: string, timestamp: number, headers: string, value: string | null];

/** Where a read stops: the end offset is the first one that is not wanted. */
export interface ReadBounds {
  readonly from: number;
  readonly end: number;
  readonly maxRecords: number;
}

/** Kafka's own default of `delete.retention.ms`: how long a tombstone stays for readers that are under way. */
const TOMBSTONE_MS = 24 * 3_600_000;
/** A read stops after about so many characters of values, whatever number of records was asked for. */
const READ_CHARACTERS = 4 * 1024 * 1024;

/** Appends and reads records, and keeps the offsets. Every method is synchronous; the writing ones need a transaction around them. */
export class RecordStore {
  readonly #file: EmbeddedFile;

  constructor(file: EmbeddedFile) {
    this.#file = file;
  }

  /** Appends in the order given. Call it inside a transaction. */
  append(records: readonly PlacedRecord[], now: number): void {
    const ends = new Map<number, number>();
    for (const placed of records) {
      const { id } = placed.partition;
      const offset = ends.get(id) ?? this.end(placed.partition);
      this.#insert(placed, id * OFFSETS_PER_PARTITION + offset, now);
      ends.set(id, offset + 1);
    }
    const advance = this.#file.prepare('UPDATE log_partitions SET next_offset = ? WHERE id = ?');
    for (const [id, end] of ends) advance.run(end, id);
  }

  #insert({ record, partition, compacted }: PlacedRecord, position: number, now: number): void {
    const { key, value, headers } = record;
    this.#file
      .prepare('INSERT INTO log_records (position, key, timestamp, headers, value) VALUES (?, ?, ?, ?, ?)')
      .run(position, key, now, JSON.stringify(headers), value);
    if (!compacted) return;
    this.#file
      .prepare(
        'INSERT INTO log_latest (partition_id, key, position) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET position = excluded.position',
      )
      .run(partition.id, key, position);
    if (value !== null) return;
    this.#file
      .prepare('INSERT INTO log_tombstones (position, expires) VALUES (?, ?)')
      .run(position, now + TOMBSTONE_MS);
  }

  /** The offset that the next record gets. */
  end(partition: EmbeddedPartition): number {
    const row = this.#file.prepare('SELECT next_offset FROM log_partitions WHERE id = ?').get(partition.id);
    return (row as { next_offset: number }).next_offset;
  }

  /** The lowest offset that still has a record, or the end where there is none. */
  start(partition: EmbeddedPartition): number {
    const [base, end] = boundsOf(partition);
    const { first } = this.#file
      .prepare('SELECT min(position) AS first FROM log_records WHERE position >= ? AND position < ?')
      .get(base, end) as { first: number | null };
    return first === null ? this.end(partition) : first - base;
  }

  read(partition: EmbeddedPartition, { from, end, maxRecords }: ReadBounds): LogRecord[] {
    const [base] = boundsOf(partition);
    const stretch = this.#file.prepare(
      'SELECT position, key, timestamp, headers, value FROM log_records WHERE position >= ? AND position < ? ORDER BY position LIMIT ?',
    );
    // As arrays: `node:sqlite` names each column of each row anew.
    stretch.setReturnArrays(true);
    const rows = stretch.iterate(base + from, base + end, maxRecords) as unknown as Iterable<RecordRow>;
    const records: LogRecord[] = [];
    let characters = 0;
    for (const row of rows) {
      records.push(toRecord(row, partition));
      characters += row[4]?.length ?? 0;
      if (characters >= READ_CHARACTERS) break;
    }
    return records;
  }

  /** What the group committed, or undefined when it never did. */
  committed(group: string, partition: EmbeddedPartition): number | undefined {
    const row = this.#file
      .prepare('SELECT committed FROM log_group_offsets WHERE group_name = ? AND partition_id = ?')
      .get(group, partition.id);
    return (row as { committed: number } | undefined)?.committed;
  }

  commit(group: string, partition: EmbeddedPartition, offset: number): void {
    this.#file
      .prepare(
        'INSERT INTO log_group_offsets (group_name, partition_id, committed) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET committed = excluded.committed',
      )
      .run(group, partition.id, offset);
  }
}

function toRecord(row: RecordRow, { topic, number, id }: EmbeddedPartition): LogRecord {
  const [position, key, timestamp, headers, value] = row;
  return {
    topic,
    partition: number,
    offset: BigInt(position - id * OFFSETS_PER_PARTITION),
    key,
    value,
    headers: JSON.parse(headers) as Record<string, string>,
    timestamp,
  };
}
