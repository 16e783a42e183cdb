import { daysBetween } from './days.ts';
import { type EmployerFit, employerFit, placeFit, postcodesDiffer, termsFit } from './gates.ts';
import { compare, isNamed, judge, reasonsOf, type Terms } from './judgement.ts';
import type { Signature } from './signature.ts';
import { compareTitles, type TitleFit } from './titles.ts';

export type LinkKind = 'echo' | 'channel' | 'repost' | 'source-duplicate' | 'operator';

/** Why two vacancies are one job. */
export interface Evidence {
  readonly kind: LinkKind;
  /** Probability that the two are one job, 0–1. */
  readonly score: number;
  /** True when a reference says so; else it is a judgement of likeness. */
  readonly exact: boolean;
  /** True when the employer of one is not known, or a code alone tells what both titles mean: another one may fit as well. */
  readonly weak: boolean;
  /** For a person to read. */
  readonly reasons: readonly string[];
}

/** What makes two vacancies one job, or null when nothing does well enough. Symmetric. */
export function evidenceOf(a: Signature, b: Signature): Evidence | null {
  return byOrigin(a, b) ?? bySourceDuplicate(a, b) ?? bySupplierReference(a, b) ?? byLikeness(a, b);
}

const own = ({ source, reference }: Signature) => `${source}:${reference}`;
const namesOf = ({ reference, aliases = [] }: Signature) => [reference, ...aliases];
const isFrom = ({ origin }: Signature, other: Signature) =>
  origin !== undefined && namesOf(other).some((name) => origin === `${other.source}:${name}`);
const callsDuplicate = ({ duplicates }: Signature, other: Signature) =>
  duplicates !== undefined && namesOf(other).some((name) => duplicates.includes(name));
const exact = (kind: LinkKind, score: number, reason: string): Evidence => ({
  kind,
  score,
  exact: true,
  weak: false,
  reasons: [reason],
});

/** One shows the other, or both show the same third one. */
function byOrigin(a: Signature, b: Signature): Evidence | null {
  if (a.origin === undefined && b.origin === undefined) return null;
  if (isFrom(a, b)) return exact('echo', 1, `${own(a)} names ${own(b)} as its origin`);
  if (isFrom(b, a)) return exact('echo', 1, `${own(b)} names ${own(a)} as its origin`);
  if (a.origin === undefined || a.origin !== b.origin || postcodesDiffer(a, b)) return null;
  const kind = a.source === b.source ? 'source-duplicate' : 'echo';
  return exact(kind, 0.99, `both name ${a.origin} as their origin`);
}

function bySourceDuplicate(a: Signature, b: Signature): Evidence | null {
  if (a.source !== b.source) return null;
  return callsDuplicate(a, b) || callsDuplicate(b, a)
    ? exact('source-duplicate', 1, `${a.source} calls ${a.reference} and ${b.reference} duplicates`)
    : null;
}

/** One supplier gave one reference to several services, or to the same one twice. */
function bySupplierReference(a: Signature, b: Signature): Evidence | null {
  const reference = a.supplier?.reference;
  if (reference === undefined || reference !== b.supplier?.reference || !sameSupplier(a, b)) return null;
  if (placeFit(a, b) !== 'same' || termsFit(a, b) === 'different') return null;
  const repeated = a.source === b.source;
  if (!titlesAgree(a, b, repeated)) return null;
  const reason = `the supplier gave both the reference ${reference}, at the same workplace`;
  return exact(repeated ? 'repost' : 'channel', 0.97, reason);
}

