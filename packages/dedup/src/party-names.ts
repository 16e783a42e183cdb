import { remembered } from './remembered.ts';

/** Words of a name that branches and registers add or leave out. */
const ADDED_WORDS = new Set(
  'groep group groupe gruppe belgium belgie belgique belgien benelux europe international holding company the en et and und of de la le les het der die das aan voor pour services service jobs hr recruitment'.split(
    ' ',
  ),
);

/** Words that only agencies and job boards bear in their names, and names of agencies that work in Belgium. */
const AGENCY_WORDS = new Set(
  'interim uitzend uitzendbureau uitzendkrachten uitzendkantoor interimkantoor staffing recruitment recruiting recruteur zeitarbeit personaldienst personaldienstleistung headhunting selection selectie werving travail randstad adecco manpower tempo synergie accent unique agilitas actief vivaldis konvert daoust ago asap proselect hays michaelpage walters jobat stepstone indeed jobboard werkpoort'.split(
    ' ',
  ),
);

export function looksLikeAgency(name: string): boolean {
  return name.split(' ').some((word) => AGENCY_WORDS.has(word));
}

export type NameFit = 'same' | 'similar' | 'different';

/**
 * Whether two normalised names can be one employer's: equal but for words that registers add, written in one or in two,
 * one the other with words added (`Randstad`, `Randstad Gent`), a typing error, or an abbreviation by first letters.
 */
export function nameFit(a: string, b: string): NameFit {
  if (a === b) return 'same';
  const [one, other] = [coreWords(a), coreWords(b)];
  const [joined, otherJoined] = [one.join(''), other.join('')];
  if (joined === otherJoined) return 'same';
  if (isWithin(one, other) || isWithin(other, one)) return 'similar';
  if (joined.length >= 8 && withinOneEdit(joined, otherJoined)) return 'similar';
  return isAbbreviation(one, other) || isAbbreviation(other, one) ? 'similar' : 'different';
}

/** The words of a name that registers do not add or leave out. */
export const coreWords: (name: string) => readonly string[] = remembered((name) => {
  const words = name.split(' ');
  const core = words.filter((word) => !ADDED_WORDS.has(word));
  return core.length > 0 ? core : words;
});

function isWithin(shorter: readonly string[], longer: readonly string[]): boolean {
  const longest = shorter.reduce((most, word) => Math.max(most, word.length), 0);
  return longest >= 4 && shorter.every((word) => longer.includes(word));
}

function isAbbreviation(short: readonly string[], long: readonly string[]): boolean {
  const [letters = ''] = short;
  if (short.length !== 1 || letters.length < 3 || long.length !== letters.length) return false;
  return long.every((word, at) => word.charAt(0) === letters.charAt(at));
}

/** One letter more, less, other, or two swapped. */
export function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  const rest = (text: string, from: number) => text.slice(from);
  if (a.length !== b.length) {
    return a.length > b.length ? rest(a, start + 1) === rest(b, start) : rest(a, start) === rest(b, start + 1);
  }
  if (rest(a, start + 1) === rest(b, start + 1)) return true;
  const swapped = a.charAt(start) === b.charAt(start + 1) && a.charAt(start + 1) === b.charAt(start);
  return swapped && rest(a, start + 2) === rest(b, start + 2);
}
