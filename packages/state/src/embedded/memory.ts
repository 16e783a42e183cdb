import type { Remembered, SourceMemory } from '../port.ts';
import type { EmbeddedAccess } from './access.ts';

const PAGE_SIZE = 1000;

type MemoryRow = {
  reference: string;
  hash: string;
  version: number;
  live: 0 | 1;
  ends_at: number | null;
  source_version: string | null;
};

/** The source memory as one row per reference, with the count of live entries kept beside it in the same transaction. */
export function embeddedMemory(access: EmbeddedAccess): SourceMemory {
  const { file } = access;
  const find = file.prepare(`SELECT reference, hash, version, live, ends_at, source_version FROM state_memory
    WHERE source = ? AND reference IN (SELECT value FROM json_each(?))`);
  const page = file.prepare(`SELECT reference, hash, version, live, ends_at, source_version FROM state_memory
    WHERE source = ? AND reference > ? ORDER BY reference LIMIT ${PAGE_SIZE}`);
  const save = file.prepare(`INSERT INTO state_memory (source, reference, version, live, hash, ends_at, source_version)
    VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, live = excluded.live,
    hash = excluded.hash, ends_at = excluded.ends_at, source_version = excluded.source_version`);
  const count = file.prepare(`INSERT INTO state_memory_count (source, live) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET live = live + excluded.live`);
  const counted = file.prepare('SELECT live FROM state_memory_count WHERE source = ?');

  const known = (source: string, references: readonly string[]) =>
    new Map(
      (find.all(source, JSON.stringify(references)) as MemoryRow[]).map((row) => [row.reference, remembered(row)]),
    );

  const put = (source: string, entries: readonly Remembered[]) => {
    const current = known(
      source,
      entries.map((entry) => entry.reference),
    );
    let live = 0;
    for (const entry of entries) {
      const before = current.get(entry.reference);
      if (before !== undefined && before.version > entry.version) continue;
      const { reference, version, hash, endsAt, sourceVersion } = entry;
      save.run(source, reference, version, Number(entry.live), hash, endsAt, sourceVersion);
      live += Number(entry.live) - Number(before?.live ?? false);
      current.set(entry.reference, entry);
    }
    if (live !== 0) count.run(source, live);
  };

  return {
    get: (source, references) => access.read(() => known(source, references)),
    put: (source, entries) => access.write(() => put(source, entries)),
    countLive: (source) => access.read(() => (counted.get(source) as { live: number } | undefined)?.live ?? 0),
    async *scan(source) {
      let last: string | undefined = '';
      while (last !== undefined) {
        const after: string = last;
        const entries = await access.read(() => (page.all(source, after) as MemoryRow[]).map(remembered));
        if (entries.length > 0) yield entries;
        last = entries.length < PAGE_SIZE ? undefined : entries.at(-1)?.reference;
      }
    },
  };
}

function remembered(row: MemoryRow): Remembered {
  const { reference, hash, version, live, ends_at, source_version } = row;
  return { reference, hash, version, live: live === 1, endsAt: ends_at, sourceVersion: source_version };
}
