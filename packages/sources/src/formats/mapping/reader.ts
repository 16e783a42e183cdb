import { type Code, parseCefr, parseLanguage, type Requirements } from '@relais/vacancy';
import { entryOf } from '../../records/codes.ts';
import type { Row } from '../rows/row.ts';
import { parseDate } from './dates.ts';
import type { MappedValue, Mapping } from './settings.ts';

/** What a mapping says of one value beside its origin. */
type Detailed = MappedValue & {
  readonly matters?: boolean;
  readonly join?: string | null;
  readonly separator?: string | undefined;
  readonly times?: number;
  readonly list?: string | undefined;
  readonly scheme?: string;
  readonly level?: string;
};

/** Reads the values of one record by a mapping, and notes what it could not read. */
export class MappedReader {
  /** `field=code` for codes, and for values of another form the form alone (`99/99/9999`). */
  readonly unknown: string[];
  /** Fields that matter and have no value that can be read. */
  readonly missing: string[];
  readonly #mapping: Mapping;
  readonly #row: Row;
  readonly #zone: string;
  readonly #empty: ReadonlySet<string>;

  /** @param zone the source's zone, where the mapping names none @param notes where to note it, for a part of a record */
  constructor(
    mapping: Mapping,
    row: Row,
    zone: string,
    notes: Pick<MappedReader, 'unknown' | 'missing'> = { unknown: [], missing: [] },
  ) {
    this.unknown = notes.unknown;
    this.missing = notes.missing;
    this.#mapping = mapping;
    this.#row = row;
    this.#zone = mapping.dates.zone ?? zone;
    this.#empty = new Set(mapping.empty);
  }

