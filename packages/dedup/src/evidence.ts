import { type EmployerFit, employerFit, placeFit, postcodesDiffer, termsFit } from './gates.ts';
import type { Signature } from './signature.ts';
import { likeness } from './sketch.ts';

export type LinkKind = 'echo' | 'channel' | 'repost' | 'source-duplicate';

/** Why two vacancies are one job. */
export interface Evidence {
  readonly kind: LinkKind;
  /** Probability that the two are one job, 0–1. */
  readonly score: number;
  /** True when a reference says so; else it is a judgement of likeness. */
  readonly exact: boolean;
  /** For a person to read. */
  readonly reasons: readonly string[];
}

/** What makes two vacancies one job, or null when nothing does well enough. Symmetric. */
export function evidenceOf(a: Signature, b: Signature): Evidence | null {
  return byOrigin(a, b) ?? bySourceDuplicate(a, b) ?? bySupplierReference(a, b) ?? byLikeness(a, b);
}

const own = ({ source, reference }: Signature) => `${source}:${reference}`;
const exact = (kind: LinkKind, score: number, reason: string): Evidence => ({
  kind,
  score,
  exact: true,
  reasons: [reason],
});

/** One shows the other, or both show the same third one. */
function byOrigin(a: Signature, b: Signature): Evidence | null {
  if (a.origin === own(b)) return exact('echo', 1, `${own(a)} names ${own(b)} as its origin`);
  if (b.origin === own(a)) return exact('echo', 1, `${own(b)} names ${own(a)} as its origin`);
  if (a.origin === undefined || a.origin !== b.origin || postcodesDiffer(a, b)) return null;
  const kind = a.source === b.source ? 'source-duplicate' : 'echo';
  return exact(kind, 0.99, `both name ${a.origin} as their origin`);
}

function bySourceDuplicate(a: Signature, b: Signature): Evidence | null {
  if (a.source !== b.source) return null;
  const named = a.duplicates?.includes(b.reference) === true || b.duplicates?.includes(a.reference) === true;
  return named ? exact('source-duplicate', 1, `${a.source} calls ${a.reference} and ${b.reference} duplicates`) : null;
}

/** One supplier gave one reference to several services, or to the same one twice. */
function bySupplierReference(a: Signature, b: Signature): Evidence | null {
  const reference = a.supplier?.reference;
  if (reference === undefined || reference !== b.supplier?.reference || !sameSupplier(a, b)) return null;
  if (placeFit(a, b) !== 'same' || !termsFit(a, b)) return null;
  const titles = titleLikeness(a, b);
  const repeated = a.source === b.source;
  if (titles !== null && titles < (repeated ? 1 : 0.5)) return null;
  return exact(
    repeated ? 'repost' : 'channel',
    0.97,
    `the supplier gave both the reference ${reference}, at the same workplace`,
  );
}

function sameSupplier({ supplier: a }: Signature, { supplier: b }: Signature): boolean {
  if (a?.number && b?.number) return a.number === b.number;
  return a?.name !== undefined && a.name === b?.name;
}

/** The supplier itself tells the two apart. */
function suppliersDisagree(a: Signature, b: Signature): boolean {
  const [one, other] = [a.supplier?.reference, b.supplier?.reference];
  return one !== undefined && other !== undefined && one !== other && sameSupplier(a, b);
}

interface Compared {
  readonly employer: EmployerFit;
  /** Share of common words of the titles in a common language; null when there is none. */
  readonly title: number | null;
  /** Estimated share of common text in the same language; null when it cannot be compared. */
  readonly text: number | null;
}

interface Rule {
  readonly employers: readonly EmployerFit[];
  readonly title: number;
  /** Least likeness of the texts. */
  readonly text: number;
  /** Score where the texts cannot be compared; null when they must be. */
  readonly withoutText: number | null;
  readonly score: number;
}

/** The first rule that fits decides. The gates (workplace, contract, working time) are passed before. */
const CHANNEL_RULES: readonly Rule[] = [
  { employers: ['number'], title: 1, text: 0.3, withoutText: 0.92, score: 0.96 },
  { employers: ['number'], title: 0.5, text: 0.7, withoutText: null, score: 0.93 },
  { employers: ['name'], title: 1, text: 0.5, withoutText: 0.88, score: 0.94 },
  { employers: ['name'], title: 0.5, text: 0.8, withoutText: null, score: 0.91 },
  { employers: ['supplier', 'similar-name'], title: 1, text: 0.8, withoutText: null, score: 0.9 },
];

