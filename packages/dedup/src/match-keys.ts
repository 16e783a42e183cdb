import { deterministicId } from '@relais/runtime';
import type { Vacancy } from '@relais/vacancy';
import { byCodeUnits, stemOf } from './normal-text.ts';
import { NO_RULES, type OperatorRules } from './operator-rules.ts';
import { coreWords } from './party-names.ts';
import { type Party, type Signature, signatureOf } from './signature.ts';
import { bandsOf } from './sketch.ts';

const MOST_KEYS = 18;
const KEY_LENGTH = 20;
const MOST_DUPLICATES = 2;
/** Texts that share two thirds of their runs meet under one of the bands with a chance of 97 %. */
const BANDS = 6;
const BAND_WIDTH = 2;

/**
 * Names under which a vacancy can be found by others that may be the same job: at most eighteen, short, in order of weight.
 * Two vacancies of one job share at least one of
 * - the reference of the origin, or of the vacancy itself;
 * - the group that the source says its duplicates are (its smallest reference), and two of its members;
 * - the supplier and the supplier's reference;
 * - employer, or supplier, by KBO number or by name, with the place of work and the title;
 * - the place of work and a part of the sketch of the text, which finds employers that are hidden or named otherwise;
 * - the place of work, the employer and a word, a code or a meaning of the title, which finds titles written otherwise;
 * - what an operator's rule names beside it.
 *
 * The signature is the vacancy's own; who has it already spares working it out again.
 */
export function matchKeysOf(
  vacancy: Vacancy,
  signature: Signature = signatureOf(vacancy),
  rules: OperatorRules = NO_RULES,
): string[] {
  return matchTermsOf(vacancy, signature, rules).map(keyOfTerm);
}

/** The match keys that operators' rules alone give a vacancy: for who has its other keys already. */
export function ruleKeysOf(vacancyKey: string, rules: OperatorRules): string[] {
  return rules.termsOf(vacancyKey).map(keyOfTerm);
}

function keyOfTerm(term: string): string {
  return `m_${deterministicId(term).slice(0, KEY_LENGTH)}`;
}

/** The keys in words, each once. */
export function matchTermsOf(vacancy: Vacancy, signature: Signature, rules: OperatorRules): string[] {
  const terms = [
    ...rules.termsOf(`${vacancy.source}:${vacancy.reference}`),
    ...referenceTerms(vacancy),
    ...supplierTerms(signature),
    ...jobTerms(signature),
    ...textTerms(signature),
  ];
  return [...new Set(terms)].slice(0, MOST_KEYS);
}

function termOf(...parts: readonly string[]): string {
  return parts.join('\u0000');
}

function referenceTerms({ source, reference, origin, duplicatesAtSource }: Vacancy): string[] {
  const own = [termOf('origin', source, reference)];
  if (origin.reference !== null) own.push(termOf('origin', origin.service, origin.reference));
  if (duplicatesAtSource.length === 0) return own;
  const smallest = [reference, ...duplicatesAtSource].toSorted(byCodeUnits)[0] ?? reference;
  const named = duplicatesAtSource.slice(0, MOST_DUPLICATES).map((each) => termOf('origin', source, each));
  return [...own, termOf('duplicates', source, smallest), ...named];
}

function supplierTerms({ supplier, employer }: Signature): string[] {
  const name = supplier?.number ?? supplier?.name ?? employer?.number ?? employer?.name;
  return supplier?.reference && name ? [termOf('supplier', name, supplier.reference)] : [];
}

/**
 * By postcode, since towns have a name per language; one by the town's name, for those that know no postcode; and one by
 * the second title of a vacancy in two languages.
 */
function jobTerms(signature: Signature): string[] {
  const { employer, supplier, towns, titles } = signature;
  const place = placeOf(signature);
  const [title, otherTitle] = Object.values(titles);
  return [
    ...termsOf(employer, place, title),
    ...termsOf(supplier, place, title).slice(0, 1),
    ...termsOf(employer, place, otherTitle).slice(0, 1),
    ...termsOf(employer?.name ? { name: employer.name } : undefined, towns?.[0], title),
    ...meaningTerms(signature, place),
  ];
}

function placeOf({ postcodes = [], towns = [], nuts }: Signature): string | undefined {
  return postcodes[0] ?? towns[0] ?? nuts;
}

function termsOf(party: Party | undefined, place: string | undefined, title: string | undefined): string[] {
  if (place === undefined || title === undefined) return [];
  return namesOf(party).map((name) => termOf('job', name, place, title));
}

/** By number and by name, the name without what registers add. */
function namesOf(party: Party | undefined): string[] {
  const name = party?.name === undefined ? undefined : coreWords(party.name).join('');
  return [party?.number, name].filter((each) => each !== undefined);
}

function meaningTerms({ employer, codes, meanings, titles }: Signature, place: string | undefined): string[] {
  const name = employer?.number ?? employer?.name;
  if (name === undefined || place === undefined) return [];
  const tokens = [meanings?.[0], ...(codes ?? []).slice(0, 2), longestWord(Object.values(titles)[0])].filter(
    (token) => token !== undefined,
  );
  return tokens.map((token) => termOf('meaning', name, place, token));
}

function textTerms(signature: Signature): string[] {
  const place = placeOf(signature);
  if (place === undefined || signature.text === undefined) return [];
  return bandsOf(signature.text.sketch, BANDS, BAND_WIDTH).map((band) => termOf('text', place, band));
}

function longestWord(title: string | undefined): string | undefined {
  const words = title?.split(' ').toSorted((a, b) => b.length - a.length || byCodeUnits(a, b));
  return words?.[0] === undefined ? undefined : stemOf(words[0]);
}
