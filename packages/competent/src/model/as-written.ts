import type { Random } from './random.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A title as it is looked up: as a whole, and in the parts that its signs divide it into. */
export interface Written {
  readonly text: string;
  readonly parts: readonly string[];
}

/**
 * A label's key as an employer might have written it: a word more or less, the beginning alone, words in another order,
 * a typing error, a name that no label knows. Training looks these up instead of the label.
 * @param other the key of any other label of the language, for a word that does not belong
 */
export function asWritten(key: string, other: string, random: Random): Written {
  const words = key.split(' ');
  if (random.chance(0.1)) {
    const name = unknownName(random);
    return { text: `${key} ${name}`, parts: [key, name] };
  }
  return { text: inOnePiece(words, key, other, random), parts: [] };
}

function inOnePiece(words: readonly string[], key: string, other: string, random: Random): string {
  const kind = random.next();
  if (kind < 0.6) return key;
  if (kind < 0.67 && words.length > 2) return words.toSpliced(1 + random.below(words.length - 1), 1).join(' ');
  if (kind < 0.75) return withOtherWord(words, other.split(' '), random);
  if (kind < 0.78 && words.length > 1) return words.slice(0, 1 + random.below(words.length - 1)).join(' ');
  if (kind < 0.86) return withTypingError(key, random);
  if (kind < 0.94) return [...words, unknownName(random)].join(' ');
  return words.toReversed().join(' ');
}

function withOtherWord(words: readonly string[], others: readonly string[], random: Random): string {
  const other = others[random.below(others.length)] ?? '';
  return random.chance(0.8) ? [...words, other].join(' ') : [other, ...words].join(' ');
}

function withTypingError(key: string, random: Random): string {
  const at = 1 + random.below(Math.max(1, key.length - 2));
  const rest = key.slice(at + 1);
  if (random.chance(0.4)) return key.slice(0, at) + rest;
  if (random.chance(0.5)) return key.slice(0, at + 1) + key.slice(at);
  return key.slice(0, at) + (LETTERS[random.below(LETTERS.length)] ?? '') + rest;
}

function unknownName(random: Random): string {
  return Array.from({ length: 4 + random.below(6) }, () => LETTERS[random.below(LETTERS.length)]).join('');
}
