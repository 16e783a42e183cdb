import type { HotState, Remembered } from '@relais/state';

type SourceMemory = HotState['memory'];

/** The hot state with a memory that keeps to itself what is put into it: for plans, which write nothing. */
export function plannedState(state: HotState): HotState {
  const { driver, values, matches, leases, limits } = state;
  const memory = plannedMemory(state.memory);
  return { driver, memory, values, matches, leases, limits, ping: () => state.ping(), close: () => state.close() };
}

function plannedMemory(stored: SourceMemory): SourceMemory {
  const kept = new Map<string, Map<string, Remembered>>();
  /** Live ones that the plan adds to what is stored, by source; negative where it takes some away. */
  const more = new Map<string, number>();
  const of = (source: string): ReadonlyMap<string, Remembered> => kept.get(source) ?? new Map<string, Remembered>();

  const get: SourceMemory['get'] = async (source, references) => {
    const known = new Map(await stored.get(source, references));
    for (const reference of references) {
      const planned = of(source).get(reference);
      if (planned !== undefined) known.set(reference, planned);
    }
    return known;
  };

  return {
    get,
    async put(source, entries) {
      const known = await get(
        source,
        entries.map(({ reference }) => reference),
      );
      const before = [...known.values()].filter(({ live }) => live).length;
      const entered = new Map([...known, ...entries.map((entry) => [entry.reference, entry] as const)]);
      const after = [...entered.values()].filter(({ live }) => live).length;
      more.set(source, (more.get(source) ?? 0) + after - before);
      const planned = kept.get(source) ?? new Map<string, Remembered>();
      for (const entry of entries) planned.set(entry.reference, entry);
      kept.set(source, planned);
    },
    async *scan(source) {
      const planned = of(source);
      for await (const entries of stored.scan(source)) yield entries.filter(({ reference }) => !planned.has(reference));
      yield [...planned.values()];
    },
    countLive: async (source) => (await stored.countLive(source)) + (more.get(source) ?? 0),
  };
}
