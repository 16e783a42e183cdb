import { NumberList } from './number-list.ts';

/** Groups of numbered things that are united step by step. */
export class Clusters {
  readonly #parents = new NumberList();

  /** A new group of one; returns its number. */
  add(): number {
    this.#parents.push(this.#parents.length);
    return this.#parents.length - 1;
  }

  rootOf(one: number): number {
    let root = one;
    for (let parent = this.#parents.at(root); parent !== root; parent = this.#parents.at(root)) {
      this.#parents.set(root, this.#parents.at(parent));
      root = parent;
    }
    return root;
  }

  /** The group of the first takes the other in, and keeps its number. */
  unite(stays: number, goes: number): void {
    const [root, other] = [this.rootOf(stays), this.rootOf(goes)];
    if (root !== other) this.#parents.set(other, root);
  }

  get bytes(): number {
    return this.#parents.bytes;
  }
}
