import { type PartnerOffer, viewText } from '@relais/policy';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Format, FormatItem } from '../../src/index.ts';
import { anyOffer, fullOffer } from './arbitrary-offer.ts';

/** What a reader finds of one item. `title` is the first one; null where a removal has none. */
export interface Found {
  readonly offerId: string;
  readonly removed: boolean;
  readonly title: string | null;
}

export interface FormatReading {
  /** Reads a document, whether of one or of many. */
  readonly read: (text: string) => Found[];
  /** What a title becomes on its way: characters that the format cannot write are lost. @default unchanged */
  readonly title?: (written: string) => string;
}

const AT = Date.parse('2026-11-22T10:00:00.000Z');

export function item(offer: PartnerOffer | null, known: Partial<FormatItem> = {}): FormatItem {
  return { key: 'jobs-all_of_1_3', offerId: 'of_1', revision: 3, content: offer && viewText(offer), ...known };
}

/** The document of many items as one text. */
export function written(
  format: Format,
  items: readonly FormatItem[],
  load: 'full' | 'difference' = 'difference',
): string {
  return [...format.many(items, { subscription: 'jobs-all', load, count: items.length, at: AT })].join('');
}

/** What every format promises to partners, whatever it looks like. */
export function formatContract(format: Format, { read, title = (text) => text }: FormatReading): void {
  const full = format.one(item(fullOffer()));

  describe(`the format ${format.name}`, () => {
    test('says what it is', () => {
      expect(format.mediaType).toMatch(/^(?:application|text)\/[a-z+-]+(?:;|$)/);
      expect(format.extension).toMatch(/^[a-z]{3,6}$/);
    });

    test('gives the same text for the same offer', () => {
      expect(format.one(item(fullOffer()))).toBe(full);
    });

    test('shows the offer: number, title in the best language, employer, place, licence and its attribution', () => {
      expect(read(full)).toEqual([{ offerId: 'of_1', removed: false, title: 'Boulanger & pâtissier' }]);
      for (const words of [
        'Boulangerie du Coin',
        '0403019261',
        '1000',
        'Bruxelles',
        'CC-BY-SA-4.0',
        'Le Forem',
        '7512',
      ]) {
        expect(full).toContain(words);
      }
    });

    test('shows each of the flags', () => {
      const none = { interregionalHelp: [], activeManagement: false, international: false };
      const texts = [
        none,
        { ...none, interregionalHelp: ['W'] },
        { ...none, activeManagement: true },
        { ...none, international: true },
      ];
      const documents = texts.map((flags) => format.one(item(fullOffer({ flags }))));
      expect(new Set(documents).size).toBe(4);
    });

    test('holds contact data where the view does, and nowhere else', () => {
      for (const words of ['Ann Peeters', 'ann@bakery.example', '+32 2 555 12 34', 'Rue Haute 1'])
        expect(full).toContain(words);
      const withheld = format.one(item(fullOffer({ contact: null })));
      for (const words of ['Peeters', '@bakery', '555', 'Rue Haute']) expect(withheld).not.toContain(words);
    });

    test('removes an offer by its number, without any of its content', () => {
      const removal = format.one(item(null));
      expect(read(removal)).toEqual([{ offerId: 'of_1', removed: true, title: null }]);
      for (const words of ['Boulang', 'Bruxelles', 'ann@']) expect(removal).not.toContain(words);
    });

    test('writes many as it goes, none as an empty document', () => {
      expect(read(written(format, []))).toEqual([]);
      let taken = 0;
      function* endless(): Generator<FormatItem> {
        for (;;) yield item(fullOffer(), { offerId: `of_${++taken}` });
      }
      const head = { subscription: 's', load: 'difference', count: 9, at: AT } as const;
      const pieces = iterated(format.many(endless(), head));
      for (let piece = 0; piece < 5; piece++) expect(pieces.next().done).toBe(false);
      expect(taken).toBeLessThan(7);
    });

    test('writes whatever an offer holds so that it can be read back', () => {
      fc.assert(
        fc.property(fc.array(fc.option(anyOffer, { nil: null }), { maxLength: 4 }), (offers) => {
          const items = offers.map((offer, index) => item(offer, { offerId: `of_${index}`, revision: index + 1 }));
          const expected = offers.map((offer, index) => ({
            offerId: `of_${index}`,
            removed: offer === null,
            title: offer === null ? null : title(offer.titles[0]?.text ?? ''),
          }));
          expect(read(written(format, items)).toSorted(byNumber)).toEqual(expected);
          for (const [index, one] of items.entries()) expect(read(format.one(one))).toEqual([expected[index]]);
        }),
        { numRuns: 60 },
      );
    });
  });
}

function iterated<Piece>(pieces: Iterable<Piece>): Iterator<Piece> {
  return pieces[Symbol.iterator]();
}

function byNumber(one: Found, other: Found): number {
  return one.offerId < other.offerId ? -1 : 1;
}