function titlesAgree(a: Signature, b: Signature, wholly: boolean): boolean {
  const { fit, marks } = compareTitles(a, b);
  return marks === '' && (wholly ? fit === 'same' : fit !== 'other');
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

/**
 * True when nothing but a reference could make them one job: another workplace, other terms, another employer, marks in
 * the title that only one bears, or a supplier that tells them apart. Symmetric.
 */
export function contradict(a: Signature, b: Signature): boolean {
  const place = placeFit(a, b);
  if (place === 'different' || place === 'overlapping' || termsFit(a, b) === 'different') return true;
  if (suppliersDisagree(a, b) && !followsSoon(a, b)) return true;
  if (employerFit(a, b) === 'different') return true;
  const { marks, share } = compareTitles(a, b);
  return marks !== '' && share >= 0.5;
}

const WORKPLACE = 'the same workplace';
/** Between services. */
const CHANNEL: Terms = {
  where: WORKPLACE,
  circumstances: 0,
  titles: ['same', 'extended', 'translated', 'coded', 'hinted'],
  leastText: null,
};
/** Between services that name a region alone. */
const REGION: Terms = { where: 'the same region', circumstances: -2, titles: ['same'], leastText: 0.6 };
/** Two live vacancies of one source are two jobs, unless a second supplier brings the same one … */
const SECOND_SUPPLIER: Terms = { where: WORKPLACE, circumstances: -1, titles: ['same', 'extended'], leastText: 0.5 };
/** … or nothing at all tells them apart. */
const REPEATED: Terms = { where: WORKPLACE, circumstances: -0.5, titles: ['same'], leastText: 0.9 };
/** One supplier shows it again under a reference of its own, on another day. */
const RENEWED: Terms = { where: WORKPLACE, circumstances: -1, titles: ['same'], leastText: 0.93 };
/** A vacancy that comes back under a new reference after it was withdrawn … */
const WITHDRAWN: Terms = { where: WORKPLACE, circumstances: 0, titles: ['same', 'extended'], leastText: null };
/** … or had ended. */
const RETURNED: Terms = { where: WORKPLACE, circumstances: 0, titles: ['same', 'extended'], leastText: 0.4 };
const RETURNED_IN_REGION: Terms = { ...REGION, leastText: 0.9 };
const LONGEST_ABSENCE_DAYS = 60;

function byLikeness(a: Signature, b: Signature): Evidence | null {
  const place = placeFit(a, b);
  if ((place !== 'same' && place !== 'region') || termsFit(a, b) === 'different') return null;
  if (a.source === b.source) return place === 'same' ? atOneSource(a, b) : inOneRegion(a, b);
  if (suppliersDisagree(a, b)) return null;
  return judged(a, b, isEchoed(a, b) ? 'echo' : 'channel', place === 'same' ? CHANNEL : REGION);
}

function isEchoed(a: Signature, b: Signature): boolean {
  return a.path?.includes(b.source) === true || b.path?.includes(a.source) === true;
}

function inOneRegion(a: Signature, b: Signature): Evidence | null {
  return followsSoon(a, b) ? judged(a, b, 'repost', RETURNED_IN_REGION) : null;
}

function atOneSource(a: Signature, b: Signature): Evidence | null {
  const gone = a.withdrawn !== undefined || b.withdrawn !== undefined;
  if (followsSoon(a, b)) return judged(a, b, 'repost', gone ? WITHDRAWN : RETURNED);
  return gone && !overlap(a, b) ? null : atOneTime(a, b);
}

function atOneTime(a: Signature, b: Signature): Evidence | null {
  if (suppliersDisagree(a, b)) return a.published === b.published ? null : judged(a, b, 'repost', RENEWED);
  const secondSupplier = !sameSupplier(a, b) && (a.supplier !== undefined || b.supplier !== undefined);
  const supplied = secondSupplier ? judged(a, b, 'channel', SECOND_SUPPLIER) : null;
  return supplied ?? (a.positions === b.positions ? judged(a, b, 'repost', REPEATED) : null);
}

/** Both were shown at one time, though one is gone since. */
function overlap(a: Signature, b: Signature): boolean {
  const [end, otherEnd] = [a.withdrawn ?? NEVER, b.withdrawn ?? NEVER];
  return a.published !== undefined && b.published !== undefined && a.published <= otherEnd && b.published <= end;
}

const NEVER = '9999-12-31';

function judged(a: Signature, b: Signature, kind: LinkKind, given: Terms): Evidence | null {
  const edited = termsFit(a, b) === 'edited';
  const terms = edited ? afterEdit(given, kind) : given;
  const compared = compare(a, b, terms);
  if (compared === null || (edited && !isNamed(compared.employer))) return null;
  const score = judge(a, b, compared, terms);
  if (score === null) return null;
  const weak = UNSURE_EMPLOYERS.has(compared.employer) || UNSURE_TITLES.has(compared.titles.fit) || compared.bare;
  return { kind, score, exact: false, weak, reasons: reasonsOf(compared, terms) };
}

/** Where the contract differs, the rest must be all the surer: a text in common, or a service that says whence it has the row. */
function afterEdit(terms: Terms, kind: LinkKind): Terms {
  const leastText = kind === 'echo' ? terms.leastText : Math.max(terms.leastText ?? 0, LEAST_TEXT_EDITED);
  return { ...terms, circumstances: terms.circumstances - 1, titles: ['same'], leastText };
}

const LEAST_TEXT_EDITED = 0.7;
const UNSURE_EMPLOYERS: ReadonlySet<EmployerFit> = new Set(['agency', 'unknown']);
const UNSURE_TITLES: ReadonlySet<TitleFit> = new Set(['coded', 'hinted']);

/** Whether a third vacancy that resembles both can be one of them alone. Symmetric. */
export function areRivals(a: Signature, b: Signature): boolean {
  if (contradict(a, b)) return true;
  const bothLive = a.withdrawn === undefined && b.withdrawn === undefined;
  return bothLive && a.source === b.source && evidenceOf(a, b) === null;
}

/** One appeared when the other had gone, or reached its last day, and soon after. */
function followsSoon(a: Signature, b: Signature): boolean {
  return follows(a, b) || follows(b, a);
}

function follows(first: Signature, next: Signature): boolean {
  const ended = first.withdrawn ?? first.until;
  if (ended === undefined || next.published === undefined) return false;
  const days = daysBetween(ended, next.published);
  return days >= -1 && days <= LONGEST_ABSENCE_DAYS;
}
