const ABSENT = -1;
/** More rows than one title can fill: 18 voices with a few dozen concepts each, and those that words bring in. */
const ROOM = 2_048;

/** What voices say of each candidate of one title: a row per concept, a column per measure, used again for every title. */
export class CandidateTable {
  readonly #rows: Int32Array;
  readonly concepts: number[] = [];
  /** Positions in RELATIONS. */
  readonly relations = new Uint8Array(ROOM);
  readonly nearLikeness = new Float64Array(ROOM);
  readonly nearMass = new Float64Array(ROOM);
  readonly wideMass = new Float64Array(ROOM);
  readonly farLikeness = new Float64Array(ROOM);
  readonly farMass = new Float64Array(ROOM);
  readonly exactNear = new Float64Array(ROOM);
  readonly exactPreferred = new Float64Array(ROOM);
  readonly exactFar = new Float64Array(ROOM);

  /** @param concepts how many the release has */
  constructor(concepts: number) {
    this.#rows = new Int32Array(concepts).fill(ABSENT);
  }

  get size(): number {
    return this.concepts.length;
  }

  clear(): void {
    for (const concept of this.concepts) this.#rows[concept] = ABSENT;
    this.concepts.length = 0;
  }

  /** Row of a concept; a new one starts with zeros, and keeps the relation that it was first met with. */
  rowOf(concept: number, relation: number): number {
    const known = this.#rows[concept] ?? ABSENT;
    if (known !== ABSENT) return known;
    const row = this.concepts.push(concept) - 1;
    this.#rows[concept] = row;
    this.relations[row] = relation;
    this.#blank(row);
    return row;
  }

  #blank(row: number): void {
    this.nearLikeness[row] = 0;
    this.nearMass[row] = 0;
    this.wideMass[row] = 0;
    this.farLikeness[row] = 0;
    this.farMass[row] = 0;
    this.exactNear[row] = 0;
    this.exactPreferred[row] = 0;
    this.exactFar[row] = 0;
  }
}

/** Keeps those items of a stream that score highest, best first; among equals the one with the lower rank. */
export class BestOf {
  readonly #most: number;
  readonly #scores: number[] = [];
  readonly #ranks: number[] = [];
  readonly items: number[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Score that an item has to reach to be kept. */
  get least(): number {
    return this.items.length < this.#most ? Number.NEGATIVE_INFINITY : (this.#scores.at(-1) ?? 0);
  }

  offer(item: number, score: number, rank: number): void {
    const [items, scores, ranks] = [this.items, this.#scores, this.#ranks];
    let at = Math.min(items.length, this.#most);
    if (at === this.#most && !this.#isBehind(at - 1, score, rank)) return;
    if (at === this.#most) at--;
    while (at > 0 && this.#isBehind(at - 1, score, rank)) {
      items[at] = items[at - 1] ?? 0;
      scores[at] = scores[at - 1] ?? 0;
      ranks[at] = ranks[at - 1] ?? 0;
      at--;
    }
    items[at] = item;
    scores[at] = score;
    ranks[at] = rank;
  }

  #isBehind(at: number, score: number, rank: number): boolean {
    const own = this.#scores[at] ?? 0;
    return own < score || (own === score && (this.#ranks[at] ?? 0) > rank);
  }
}
