/** The process died: nothing it had in memory is left. */
export class Crash extends Error {}

/** Lets a process die before or after any of the effects it has on the world. A dead process has no further effect. */
export class Fuse {
  #left = Number.POSITIVE_INFINITY;

  /** The process lives through so many moments around its effects, two for each; null lets it live. */
  set(moments: number | null): void {
    this.#left = moments ?? Number.POSITIVE_INFINITY;
  }

  async around<Result>(effect: () => Promise<Result>): Promise<Result> {
    this.#burn();
    const result = await effect();
    this.#burn();
    return result;
  }

  #burn(): void {
    if (this.#left <= 0) throw new Crash('the process died');
    this.#left -= 1;
  }
}
