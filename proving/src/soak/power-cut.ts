/** Calls that write. The state of limits and leases is nobody's truth, and a lease of a dead process ends by itself. */
const WRITES: ReadonlySet<PropertyKey> = new Set(['publish', 'put', 'putAbsences', 'removeAbsences', 'set']);
const APART: ReadonlySet<PropertyKey> = new Set(['leases', 'limits', 'close']);

/**
 * Ends a process between two writes, as a power cut would: what was written is in the stores, the write at which it
 * happens and everything after it is not. Who opens the stores again finds exactly that.
 */
export class PowerCut {
  #writesLeft = Number.POSITIVE_INFINITY;
  #publicationsLeft = Number.POSITIVE_INFINITY;
  #dark = false;

  /** True once the power is gone. */
  get dark(): boolean {
    return this.#dark;
  }

  /** The power goes at the write after so many more. */
  after(writes: number): void {
    this.#writesLeft = writes;
  }

  /** The power goes at the first write behind so many more publications: what was published is remembered nowhere. */
  afterPublishing(times: number): void {
    this.#publicationsLeft = times;
  }

  restore(): void {
    this.#dark = false;
    this.#publicationsLeft = Number.POSITIVE_INFINITY;
    this.#writesLeft = Number.POSITIVE_INFINITY;
  }

  /** The store as a process sees it whose power may go. */
  over<Store extends object>(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member === 'function') return this.#guarded(target, name, member as Call);
        return typeof member === 'object' && member !== null && !APART.has(name) ? this.over(member) : member;
      },
    });
  }

  #guarded(target: object, name: PropertyKey, call: Call): Call {
    return (...given) => {
      if (!APART.has(name)) this.#pass(name);
      return Reflect.apply<object, unknown[], unknown>(call, target, given);
    };
  }

  #pass(name: PropertyKey): void {
    if (WRITES.has(name) && --this.#writesLeft < 0) this.#dark = true;
    if (this.#dark) throw new Error('the power is gone');
    if (name === 'publish' && --this.#publicationsLeft < 0) this.#writesLeft = 0;
  }
}

type Call = (...given: unknown[]) => unknown;
