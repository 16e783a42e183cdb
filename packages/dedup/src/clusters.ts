/** Groups of numbered things that are united step by step. */
export class Clusters {
  #parents = new Int32Array(1_024);
  #size = 0;

  /** A new group of one; returns its number. */
  add(): number {
    if (this.#size === this.#parents.length) {
      const wider = new Int32Array(this.#size * 2);
      wider.set(this.#parents);
      this.#parents = wider;
    }
    this.#parents[this.#size] = this.#size;
    return this.#size++;
  }

  rootOf(one: number): number {
    let root = one;
    for (let parent = this.#parents[root] ?? root; parent !== root; parent = this.#parents[root] ?? root) {
      this.#parents[root] = this.#parents[parent] ?? parent;
      root = parent;
    }
    return root;
  }

  /** The group of the first takes the other in, and keeps its number. */
  unite(stays: number, goes: number): void {
    const [root, other] = [this.rootOf(stays), this.rootOf(goes)];
    if (root !== other) this.#parents[other] = root;
  }
}
