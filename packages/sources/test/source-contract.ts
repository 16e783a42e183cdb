import { vacancySchema } from '@relais/vacancy';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceAdapter, SourceContext, SourceItem } from '../src/index.ts';
import { ofKind, readAll, readRun, referencesOf, type TestContext, testContext } from './test-context.ts';

/** A source that lives: an adapter, and the truth behind it. */
export interface SourceUnderTest {
  readonly name: string;
  open(context: SourceContext): SourceAdapter;
  /** Items of a raw answer or file that was archived. */
  parse(bytes: Uint8Array): Iterable<SourceItem>;
  /** References that the source shows now. */
  live(): readonly string[];
  /** Lets the source create, edit and withdraw; null for a source that cannot change. */
  readonly change: (() => Promise<void>) | null;
  close(): Promise<void>;
}

/** What every adapter promises, whatever its interface. Each test starts a source of its own. */
export function sourceContract(name: string, start: () => Promise<SourceUnderTest>): void {
  describe(`${name} keeps the contract of sources`, () => {
    let source: SourceUnderTest;
    let adapter: SourceAdapter;
    let context: TestContext;
    let first: Awaited<ReturnType<typeof readAll>>;

    beforeAll(async () => {
      source = await start();
      context = testContext();
      adapter = source.open(context);
      first = await readAll(adapter, 'round');
    });

    afterAll(async () => {
      await adapter.close();
      await adapter.close();
      await source.close();
    });

    const shown = () => first.runs.flatMap(({ items }) => items);

    test('the first round shows every live vacancy, each once, and nothing else', () => {
      expect(referencesOf(ofKind(shown(), 'vacancy'))).toEqual([...source.live()].toSorted());
      expect(ofKind(shown(), 'unreadable')).toEqual([]);
    });

    test('every vacancy fits the model, says which source it is of and which way it came', () => {
      for (const { vacancy, reference } of ofKind(shown(), 'vacancy')) {
        expect(vacancySchema.safeParse(vacancy).success).toBe(true);
        expect(vacancy).toMatchObject({ source: source.name, reference });
        expect(vacancy.origin.provenance === 'echo' || vacancy.origin.hops.length === 1).toBe(true);
      }
    });

    test('raw input is archived, and holds what was made of it', () => {
      for (const { pages } of first.runs) {
        for (const page of pages.filter(({ items }) => items.length > 0)) {
          const raw = context.archived.get(page.archiveHash ?? '');
          expect(raw).toBeDefined();
        }
      }
      const replayed = [...context.archived.values()].flatMap((raw) => [...source.parse(raw)]);
      expect([...new Set(referencesOf(ofKind(replayed, 'vacancy')))]).toEqual([...source.live()].toSorted());
    });

    test('the cursor is text that another process goes on from', async () => {
      expect(typeof first.cursor).toBe('string');
      for (const item of shown()) if (item.reference !== null) context.live.add(item.reference);
      const other = source.open(context);
      const next = await readAll(other, 'round', first.cursor);
      await other.close();
      const withdrawn = next.runs.flatMap(({ items }) => ofKind(items, 'withdrawn'));
      expect(referencesOf(withdrawn).filter((reference) => source.live().includes(reference))).toEqual([]);
    });

    test('a run that is abandoned ends at once, and one that was asked for too late never begins', async () => {
      const other = await start();
      const opened = other.open(testContext());
      const controller = new AbortController();
      const reading = async () => {
        for await (const run of opened.runs({ scope: 'round', cursor: null, signal: controller.signal })) {
          controller.abort(new DOMException('enough', 'AbortError'));
          await readRun(run, controller.signal);
        }
      };
      await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
      await expect(reading()).rejects.toMatchObject({ name: 'AbortError' });
      await opened.close();
      await other.close();
    });

    test('a run can be read again from its beginning', async () => {
      const other = await start();
      const opened = other.open(testContext());
      for await (const run of opened.runs({ scope: 'round', cursor: null, signal: new AbortController().signal })) {
        const [once, again] = [await readRun(run), await readRun(run)];
        expect(referencesOf(again.items)).toEqual(referencesOf(once.items));
      }
      await opened.close();
      await other.close();
    });

    test('what changes shows in the next reading, and what is gone is withdrawn or missing', async () => {
      if (source.change === null) return;
      const before = new Set(source.live());
      await source.change();
      const now = new Set(source.live());
      const { runs } = await readAll(adapter, 'round', first.cursor);
      const items = runs.flatMap((run) => run.items);
      const seen = new Set(referencesOf(items.filter(({ kind }) => kind === 'vacancy' || kind === 'present')));
      const created = [...now].filter((reference) => !before.has(reference));
      const gone = [...before].filter((reference) => !now.has(reference));
      expect(created.filter((reference) => !seen.has(reference))).toEqual([]);
      const withdrawn = new Set(referencesOf(ofKind(items, 'withdrawn')));
      const snapshot = runs.find(({ run }) => run.mode === 'snapshot');
      const absent = (reference: string) => snapshot?.run.end().complete === true && !seen.has(reference);
      expect(gone.filter((reference) => !withdrawn.has(reference) && !absent(reference))).toEqual([]);
    });
  });
}
