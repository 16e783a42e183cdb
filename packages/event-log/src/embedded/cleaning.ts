import type { EmbeddedFile } from '@relais/runtime';
import { boundsOf, OFFSETS_PER_PARTITION } from './schema.ts';
import type { EmbeddedPartition, EmbeddedTopic } from './topic-table.ts';

const DAY_MS = 24 * 3_600_000;

export interface Cleaning {
  readonly topic: EmbeddedTopic;
  readonly partition: EmbeddedPartition;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Most records to remove. */
  readonly limit: number;
}

/**
 * Removes records of a partition that nobody needs any more, and says how many it removed. Call it inside a transaction.
 *
 * On a compacted topic those are records that a newer one of the same key has replaced, and tombstones a day after they
 * were written; both only when every group that ever read the partition has committed past them. On the other topics
 * they are the records older than the retention, read or not.
 */
export function cleanPartition(file: EmbeddedFile, cleaning: Cleaning): number {
  const { topic, partition, now, limit } = cleaning;
  if (topic.cleanup === 'delete') {
    if (topic.retentionDays === null) return 0;
    return removeOlder(file, partition, { before: now - topic.retentionDays * DAY_MS, limit });
  }
  releaseTombstones(file, cleaning);
  return removeReplaced(file, partition, limit);
}

function releaseTombstones(file: EmbeddedFile, { partition, now, limit }: Cleaning): void {
  const [base, end] = boundsOf(partition);
  const due = file
    .prepare(
      'SELECT position, expires FROM log_tombstones WHERE position >= ? AND position < ? ORDER BY position LIMIT ?',
    )
    .all(base, end, limit) as { position: number; expires: number }[];
  const release = file.prepare('INSERT OR IGNORE INTO log_removable (position) VALUES (?)');
  const forget = file.prepare('DELETE FROM log_tombstones WHERE position = ?');
  for (const { position } of due.filter(({ expires }) => expires <= now)) {
    release.run(position);
    forget.run(position);
  }
}

function removeReplaced(file: EmbeddedFile, partition: EmbeddedPartition, limit: number): number {
  const [base] = boundsOf(partition);
  const slice = file
    .prepare('SELECT position FROM log_removable WHERE position >= ? AND position < ? ORDER BY position LIMIT ?')
    .all(base, base + committedByAll(file, partition), limit) as { position: number }[];
  const last = slice.at(-1)?.position;
  if (last === undefined) return 0;
  const chosen = 'SELECT position FROM log_removable WHERE position >= ? AND position <= ?';
  // A tombstone that goes is still the newest record of its key: the key goes with it.
  file
    .prepare(
      `DELETE FROM log_latest WHERE (partition_id, key, position) IN
         (SELECT ?, key, position FROM log_records WHERE position IN (${chosen}) AND value IS NULL)`,
    )
    .run(partition.id, base, last);
  file.prepare(`DELETE FROM log_records WHERE position IN (${chosen})`).run(base, last);
  file.prepare('DELETE FROM log_removable WHERE position >= ? AND position <= ?').run(base, last);
  return slice.length;
}

function committedByAll(file: EmbeddedFile, partition: EmbeddedPartition): number {
  const { lowest } = file
    .prepare('SELECT min(committed) AS lowest FROM log_group_offsets WHERE partition_id = ?')
    .get(partition.id) as { lowest: number | null };
  return lowest ?? OFFSETS_PER_PARTITION;
}

function removeOlder(file: EmbeddedFile, partition: EmbeddedPartition, how: { before: number; limit: number }): number {
  const [base, end] = boundsOf(partition);
  const oldest = file
    .prepare(
      'SELECT position, timestamp FROM log_records WHERE position >= ? AND position < ? ORDER BY position LIMIT ?',
    )
    .all(base, end, how.limit) as { position: number; timestamp: number }[];
  const kept = oldest.findIndex(({ timestamp }) => timestamp >= how.before);
  const expired = kept === -1 ? oldest : oldest.slice(0, kept);
  const last = expired.at(-1)?.position;
  if (last === undefined) return 0;
  file.prepare('DELETE FROM log_records WHERE position >= ? AND position <= ?').run(base, last);
  return expired.length;
}
