import type { Delivery } from '@relais/ledger';
import type { Offer, Vacancy } from '@relais/vacancy';
import { filled, inWords } from './explain-words/clauses.ts';
import { LOOKED_FOR, type LookedFor, type NotHeldReason, type Words } from './explain-words/words.ts';

/** What a story is told from. Days are `YYYY-MM-DD`, empty when not known. */
export interface Facts {
  readonly offer: Omit<Offer, 'contact'>;
  readonly members: readonly {
    readonly source: string;
    readonly reference: string;
    readonly reason: string;
    readonly published: string;
    readonly changed: string;
  }[];
  readonly deliveries: readonly (Delivery & Recipient)[];
  /** Partners without a delivery of it: it was never theirs to have, or the sink has not come to it. */
  readonly without: readonly Recipient[];
}

interface Recipient {
  readonly partner: string;
  /** Why it is not to have the offer, by the configuration of now; null where it is to have it. */
  readonly notHeld: NotHeldReason | null;
}

/** How much of what readers look for an offer tells. */
interface Quality {
  /** 0–1. */
  readonly score: number;
  readonly missing: readonly LookedFor[];
}

const LEAST_DESCRIPTION = 200;

/** The share of the things that readers look for, and those that are missing; nothing is told by an offer that shows nothing. */
export function qualityOf(vacancy: Vacancy | null): Quality | null {
  if (vacancy === null) return null;
  const missing = LOOKED_FOR.filter((thing) => !TOLD[thing](vacancy));
  return { score: 1 - missing.length / LOOKED_FOR.length, missing };
}

const TOLD: Readonly<Record<LookedFor, (vacancy: Vacancy) => boolean>> = {
  title: ({ titles }) => Object.values(titles).some((title) => title !== ''),
  description: ({ descriptions }) => Object.values(descriptions).some(({ plain }) => plain.length >= LEAST_DESCRIPTION),
  employer: ({ employer }) => employer.name !== null || employer.enterpriseNumber !== null,
  workplace: ({ workplaces }) => workplaces.some(({ postcode, municipality }) => (postcode ?? municipality) !== null),
  contract: ({ contract }) => contract.type !== null,
  hours: ({ workingTime }) => workingTime.regime !== null || workingTime.hoursPerWeek !== null,
  pay: ({ pay, payText }) => pay !== null || payText !== null,
  requirements: ({ requirements: { experience, studies, languages, skills } }) =>
    experience !== null || studies.length + languages.length + skills.length > 0,
  application: ({ application, url }) => (application.url ?? application.instructions ?? url) !== null,
  end: ({ publication }) => publication.until !== null,
};

/** The story in paragraphs: the offer, its members, its coding, its quality, and who holds it. */
export function storyOf(facts: Facts, language: string, words: Words): string[] {
  return [
    ...offerPart(facts, language, words),
    ...memberPart(facts, words),
    ...codingPart(facts, language, words),
    ...qualityPart(facts, words),
    ...deliveryPart(facts, words),
  ];
}

function offerPart({ offer }: Facts, language: string, words: Words): string[] {
  const { id, status, version, changedAt, mergedInto, vacancy } = offer;
  const title = vacancy?.titles[language] ?? Object.values(vacancy?.titles ?? {})[0];
  const head = filled(words.offer, [id, words.status[status], version, changedAt.slice(0, 10)]);
  const merged = mergedInto === null ? [] : [filled(words.mergedInto, [mergedInto])];
  return [...(title === undefined ? [] : [title]), head, ...merged];
}

function memberPart({ offer, members }: Facts, words: Words): string[] {
  const one = members.length === 1 ? words.membersOne : filled(words.membersMany, [members.length]);
  const head = members.length === 0 ? words.noMembers : one;
  const lines = members.map(({ source, reference, published, changed, reason }) =>
    filled(`  – ${words.member}`, [source, reference, published, changed, inWords(reason, words.clauses, ', ')]),
  );
  const former =
    offer.formerMembers.length === 0 ? [] : [filled(words.formerMembers, [offer.formerMembers.join(', ')])];
  return ['', head, ...lines, ...former];
}

function codingPart({ offer: { coding } }: Facts, language: string, words: Words): string[] {
  if (coding === null) return [];
  const [best] = coding.competent;
  const outcome = coding.automatic ? words.coded : words.proposed;
  const label = best?.labels[language] ?? Object.values(best?.labels ?? {})[0];
  const parts = [
    best?.code,
    label,
    `${Math.round(coding.confidence * 100)} %`,
    words.methods[coding.method],
    coding.release,
  ];
  const reasons = coding.reasons.map((reason) => filled(words.because, [inWords(reason, words.clauses, ' → ')]));
  return ['', filled(best === undefined ? words.unmapped : outcome, parts), ...reasons];
}

function qualityPart({ offer: { vacancy } }: Facts, words: Words): string[] {
  const quality = qualityOf(vacancy);
  if (quality === null) return [];
  const { missing } = quality;
  const list = missing.map((thing) => words.lookedFor[thing]).join(', ');
  return ['', filled(words.quality, [LOOKED_FOR.length - missing.length, LOOKED_FOR.length, list])];
}

function deliveryPart({ deliveries, without }: Facts, words: Words): string[] {
  const whyNot = ({ notHeld }: Recipient) => (notHeld === null ? '' : words.notHeld[notHeld]);
  const never = without.map((one) =>
    filled(words.deliveries[one.notHeld === null ? 'unjudged' : 'unwanted'], [one.partner, '', '', whyNot(one)]),
  );
  const lines = deliveries.map((one) => {
    const { partner, state, revision, changedAt, reason, desiredHash, confirmedHash } = one;
    const isUnwanted = desiredHash === null && confirmedHash === null;
    const why = reason === null ? '' : words.reasons[reason];
    const day = new Date(changedAt).toISOString().slice(0, 10);
    const text = words.deliveries[isUnwanted && state !== 'removed' ? 'unwanted' : state];
    return filled(text, [partner, revision, day, isUnwanted ? whyNot(one) : why]);
  });
  const told = [...lines, ...never];
  return ['', ...(told.length === 0 ? [words.nobody] : told)];
}
