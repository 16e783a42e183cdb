import type { MappingRelation, OccupationCoding } from '@relais/vacancy';
import type { LabelSearch } from '../lexical/label-search.ts';
import type { Release } from '../release/release.ts';
import type { ReferenceScheme } from '../release/schemes.ts';
import { rounded, TRUST_IN_CODES, trustIn } from './confidence.ts';
import { type Crosswalks, type Share, ShareSum } from './crosswalks.ts';
import { type NativeCode, type ResolvedCode, resolveCodes } from './resolve-codes.ts';
import { type ReadTitle, type TitleEvidence, titleEvidence, type Voice } from './title-evidence.ts';

/** What is coded. */
export interface CodingQuery {
  readonly titles: readonly ReadTitle[];
  readonly codes: readonly NativeCode[];
}

/** A concept of one scheme with its score, or a native code that the release does not have. */
export interface Ranked {
  readonly concept: number | string;
  readonly relation: MappingRelation;
  readonly score: number;
}

export interface Evaluation {
  readonly lists: Readonly<Record<TargetScheme, readonly Ranked[]>>;
  readonly method: OccupationCoding['method'];
  readonly confidence: number;
  readonly reasons: readonly string[];
}

const TARGETS = ['competent2', 'competent1', 'esco', 'rome', 'isco08'] as const satisfies ReferenceScheme[];
export type TargetScheme = (typeof TARGETS)[number];

/** How little of a code's share is left to a target that the title does not speak for. */
const TITLE_SILENCE = 0.1;
const MOST_RANKED = 50;
const MOST_VOICES = 12;
/** Shares fall by e for each step of likeness below the best. */
const STEP = 0.05;
/** What a label counts that reaches its target over a crosswalk, beside one of the target's own family. */
const FAR = 0.1;
const NEAR: Readonly<Record<TargetScheme, readonly ReferenceScheme[]>> = {
  competent2: ['competent2', 'competent1', 'esco'],
  competent1: ['competent1', 'competent2', 'rome', 'rome-appellation'],
  esco: ['esco'],
  rome: ['rome', 'rome-appellation', 'competent1'],
  isco08: ['isco08', 'esco'],
};

export interface CoderParts {
  readonly release: Release;
  readonly search: LabelSearch;
  readonly crosswalks: Crosswalks;
}

/** Codes win over titles; a title then chooses among what its codes leave open, or decides alone where there are none. */
export function evaluate(parts: CoderParts, query: CodingQuery): Evaluation {
  const codes = resolveCodes(parts.release, parts.search, query.codes);
  const title = titleEvidence(parts.search, query.titles);
  const lists = {} as Record<TargetScheme, readonly Ranked[]>;
  for (const target of TARGETS) lists[target] = ranked(parts, target, codes, title).slice(0, MOST_RANKED);
  const leading = leadingCode(parts, 'competent2', codes);
  const best = lists.competent2[0];
  return {
    lists,
    method: methodOf(leading, title, best),
    confidence: rounded((best?.score ?? 0) * (leading ? TRUST_IN_CODES : 1)),
    reasons: reasonsOf(parts, codes, title, best),
  };
}

function ranked(
  parts: CoderParts,
  target: TargetScheme,
  codes: readonly ResolvedCode[],
  title: TitleEvidence,
): Ranked[] {
  const spoken = fromTitle(parts, target, title);
  const leading = leadingCode(parts, target, codes);
  const shares = leading ? narrowed(fromCode(parts, target, leading), spoken) : spoken;
  const known = shares.map(({ concept, share, relation }) => ({ concept, relation, score: Math.min(1, share) }));
  return [...unknownCodes(target, codes), ...known];
}

/** The candidates that a code leaves open, weighed by what the title says of them. */
function narrowed(open: readonly Share[], spoken: readonly Share[]): Share[] {
  const said = new Map(spoken.map(({ concept, share }) => [concept, share]));
  const weighed = new ShareSum();
  for (const { concept, share, relation } of open) {
    weighed.add(concept, share * (TITLE_SILENCE + (said.get(concept) ?? 0)), relation);
  }
  const before = open.reduce((sum, { share }) => sum + share, 0);
  return weighed.sorted(before / weighed.total);
}