  /** Readers of the parts of a list, which note what they cannot read in this one's place. */
  within(list: string): readonly MappedReader[] {
    return (this.#row.parts?.(list) ?? []).map((part) => new MappedReader(this.#mapping, part, this.#zone, this));
  }

  text(field: string, value: Detailed | undefined): string | null {
    const parts = this.#parts(value);
    const text = value?.join === null ? parts[0] : parts.join(value?.join ?? ' ');
    return this.#checked(field, value, text || null);
  }

  texts(field: string, value: Detailed | undefined): readonly string[] {
    const parts = this.#split(value);
    this.#checked(field, value, parts[0] ?? null);
    return parts;
  }

  number(field: string, value: Detailed | undefined): number | null {
    return this.#read(field, value, (text) => {
      const { decimal, group } = this.#mapping.numbers;
      const number = numberIn(text, decimal, group);
      return number === null ? null : number * (value?.times ?? 1);
    });
  }

  date(field: string, value: Detailed | undefined): string | null {
    return this.#read(field, value, (text) => parseDate(text, this.#mapping.dates.formats, this.#zone));
  }

  flag(field: string, value: Detailed | undefined): boolean | null {
    const { yes, no } = this.#mapping.flags;
    return this.#read(field, value, (text) => (holds(yes, text) ? true : holds(no, text) ? false : null));
  }

  /** A word of the model, with the sender's own code under a scheme of its own; a code that is in no list is kept as it is. */
  word<Word extends string>(
    field: string,
    value: Detailed | undefined,
    words: readonly Word[],
    scheme: string,
  ): { word: Word | null; code: Code | null } {
    const written = this.#parts(value)[0];
    if (written === undefined) return { word: this.#checked(field, value, null), code: null };
    const entry = entryOf(this.#list(value) ?? {}, written);
    const word = words.find((each) => each === (entry?.means ?? written)) ?? null;
    if (word === null) this.#note(field, written);
    const code = { scheme, code: written, ...(entry?.label ? { label: entry.label } : {}) };
    return { word, code: value?.constant === undefined ? code : null };
  }

  /** Codes of a scheme. What the list does not have stays under the sender's own scheme, since it is none of the other. */
  codes(field: string, values: readonly Detailed[], ownScheme: string): Code[] {
    return values.flatMap((value) => {
      const list = this.#list(value);
      return this.texts(field, value).map((written) => {
        const entry = entryOf(list ?? {}, written);
        if (list !== undefined && entry === undefined) {
          this.#note(field, written);
          return { scheme: ownScheme, code: written };
        }
        const label = entry?.label ?? undefined;
        return { scheme: value.scheme ?? ownScheme, code: entry?.means ?? written, ...(label ? { label } : {}) };
      });
    });
  }

  languages(field: string, value: Detailed | undefined): Requirements['languages'] {
    const list = this.#list(value);
    return this.texts(field, value).flatMap((written) => {
      const [named = '', level] = value?.level ? written.split(value.level) : [written];
      const language = parseLanguage(list?.[named.trim()]?.means ?? named);
      if (language === null) this.#note(field, named.trim());
      return language === null ? [] : [{ language, level: parseCefr(level?.trim()), required: true }];
    });
  }

  /** The language of texts that stand in the mapping's own; null where it is to be detected. */
  language(): string | null {
    const { language, lists } = this.#mapping;
    if (language === 'detect') return null;
    if (typeof language === 'string') return language;
    const [written] = this.#parts(language);
    if (written === undefined) return language.default;
    const known = language.list === undefined ? written : lists[language.list]?.[written]?.means;
    const read = parseLanguage(known);
    if (read === null) this.#note('language', written);
    return read ?? language.default;
  }

  /** True when the record says by its status that it is no longer shown. */
  isWithdrawn(): boolean {
    const { status } = this.#mapping.fields;
    const written = this.text('status', status);
    if (status === undefined || written === null) return false;
    if (holds(status.withdrawn, written)) return true;
    if (status.live.length > 0 && !holds(status.live, written)) this.#note('status', written);
    return false;
  }

  #read<Read>(field: string, value: Detailed | undefined, parse: (text: string) => Read | null): Read | null {
    const [text] = this.#parts(value);
    const read = text === undefined ? null : parse(text);
    if (text !== undefined && read === null) this.#note(field, formOf(text));
    return this.#checked(field, value, read);
  }

  #checked<Read>(field: string, value: Detailed | undefined, read: Read | null): Read | null {
    if (read === null && value?.matters === true) this.missing.push(field);
    return read;
  }

  #parts(value: Detailed | undefined): readonly string[] {
    if (value === undefined) return [];
    if (value.constant !== undefined) return [value.constant];
    const names = typeof value.from === 'string' ? [value.from] : (value.from ?? []);
    return names.flatMap((name) => this.#row.values(name)).filter((text) => !this.#empty.has(text));
  }

  #split(value: Detailed | undefined): readonly string[] {
    const { separator } = value ?? {};
    const parts = this.#parts(value);
    if (separator === undefined) return parts;
    const pieces = parts.flatMap((part) => part.split(separator).map((piece) => piece.trim()));
    return pieces.filter((piece) => piece !== '' && !this.#empty.has(piece));
  }

  #list(value: Detailed | undefined): Mapping['lists'][string] | undefined {
    return value?.list === undefined ? undefined : this.#mapping.lists[value.list];
  }

  #note(field: string, written: string): void {
    this.unknown.push(`${field}=${written}`.slice(0, 200));
  }
}

/** Digits that a number of an offer never has. */
const MOST_DIGITS = 15;

/** A number in exactly the declared form; null for any other, since `1.000` is one thing or another by its marks alone. */
function numberIn(text: string, decimal: string, group: string): number | null {
  const [whole = '', fraction = '', ...more] = text.split(decimal);
  const unsigned = whole.replace(/^[+-]/, '');
  const digits = group === '' ? unsigned : unsigned.replaceAll(group, '');
  const isGrouped = digits === unsigned || groupsOf(unsigned, group);
  const isPlain = /^\d+$/.test(digits) && /^\d*$/.test(fraction) && digits.length + fraction.length <= MOST_DIGITS;
  if (more.length > 0 || !isGrouped || !isPlain) return null;
  return Number(`${whole.startsWith('-') ? '-' : ''}${digits}.${fraction || '0'}`);
}

function groupsOf(text: string, group: string): boolean {
  const [first = '', ...rest] = text.split(group);
  return /^\d{1,3}$/.test(first) && rest.every((three) => /^\d{3}$/.test(three));
}

/** The form of a text without its content: digits become 9, letters a. */
function formOf(text: string): string {
  return text.slice(0, 40).replaceAll(/\d/g, '9').replaceAll(/\p{L}/gu, 'a');
}

function holds(words: readonly string[], text: string): boolean {
  const folded = text.toLowerCase();
  return words.some((word) => word.toLowerCase() === folded);
}
