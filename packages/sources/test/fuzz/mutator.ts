/** Pieces that parsers have stumbled over before, or might. */
const PIECES: readonly (string | Uint8Array)[] = [
  '',
  '\u0000',
  '\uFEFF',
  '\uFFFD',
  '\r',
  '\n',
  '"',
  '""',
  ';',
  '\\',
  '&',
  '&#0;',
  '&#x110000;',
  '&lt;script&gt;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0" encoding="UTF-16"?>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '</',
  '/>',
  ' xmlns=""',
  '{',
  '}',
  '[',
  ']',
  'null',
  '-1',
  '1e999',
  '9'.repeat(400),
  '0.'.padEnd(300, '1'),
  '2026-02-31',
  '0000-00-00T99:99:99Z',
  '__proto__',
  'constructor',
  'toString',
  '\u202E',
  'é'.repeat(50),
  'a'.repeat(20_000),
  '<a>'.repeat(400),
  '[['.repeat(2_000),
  '{"a":'.repeat(1_000),
  Uint8Array.of(0xff, 0xfe),
  Uint8Array.of(0xc3),
  Uint8Array.of(0x81, 0x8d, 0x92),
  Uint8Array.of(0x1f, 0x8b, 0x08),
  Uint8Array.of(0x50, 0x4b, 0x05, 0x06),
  Uint8Array.of(0xff, 0xff, 0xff, 0xff),
];
/** Many of them in a row are what an expression that goes back and forth does not come to the end of. */
const RUNS: readonly string[] = [
  ...[' ', '\n', '\t\n ', '<', '<p>', '<p', '</', '&', '&amp;', '&#', '@', 'a@', 'a.', '-', '(', '0', '0 ', '+32 '],
  ...['/', 'http://', 'a', 'é', '"', '<!--', '<![CDATA[', '\\', '_', '1.', ',', '<li><ul>', '\u00A0', '\u{1F600}'],
];
const LONGEST_RUN = 60_000;
const USUAL_RUN = 500;
const MOST_BYTES = 256 * 1024;

/** Random numbers that are the same for the same seed (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, and without, the bound. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  }

  pick<Element>(list: readonly Element[]): Element {
    const picked = list[this.below(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}

type Mutation = (input: Buffer, dice: Dice, samples: readonly Buffer[]) => Buffer;

const flip: Mutation = (input, dice) => {
  const flipped = Buffer.from(input);
  for (let times = 1 + dice.below(8); times > 0 && flipped.length > 0; times--) {
    const at = dice.below(flipped.length);
    flipped[at] = (flipped[at] ?? 0) ^ (1 << dice.below(8));
  }
  return flipped;
};

const cut: Mutation = (input, dice) => {
  const [from, to] = span(input, dice);
  return dice.below(2) === 0 ? input.subarray(0, from) : Buffer.concat([input.subarray(0, from), input.subarray(to)]);
};

const repeat: Mutation = (input, dice) => {
  const [from, to] = span(input, dice);
  const times = 2 + dice.below(dice.below(10) === 0 ? 200 : 4);
  return Buffer.concat([
    input.subarray(0, from),
    ...Array.from({ length: times }, () => input.subarray(from, to)),
    input.subarray(to),
  ]);
};

const insert: Mutation = (input, dice) => {
  const at = dice.below(input.length + 1);
  return Buffer.concat([input.subarray(0, at), Buffer.from(dice.pick(PIECES)), input.subarray(at)]);
};

const splice: Mutation = (input, dice, samples) => {
  const [from, to] = span(input, dice);
  const other = dice.pick(samples);
  const [start, end] = span(other, dice);
  return Buffer.concat([input.subarray(0, from), other.subarray(start, end), input.subarray(to)]);
};

/** The same text in another encoding than before. */
const recode: Mutation = (input, dice) => {
  const text = input.toString(dice.below(2) === 0 ? 'utf8' : 'latin1');
  const [encoding, mark] = dice.pick([
    ['latin1', ''],
    ['utf8', '\uFEFF'],
    ['utf16le', '\uFEFF'],
    ['utf16le', ''],
    ['utf8', ''],
  ] as const);
  return Buffer.from(mark + text, encoding);
};

/** Every number of a place gets many more digits. */
const inflate: Mutation = (input, dice) => {
  const at = dice.below(input.length + 1);
  const digits = '7'.repeat(1 + dice.below(40));
  const rest = input.subarray(at).toString('latin1').replace(/\d+/, digits);
  return Buffer.concat([input.subarray(0, at), Buffer.from(rest, 'latin1')]);
};

const stretch: Mutation = (input, dice) => {
  const at = dice.below(input.length + 1);
  return Buffer.concat([input.subarray(0, at), Buffer.from(longText(dice)), input.subarray(at)]);
};

const MUTATIONS: readonly Mutation[] = [flip, flip, cut, repeat, insert, insert, splice, recode, inflate, stretch];

/** One piece over and over. */
export function longText(dice: Dice): string {
  const piece = dice.pick(RUNS);
  const longest = dice.below(4) === 0 ? LONGEST_RUN : USUAL_RUN;
  return piece.repeat(Math.ceil(dice.below(longest) / piece.length));
}

function span(input: Buffer, dice: Dice): [number, number] {
  const from = dice.below(input.length + 1);
  return [from, Math.min(input.length, from + dice.below(dice.below(4) === 0 ? input.length + 1 : 40))];
}

/** The dice of an input: the same for the same seed and number. */
export function numbered(seed: number, number: number): Dice {
  return new Dice(Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(number, 0x85ebca6b));
}

/** The input of a number: a sample with some mutations. Number and seed give it again; the first inputs are the samples. */
export function inputOf(samples: readonly Buffer[], seed: number, number: number): Buffer {
  return samples[number] ?? mutated(samples, numbered(seed, number));
}

/** One of the samples with some mutations. */
export function mutated(samples: readonly Buffer[], dice: Dice): Buffer {
  let input = dice.pick(samples);
  for (let times = 1 + dice.below(4); times > 0; times--) input = dice.pick(MUTATIONS)(input, dice, samples);
  return input.subarray(0, MOST_BYTES);
}
