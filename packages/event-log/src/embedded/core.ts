import { type Clock, type EmbeddedFile, type Logger, messageOf } from '@relais/runtime';
import { eventLogErrors } from '../errors.ts';
import { ConsumerGroup } from './consumer-group.ts';
import type { GroupMember } from './group-member.ts';
import { Housekeeping } from './housekeeping.ts';
import { type PlacedRecord, RecordStore } from './record-store.ts';
import { prepareLogTables } from './schema.ts';
import { type EmbeddedPartition, TopicTable } from './topic-table.ts';

/** How often a change by another process is looked for; one by this process is told at once. */
const LOOK_MS = 250;

const cores = new WeakMap<EmbeddedFile, EmbeddedCore>();

/** What all logs on one open file share, so that they hear of each other's records and share each other's groups. */
export class EmbeddedCore {
  readonly topics: TopicTable;
  readonly store: RecordStore;
  readonly housekeeping: Housekeeping;
  readonly #file: EmbeddedFile;
  readonly #clock: Clock;
  readonly #groups = new Map<string, ConsumerGroup>();
  #logs = 0;
  #looking: NodeJS.Timeout | undefined;
  #seen: unknown;

  /** The core of a file; the first log's clock and logger count for all. */
  static of(file: EmbeddedFile, how: { clock: Clock; logger: Logger }): EmbeddedCore {
    const core = cores.get(file) ?? new EmbeddedCore(file, how);
    cores.set(file, core);
    return core;
  }

  private constructor(file: EmbeddedFile, how: { clock: Clock; logger: Logger }) {
    prepareLogTables(file);
    this.#file = file;
    this.#clock = how.clock;
    this.topics = new TopicTable(file);
    this.store = new RecordStore(file);
    this.housekeeping = new Housekeeping(file, this.topics, how);
  }

  open(): void {
    this.#logs += 1;
    this.housekeeping.start();
  }

  /** Resolves when all that was published is durable. */
  async close(): Promise<void> {
    this.#logs -= 1;
    if (this.#logs === 0) this.housekeeping.stop();
    await this.#write(() => undefined);
  }

  async publish(records: readonly PlacedRecord[]): Promise<void> {
    await this.#write(() => this.store.append(records, this.#clock.now()));
    for (const partition of new Set<EmbeddedPartition>(records.map((placed) => placed.partition))) {
      this.housekeeping.mark(partition);
      for (const group of this.#groups.values()) group.wake(partition.id);
    }
  }

  join(member: GroupMember): void {
    const { group: name } = member.options;
    const group = this.#groups.get(name) ?? this.#openGroup(name);
    group.join(member);
    this.#groups.set(name, group);
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS);
  }

  leave(member: GroupMember): void {
    const { group: name } = member.options;
    const group = this.#groups.get(name);
    group?.leave(member);
    if (group?.empty) this.#groups.delete(name);
    if (this.#groups.size > 0) return;
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  /** @throws LOG_UNAVAILABLE when the file could not be written; nothing of the work is in it then */
  async #write(work: () => void): Promise<void> {
    try {
      await this.#file.write(work);
    } catch (error) {
      throw eventLogErrors.create('LOG_UNAVAILABLE', { reason: messageOf(error) }, error);
    }
  }

  #openGroup(name: string): ConsumerGroup {
    return new ConsumerGroup(name, {
      store: this.store,
      transaction: (work) => this.#file.transaction(work),
      commit: async (partition, offset) => {
        await this.#write(() => this.store.commit(name, partition, offset));
        this.housekeeping.mark(partition);
      },
    });
  }

  /** `data_version` changes when another connection has committed (SQLite, PRAGMA data_version), and costs next to nothing. */
  #look(): void {
    const version = this.#file.prepare('PRAGMA data_version').get()?.['data_version'];
    if (version === this.#seen) return;
    this.#seen = version;
    for (const group of this.#groups.values()) group.wakeAll();
  }
}
