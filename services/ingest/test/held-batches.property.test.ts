import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { holdReason } from '../src/completeness.ts';
import { openTestStage, ScriptedSource, type Stage, shown } from './open-stage.ts';

const REFERENCES = Array.from({ length: 12 }, (_, index) => `r${index}`);

type Step =
  | { kind: 'snapshot'; complete: boolean; shows: readonly string[] }
  | { kind: 'delta'; complete: boolean; shows: readonly string[] }
  | { kind: 'decide'; back: number; decision: 'release' | 'refuse' };

const shows = fc.subarray(REFERENCES);
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constantFrom('snapshot', 'delta'), complete: fc.boolean(), shows }),
    fc.record({
      kind: fc.constant('decide' as const),
      back: fc.nat({ max: 3 }),
      decision: fc.constantFrom('release', 'refuse'),
    }),
  ),
  { minLength: 3, maxLength: 14 },
) as fc.Arbitrary<Step[]>;

/** What must be, as sets: what is live, and what each held batch still asks about. */
class Model {
  readonly live = new Set<string>();
  readonly held: { id: string; doubtful: boolean; absent: Set<string> }[] = [];
  readonly decisions = new Map<string, 'release' | 'refuse'>();

  decideAll(): void {
    for (const batch of [...this.held]) {
      const decision = this.decisions.get(batch.id);
      if (decision === undefined) continue;
      this.held.splice(this.held.indexOf(batch), 1);
      if (decision === 'refuse') continue;
      for (const reference of batch.absent) this.#withdraw(reference);
    }
  }

  show(references: readonly string[]): void {
    for (const reference of references) {
      this.live.add(reference);
      for (const batch of this.held) batch.absent.delete(reference);
    }
  }

  /** True when the absences must be held. */
  end(complete: boolean, references: readonly string[], id: string): boolean {
    const absent = new Set([...this.live].filter((reference) => !references.includes(reference)));
    const sight = { shown: references.length, live: this.live.size, absent: absent.size };
    const reason = holdReason({ ...sight, complete, limitPercent: 0 });
    const doubtful = reason === 'incomplete' || reason === 'empty';
    const isWhole = complete && !doubtful;
    const left = this.held.filter((batch) => !(isWhole || (reason !== null && batch.doubtful)));
    this.held.splice(0, this.held.length, ...left);
    if (reason === null) for (const reference of absent) this.live.delete(reference);
    else this.held.unshift({ id, doubtful, absent });
    return reason !== null;
  }

  #withdraw(reference: string): void {
    this.live.delete(reference);
    for (const batch of this.held) batch.absent.delete(reference);
  }
}

/** Makes a step in the stage and in the model, and tells the batch that was read. */
async function made(
  { stage, source, name, model }: { stage: Stage; source: ScriptedSource; name: string; model: Model },
  step: Exclude<Step, { kind: 'decide' }>,
) {
  source.mode = step.kind;
  source.complete = step.complete;
  source.items = step.shows.map((reference) => shown(reference));
  const [outcome] = await stage.round([source.as(name, { mostAbsentPercent: 0 })]);
  expect(outcome?.failure).toBeNull();
  const batch = outcome?.batches[0];
  model.decideAll();
  model.show(step.shows);
  const isHeld = step.kind === 'snapshot' && model.end(step.complete, step.shows, batch?.id ?? '');
  expect(batch?.status).toBe(isHeld ? 'held' : 'closed');
}

test('whatever a source shows and people decide, what is live is what the newest word says, and the books add up', async () => {
  const stage = await openTestStage();
  let run = 0;
  const property = fc.asyncProperty(steps, async (all) => {
    const name = `source-${run++}`;
    const around = { stage, name, source: new ScriptedSource(), model: new Model() };
    for (const step of all) {
      if (step.kind !== 'decide') {
        await made(around, step);
        continue;
      }
      const batch = around.model.held[step.back];
      if (batch === undefined) continue;
      await stage.decide(batch.id, step.decision);
      around.model.decisions.set(batch.id, step.decision);
    }
    await made(around, { kind: 'delta', complete: true, shows: [] });
    const remembered = await stage.state.memory.get(name, REFERENCES);
    const live = [...remembered.values()].filter((entry) => entry.live).map(({ reference }) => reference);
    expect(live.toSorted()).toEqual([...around.model.live].toSorted());
    const held = (await stage.ledger.batches.held()).filter(({ source }) => source === name);
    expect(held.map(({ id }) => id).toSorted()).toEqual(around.model.held.map(({ id }) => id).toSorted());
    for (const batch of await stage.ledger.batches.list({ source: name, limit: 100, offset: 0 })) {
      expect(batch.observed + batch.unchanged + batch.withdrawn + batch.quarantined).toBe(batch.received);
    }
  });
  try {
    await fc.assert(property, { numRuns: 60 });
  } finally {
    await stage.close();
  }
});