/** Two live vacancies of one source are two jobs, unless a second supplier brings the same one … */
const SECOND_SUPPLIER_RULES: readonly Rule[] = [
  { employers: ['number'], title: 1, text: 0.8, withoutText: null, score: 0.93 },
  { employers: ['name'], title: 1, text: 0.9, withoutText: null, score: 0.9 },
];

/** … or nothing at all tells them apart. */
const REPOST_RULES: readonly Rule[] = [
  { employers: ['number', 'name'], title: 1, text: 0.95, withoutText: null, score: 0.9 },
];

/** A vacancy that comes back under a new reference after it was withdrawn. */
const RETURN_RULES: readonly Rule[] = [
  { employers: ['number', 'name'], title: 1, text: 0.8, withoutText: null, score: 0.94 },
];
const LONGEST_ABSENCE_DAYS = 60;

function byLikeness(a: Signature, b: Signature): Evidence | null {
  if (placeFit(a, b) !== 'same' || !termsFit(a, b) || suppliersDisagree(a, b)) return null;
  const compared = { employer: employerFit(a, b), title: titleLikeness(a, b), text: textLikeness(a, b) };
  if (a.source === b.source) return a.positions === b.positions ? atOneSource(a, b, compared) : null;
  const echoed = a.path?.includes(b.source) === true || b.path?.includes(a.source) === true;
  return judged(echoed ? 'echo' : 'channel', CHANNEL_RULES, compared);
}

function atOneSource(a: Signature, b: Signature, compared: Compared): Evidence | null {
  const returned = a.withdrawn !== undefined || b.withdrawn !== undefined;
  if (returned) return cameBackSoon(a, b) ? judged('repost', RETURN_RULES, compared) : null;
  const secondSupplier = !sameSupplier(a, b) && (a.supplier !== undefined || b.supplier !== undefined);
  return (
    (secondSupplier ? judged('channel', SECOND_SUPPLIER_RULES, compared) : null) ??
    judged('repost', REPOST_RULES, compared)
  );
}

function judged(kind: LinkKind, rules: readonly Rule[], compared: Compared): Evidence | null {
  const rule = rules.find((each) => fits(each, compared));
  if (!rule) return null;
  const score = compared.text === null ? (rule.withoutText ?? rule.score) : rule.score;
  return { kind, score, exact: false, reasons: reasonsOf(compared) };
}

function fits(rule: Rule, { employer, title, text }: Compared): boolean {
  if (!rule.employers.includes(employer) || title === null || title < rule.title) return false;
  return text === null ? rule.withoutText !== null : text >= rule.text;
}

const EMPLOYER_REASONS: Readonly<Record<EmployerFit, string>> = {
  number: 'the same enterprise number',
  name: 'the same name of the employer',
  supplier: 'the supplier of one is the employer of the other',
  'similar-name': 'nearly the same name of the employer',
  unknown: 'an unknown employer',
  different: 'different employers',
};

function reasonsOf({ employer, title, text }: Compared): string[] {
  const titles = title === 1 ? 'the same title' : `titles alike by ${percent(title ?? 0)}`;
  const texts = text === null ? 'no texts to compare' : `texts alike by ${percent(text)}`;
  return [EMPLOYER_REASONS[employer], 'the same workplace', titles, texts];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/**
 * The best share of common words (Dice) over the pairs of titles in one language; null when there is no such pair.
 * Titles that are equal word for word count in any language: sources guess languages, and some have no member for one.
 */
function titleLikeness(a: Signature, b: Signature): number | null {
  const pairs = Object.entries(a.titles).flatMap(([language, title]) =>
    Object.entries(b.titles)
      .filter(
        ([other, otherTitle]) => other === language || other === 'und' || language === 'und' || otherTitle === title,
      )
      .map(([, otherTitle]) => dice(title, otherTitle)),
  );
  return pairs.length > 0 ? Math.max(...pairs) : null;
}

function dice(a: string, b: string): number {
  const [one, other] = [a.split(' '), b.split(' ')];
  return (2 * one.filter((word) => other.includes(word)).length) / (one.length + other.length);
}

function textLikeness({ text: a }: Signature, { text: b }: Signature): number | null {
  return a && b && a.language === b.language ? likeness(a.sketch, b.sketch) : null;
}

function cameBackSoon(a: Signature, b: Signature): boolean {
  const [gone, back] = a.withdrawn === undefined ? [b, a] : [a, b];
  if (gone.withdrawn === undefined || back.published === undefined) return false;
  const days = (Date.parse(back.published) - Date.parse(gone.withdrawn)) / 86_400_000;
  return days >= -1 && days <= LONGEST_ABSENCE_DAYS;
}