/** A native code of the target scheme itself stands first even when the release does not have it (a newer ROME, say). */
function unknownCodes(target: TargetScheme, codes: readonly ResolvedCode[]): Ranked[] {
  const unknown = codes.filter(({ scheme, concepts }) => scheme === target && concepts.length === 0);
  if (target !== 'rome' && target !== 'isco08') return [];
  return unknown.map(({ code }) => ({ concept: code, relation: 'exact' as const, score: 1 }));
}

/** The code that speaks for a target: one of the target's own scheme, else the most telling one that leads there. */
function leadingCode(parts: CoderParts, target: TargetScheme, codes: readonly ResolvedCode[]): ResolvedCode | null {
  const leads = (code: ResolvedCode) => fromCode(parts, target, code).length > 0;
  return codes.find((code) => code.scheme === target && leads(code)) ?? codes.find(leads) ?? null;
}

function fromCode({ crosswalks }: CoderParts, target: TargetScheme, { concepts }: ResolvedCode): Share[] {
  const sum = new ShareSum();
  for (const concept of concepts) {
    for (const each of crosswalks.walk(concept, target))
      sum.add(each.concept, each.share / concepts.length, each.relation);
  }
  return sum.sorted();
}

/** Labels of the target's own family, and those that reach it over a crosswalk, each with the trust in their likeness. */
function fromTitle({ crosswalks }: CoderParts, target: TargetScheme, { voices }: TitleEvidence): Share[] {
  const near: Voice[] = [];
  const far: Voice[] = [];
  for (const voice of voices) {
    const group = NEAR[target].includes(voice.scheme) ? near : far;
    if (group.length < MOST_VOICES && crosswalks.walk(voice.concept, target).length > 0) group.push(voice);
  }
  const groups = [
    { voices: near, trust: trustIn(near[0]), weight: trustIn(near[0]) },
    { voices: far, trust: trustIn(far[0]), weight: trustIn(far[0]) * FAR },
  ];
  const heard = groups.reduce((sum, { weight }) => sum + weight, 0);
  const trust = groups.reduce((sum, group) => sum + (group.weight * group.trust) / heard, 0);
  const sum = new ShareSum();
  for (const group of groups) {
    for (const { concept, share } of sharesOf(group.voices)) {
      for (const each of crosswalks.walk(concept, target)) {
        sum.add(each.concept, (each.share * share * group.weight * trust) / heard, each.relation);
      }
    }
  }
  return sum.sorted();
}

/** Voices as shares of 1: beyond a small distance below the likeliest a voice counts for little. */
function sharesOf(voices: readonly Voice[]): { concept: number; share: number }[] {
  const best = voices[0]?.likeness ?? 0;
  const loud = voices.map(({ concept, likeness }) => ({ concept, share: Math.exp((likeness - best) / STEP) }));
  const total = loud.reduce((sum, { share }) => sum + share, 0);
  return loud.map(({ concept, share }) => ({ concept, share: share / total }));
}

function methodOf(leading: ResolvedCode | null, title: TitleEvidence, best: Ranked | undefined): Evaluation['method'] {
  if (leading) return 'code';
  if (!best) return 'none';
  return title.exact ? 'exact-title' : 'title';
}

function reasonsOf(
  { release, crosswalks }: CoderParts,
  codes: readonly ResolvedCode[],
  { exact, voices }: TitleEvidence,
  best: Ranked | undefined,
): string[] {
  const winner = typeof best?.concept === 'number' ? best.concept : null;
  const byCode = codes.map(({ scheme, code, concepts }) => {
    if (concepts.length === 0) return `the release does not have the ${scheme} code ${code}`;
    const ways = winner === null ? [] : (concepts.map((concept) => crosswalks.explain(concept, winner))[0] ?? []);
    return [`the source gave the ${scheme} code ${code}`, ...ways].join('; then ');
  });
  const voice = voices[0];
  if (!voice) return byCode;
  const { scheme, code } = release.concept(voice.concept);
  const likeness = exact ? 'equals a label' : `is ${Math.round(voice.likeness * 100)} % like a label`;
  const ways = winner === null ? [] : crosswalks.explain(voice.concept, winner);
  return [...byCode, [`the title ${likeness} of ${scheme} ${code}`, ...ways].join('; then ')];
}
