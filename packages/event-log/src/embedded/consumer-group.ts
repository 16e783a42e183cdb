import { setImmediate as nextTurn } from 'node:timers/promises';
import type { GroupMember } from './group-member.ts';
import type { RecordStore } from './record-store.ts';
import { OFFSETS_PER_PARTITION } from './schema.ts';
import type { EmbeddedPartition } from './topic-table.ts';

/** One partition as a group consumes it. */
interface Lane {
  readonly partition: EmbeddedPartition;
  position: number;
  owner: GroupMember | undefined;
  /** True from the first look for records until none are left. */
  running: boolean;
  /** True when records may have come since the last look. */
  woken: boolean;
  /** Takes the records that are with a handler away from it. */
  controller: AbortController | undefined;
}

export interface GroupContext {
  readonly store: RecordStore;
  transaction<Result>(work: () => Result): Result;
  /** Resolves when the group's offset is durable. */
  commit(partition: EmbeddedPartition, offset: number): Promise<void>;
}

/**
 * The consumers of one group in this process. Each partition has one owner, the partitions of a topic go round its
 * subscribers, and a partition changes hands only when the handler that has it is done: no record is handed out twice.
 */
export class ConsumerGroup {
  readonly #name: string;
  readonly #context: GroupContext;
  readonly #members = new Set<GroupMember>();
  readonly #lanes = new Map<number, Lane>();

  constructor(name: string, context: GroupContext) {
    this.#name = name;
    this.#context = context;
  }

  get empty(): boolean {
    return this.#members.size === 0;
  }

  join(member: GroupMember): void {
    const lanes = this.#context.transaction(() =>
      member.partitions.map((partition) => this.#openLane(partition, member)),
    );
    for (const lane of lanes) this.#lanes.set(lane.partition.id, lane);
    this.#members.add(member);
    this.#share();
  }

  leave(member: GroupMember): void {
    if (this.#members.delete(member)) this.#share();
  }

  /** New records may be there. */
  wake(partitionId: number): void {
    const lane = this.#lanes.get(partitionId);
    if (lane === undefined) return;
    lane.woken = true;
    if (!lane.running) void this.#run(lane);
  }

  wakeAll(): void {
    for (const partitionId of this.#lanes.keys()) this.wake(partitionId);
  }

  /** Fixes at once where a group without offsets begins, so that it holds whatever happens before its first commit. */
  #openLane(partition: EmbeddedPartition, { options }: GroupMember): Lane {
    const known = this.#lanes.get(partition.id);
    if (known !== undefined) return known;
    const { store } = this.#context;
    const committed = store.committed(this.#name, partition);
    const position = committed ?? (options.from === 'end' ? store.end(partition) : 0);
    if (committed === undefined) store.commit(this.#name, partition, position);
    return { partition, position, owner: undefined, running: false, woken: false, controller: undefined };
  }

  #share(): void {
    const turns = new Map<string, number>();
    for (const [id, lane] of this.#lanes) {
      const { topic } = lane.partition;
      const turn = turns.get(topic) ?? 0;
      turns.set(topic, turn + 1);
      const subscribers = [...this.#members].filter(({ options }) => options.topics.includes(topic));
      const owner = subscribers[turn % subscribers.length];
      if (lane.owner !== owner)
        lane.controller?.abort(new DOMException('the partition went to another consumer', 'AbortError'));
      lane.owner = owner;
      this.wake(id);
    }
  }

  async #run(lane: Lane): Promise<void> {
    lane.running = true;
    while (lane.woken) {
      lane.woken = false;
      // Lets the caller that woke us go on, and other work come in between two batches.
      do await nextTurn();
      while (lane.owner?.open && (await this.#handNext(lane, lane.owner)));
    }
    lane.running = false;
  }

  /** Hands the next records over; false when there are none. */
  async #handNext(lane: Lane, member: GroupMember): Promise<boolean> {
    const records = this.#read(lane, member);
    const last = records.at(-1);
    if (last === undefined) return false;
    const { topic, number } = lane.partition;
    lane.controller = new AbortController();
    await member.handle({ topic, partition: number, records, controller: lane.controller }, () =>
      this.#commit(lane, Number(last.offset) + 1),
    );
    lane.controller = undefined;
    return true;
  }

  #read(lane: Lane, member: GroupMember) {
    const { maxRecords } = member.options;
    try {
      return this.#context.store.read(lane.partition, { from: lane.position, end: OFFSETS_PER_PARTITION, maxRecords });
    } catch (error) {
      member.crash(error);
      return [];
    }
  }

  async #commit(lane: Lane, position: number): Promise<void> {
    await this.#context.commit(lane.partition, position);
    lane.position = position;
  }
}
