import type { EmbeddedFile } from '@relais/runtime';
import type { TopicDefinition } from '@relais/vacancy';
import { eventLogErrors } from '../errors.ts';

/** A partition as the file knows it. */
export interface EmbeddedPartition {
  readonly id: number;
  readonly topic: string;
  readonly number: number;
}

/** A topic as the file knows it; partitions stand at the index of their number. */
export interface EmbeddedTopic {
  readonly name: string;
  readonly cleanup: 'compact' | 'delete';
  readonly retentionDays: number | null;
  readonly partitions: readonly EmbeddedPartition[];
}

/** The topics of the file. A topic never changes once it is made, so what was read is kept. */
export class TopicTable {
  readonly #file: EmbeddedFile;
  readonly #known = new Map<string, EmbeddedTopic>();

  constructor(file: EmbeddedFile) {
    this.#file = file;
  }

  /** Makes the topics that do not exist, all or none. */
  ensure(topics: readonly TopicDefinition[]): void {
    this.#file.transaction(() => {
      for (const topic of topics) this.#insert(topic);
    });
  }

  /** @throws LOG_TOPIC_UNKNOWN */
  get(name: string): EmbeddedTopic {
    const known = this.#known.get(name) ?? this.#read(name);
    if (known === undefined) throw eventLogErrors.create('LOG_TOPIC_UNKNOWN', { topic: name });
    this.#known.set(name, known);
    return known;
  }

  all(): readonly EmbeddedTopic[] {
    const rows = this.#file.prepare('SELECT name FROM log_topics').all() as { name: string }[];
    return rows.map(({ name }) => this.get(name));
  }

  #insert({ name, partitions, cleanup, retentionDays }: TopicDefinition): void {
    const added = this.#file
      .prepare(
        'INSERT OR IGNORE INTO log_topics (name, partitions, cleanup, retention_days) VALUES (?, ?, ?, ?) RETURNING name',
      )
      .get(name, partitions, cleanup, retentionDays);
    if (added === undefined) return;
    const insert = this.#file.prepare('INSERT INTO log_partitions (topic, number) VALUES (?, ?)');
    for (let number = 0; number < partitions; number++) insert.run(name, number);
  }

  #read(name: string): EmbeddedTopic | undefined {
    const row = this.#file.prepare('SELECT cleanup, retention_days FROM log_topics WHERE name = ?').get(name);
    if (row === undefined) return undefined;
    const { cleanup, retention_days: retentionDays } = row as Pick<EmbeddedTopic, 'cleanup'> & {
      retention_days: number | null;
    };
    const partitions = this.#file
      .prepare('SELECT id, topic, number FROM log_partitions WHERE topic = ? ORDER BY number')
      .all(name) as unknown as EmbeddedPartition[];
    return { name, cleanup, retentionDays, partitions };
  }
}
