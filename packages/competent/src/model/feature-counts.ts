const CONCEPTS = 65_536;
const FIRST_ROOM = 4_096;

/** A feature with the occupations whose labels have it, the most often first. */
export interface FeatureCounts {
  readonly feature: number;
  readonly total: number;
  readonly concepts: readonly number[];
  readonly counts: readonly number[];
}

/** Sums by feature (32 bits) and concept (16 bits), in one flat table that grows: an import adds up some millions of them. */
export class CountTable {
  #keys = new Float64Array(FIRST_ROOM);
  #sums = new Float64Array(FIRST_ROOM);
  #size = 0;

  addAll(features: readonly number[], concept: number, share: number): void {
    for (const feature of features) this.add(feature, concept, share);
  }

  add(feature: number, concept: number, share: number): void {
    const slot = this.#slotOf(feature * CONCEPTS + concept + 1);
    if (this.#keys[slot] === 0) {
      this.#keys[slot] = feature * CONCEPTS + concept + 1;
      this.#size++;
    }
    this.#sums[slot] = (this.#sums[slot] ?? 0) + share;
    if (this.#size * 2 > this.#keys.length) this.#grow();
  }

  /** All features in ascending order. */
  *features(): Iterable<FeatureCounts> {
    const keys = this.#keys.filter((key) => key > 0).toSorted();
    for (let from = 0; from < keys.length; ) {
      const feature = Math.floor(((keys[from] ?? 1) - 1) / CONCEPTS);
      const end = (feature + 1) * CONCEPTS;
      let to = from + 1;
      while (to < keys.length && (keys[to] ?? 0) <= end) to++;
      yield this.#counted(feature, keys.subarray(from, to));
      from = to;
    }
  }

  #counted(feature: number, keys: Float64Array): FeatureCounts {
    const holders = Array.from(keys, (key) => ({
      concept: (key - 1) % CONCEPTS,
      count: this.#sums[this.#slotOf(key)] ?? 0,
    }));
    let total = 0;
    for (const { count } of holders) total += count;
    if (holders.length > 1) holders.sort((a, b) => b.count - a.count || a.concept - b.concept);
    return {
      feature,
      total,
      concepts: holders.map(({ concept }) => concept),
      counts: holders.map(({ count }) => count),
    };
  }

  #slotOf(key: number): number {
    const mask = this.#keys.length - 1;
    const high = Math.floor(key / CONCEPTS);
    let slot = Math.imul(high ^ Math.imul(key - high * CONCEPTS, 0x85ebca6b), 0x9e3779b1) >>> 0;
    slot = (slot ^ (slot >>> 15)) & mask;
    while (this.#keys[slot] !== 0 && this.#keys[slot] !== key) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [keys, sums] = [this.#keys, this.#sums];
    this.#keys = new Float64Array(keys.length * 4);
    this.#sums = new Float64Array(keys.length * 4);
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] ?? 0;
      if (key === 0) continue;
      const slot = this.#slotOf(key);
      this.#keys[slot] = key;
      this.#sums[slot] = sums[at] ?? 0;
    }
  }
}
