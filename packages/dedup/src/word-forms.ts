import { markOf, marksOfText } from './marks.ts';
import { plain, stemOf, wordsOf } from './normal-text.ts';
import { bitsOf, hashOf } from './sketch.ts';

/** What is worked out once for each word that texts repeat. */
export interface WordForm {
  readonly hash: number;
  /** Where its stem stands in a set of words; null for words too short to tell anything. */
  readonly bits: readonly number[] | null;
  readonly mark: string | undefined;
}

/** A run of signs as it stands in texts: one word mostly, and more where signs beyond ASCII part them, as in `d’équipe`. */
interface Run {
  readonly forms: readonly WordForm[];
  /** It may be written in one with the next: `week-end`. */
  readonly opens: boolean;
}

const SHORTEST_WORD = 4;
const OPENING = new Set(['week', 'part', 'full', 'mi', 'half', 'team']);
const CLOSING = /[\s-](?:end|ends|time|temps|tijds|lead|leader)\b/y;

/**
 * The forms of the words of a text: no capitals, no accents, words that are written in one or in two in one. Runs met before are
 * remembered, so that a text is walked through once and its words are not cut out of it.
 */
export function formsOf(text: string): WordForm[] {
  const lower = text.toLowerCase();
  const forms: WordForm[] = [];
  for (let start = 0; start < lower.length; start++) {
    let hash = 0;
    let check = 0;
    let end = start;
    for (; end < lower.length; end++) {
      const code = lower.charCodeAt(end);
      if (!isOfRun(code)) break;
      hash = Math.imul(hash ^ code, 0x01000193);
      check = (Math.imul(check, 31) + code) | 0;
    }
    if (end === start) continue;
    const run = known.get(hash, check) ?? known.add(hash, check, runOf(lower.slice(start, end)));
    const closing = run.opens ? closingAt(lower, end) : '';
    const whole = closing === '' ? run : runOf(lower.slice(start, end) + closing.slice(1));
    for (const form of whole.forms) forms.push(form);
    start = end + closing.length;
  }
  return forms;
}

/** The word that is written in one with the one before it, and what parts the two; empty when there is none. */
function closingAt(text: string, at: number): string {
  CLOSING.lastIndex = at;
  return CLOSING.exec(text)?.[0] ?? '';
}

const ASCII_SIGNS: Readonly<Uint8Array> = Uint8Array.from({ length: 128 }, (_, code) =>
  /[a-z0-9+#]/.test(String.fromCharCode(code)) ? 1 : 0,
);

function isOfRun(code: number): boolean {
  return code >= ASCII_SIGNS.length || ASCII_SIGNS[code] === 1;
}

function runOf(signs: string): Run {
  return { forms: wordsOf(plain(signs)).map(formOf), opens: OPENING.has(signs) };
}

const PLACES = 1 << 17;
const MOST_KNOWN = PLACES / 2;

/** Runs met before, up to a bound: an open hash table. Two hashes tell a run from all others, 64 bits of them. */
class KnownRuns {
  readonly #hashes = new Int32Array(PLACES);
  readonly #checks = new Int32Array(PLACES);
  readonly #runs: (Run | undefined)[] = Array.from({ length: PLACES }, () => undefined);
  #size = 0;

  get(hash: number, check: number): Run | undefined {
    return this.#runs[this.#placeOf(hash, check)];
  }

  add(hash: number, check: number, run: Run): Run {
    if (this.#size++ === MOST_KNOWN) {
      this.#runs.fill(undefined);
      this.#size = 1;
    }
    const place = this.#placeOf(hash, check);
    this.#hashes[place] = hash;
    this.#checks[place] = check;
    this.#runs[place] = run;
    return run;
  }

  /** The place of a run, or the free one where it would stand. */
  #placeOf(hash: number, check: number): number {
    let place = (hash ^ (hash >>> 15)) & (PLACES - 1);
    while (this.#runs[place] !== undefined && (this.#hashes[place] !== hash || this.#checks[place] !== check))
      place = (place + 1) & (PLACES - 1);
    return place;
  }
}

const known = new KnownRuns();

function formOf(word: string): WordForm {
  const bits = word.length >= SHORTEST_WORD ? bitsOf(stemOf(word)) : null;
  return { hash: hashOf(word) | 0, bits, mark: markOf(word) };
}

/** The marks that the words of a text bear. */
export function marksIn(forms: readonly WordForm[]): string {
  let marks = '';
  for (const { mark } of forms) if (mark !== undefined && !marks.includes(mark)) marks += mark;
  return marksOfText(marks);
}
