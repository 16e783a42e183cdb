import { deterministicId } from '@relais/runtime';
import type { Vacancy } from '@relais/vacancy';
import { byCodeUnits, stemOf } from './normal-text.ts';
import { NO_RULES, type OperatorRules } from './operator-rules.ts';
import { coreWords } from './party-names.ts';
import { type Party, type Signature, signatureOf } from './signature.ts';

const KEY_LENGTH = 20;
const MOST_ALIASES = 2;
const MOST_DUPLICATES = 4;

/**
 * Names under which a vacancy can be found by others that may be the same job: at most eighteen and those of operators'
 * rules, mostly six to eight, short, in order of weight. Each costs a lease, a look and a write, so that those are chosen
 * which few vacancies share. Two vacancies of one job share at least one of
 * - the reference of the origin, or of the vacancy itself, and two more by which its source names it;
 * - the group that the source says its duplicates are (its smallest reference), and four of its members;
 * - the supplier and the supplier's reference;
 * - employer by name, town, and the longest word of the title;
 * - the place of work and a run of words of the text, which finds employers that are hidden or named otherwise;
 * - the place of work and the employer, by KBO number and by name, which finds titles written otherwise and in another
 *   language; agencies have too many jobs in one town to be found so;
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
    ...titleTerms(signature),
    ...employerTerms(signature),
    ...textTerms(signature),
  ];
  return [...new Set(terms)];
}

function termOf(...parts: readonly string[]): string {
  return parts.join('\u0000');
}

function referenceTerms({ source, reference, aliases = [], origin, duplicatesAtSource }: Vacancy): string[] {
  const own = [reference, ...aliases.slice(0, MOST_ALIASES)].map((each) => termOf('origin', source, each));
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

/** By the town's name, which more services tell than a postcode; one for each title of a vacancy in two languages. */
function titleTerms(signature: Signature): string[] {
  const { employer, towns, titles } = signature;
  const [name, place] = [nameOf(employer) ?? employer?.number, towns?.[0] ?? placeOf(signature)];
  if (name === undefined || place === undefined) return [];
  return Object.values(titles).map((title) => termOf('title', name, place, longestWord(title)));
}

function textTerms(signature: Signature): string[] {
  const place = placeOf(signature);
  if (place === undefined || signature.text === undefined) return [];
  return signature.text.anchors.split(' ').map((anchor) => termOf('text', place, anchor));
}

function employerTerms(signature: Signature): string[] {
  const { employer, agency } = signature;
  const place = placeOf(signature);
  if (agency || place === undefined) return [];
  const names = [employer?.number, nameOf(employer)].filter((name) => name !== undefined);
  return names.map((name) => termOf('employer', name, place));
}

function placeOf({ postcodes = [], towns = [], nuts }: Signature): string | undefined {
  return postcodes[0] ?? towns[0] ?? nuts;
}

/** A name without what registers add. */
function nameOf(party: Party | undefined): string | undefined {
  return party?.name === undefined ? undefined : coreWords(party.name).join('');
}

function longestWord(title: string): string {
  const isBefore = (a: string, b: string) => a.length > b.length || (a.length === b.length && a < b);
  return stemOf(title.split(' ').reduce((longest, word) => (isBefore(word, longest) ? word : longest)));
}
