import type { MappingRelation, OccupationCoding } from '@relais/vacancy';
import type { LabelSearch } from '../lexical/label-search.ts';
import type { RankingParts } from '../model/ranking.ts';
import type { LanguageGroup, ReferenceScheme } from '../release/schemes.ts';
import { rounded, TRUST_IN_CODES } from './confidence.ts';
import { type Share, ShareSum } from './crosswalks.ts';
import { codeTitle, type HeardCoding, type TitleSigns } from './ranked-by-title.ts';
import { type NativeCode, type ResolvedCode, resolveCodes } from './resolve-codes.ts';
import { restatedTitle } from './restated-title.ts';
import type { AppliedRule, RuleSet } from './rules.ts';
import { type ReadTitle, type TitleEvidence, titleEvidence } from './title-evidence.ts';

/** What is coded. */
export interface CodingQuery {
  readonly titles: readonly ReadTitle[];
  readonly codes: readonly NativeCode[];
  /** The description, as plain text; empty when there is none. */
  readonly text: string;
  /** Names to leave out of what the description calls the job. */
  readonly names: readonly string[];
  /** Whether reasons in words and codes of Competent 1 are wanted; else there are none. */
  readonly explained: boolean;
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
  /** Confidence is judged apart for each group of languages. */
  readonly group: LanguageGroup;
  readonly reasons: readonly string[];
}

const TARGETS = ['competent2', 'competent1', 'esco', 'rome', 'isco08'] as const satisfies ReferenceScheme[];
export type TargetScheme = (typeof TARGETS)[number];

/** How little of a code's share is left to a target that the title does not speak for. */
const TITLE_SILENCE = 0.1;
const MOST_RANKED = 20;
const MOST_FOLLOWED = 6;
/** Nobody decides alone between two jobs that stand in one title. */
const MOST_FOR_SEVERAL_JOBS = 0.5;
/** Employers choose occupations for their own reasons: no title alone is surer than this. */
const MOST_BY_TITLE = 0.98;

export interface CoderParts extends RankingParts {
  readonly search: LabelSearch;
  readonly rules: RuleSet;
  /** Confidence from which a coding by title stands without a person. */
  readonly automaticFrom: (group: LanguageGroup) => number;
}

/**
 * Rules win over codes, and codes win over titles; a title then chooses among what its codes leave open, or decides alone
 * where there are none. A description is heard only there.
 */
export function evaluate(parts: CoderParts, query: CodingQuery): Evaluation {
  const rule = parts.rules.find(query.titles, query.codes);
  const native = resolveCodes(parts.release, parts.search, query.codes);
  const codes = [...ruledCode(parts, rule), ...native];
  const title = titleEvidence(parts, query.titles);
  const leading = leadingCode(parts, 'competent2', codes);
  const spoken = fromTitle(parts, leading === null ? query : { ...query, text: '' }, title);
  const lists = {} as Record<TargetScheme, readonly Ranked[]>;
  for (const target of TARGETS) {
    lists[target] = ranked(parts, target, codes, spoken.lists[target]).slice(0, MOST_RANKED);
  }
  const best = lists.competent2[0];
  return {
    lists,
    method:
      rule !== null && rule.concept !== null ? 'rule' : methodOf(leading, title.exact && !spoken.overturned, best),
    confidence: rounded(leading ? (best?.score ?? 0) * trustIn(rule) : spoken.confidence),
    group: title.group,
    reasons: query.explained
      ? [...ruleReasons(rule), ...reasonsOf(parts, native, title, best), ...textReasons(spoken)]
      : [],
  };
}

/** A rule counts as a code of the occupation that it names. */
function ruledCode({ release }: CoderParts, rule: AppliedRule | null): ResolvedCode[] {
  if (rule === null || rule.concept === null) return [];
  return [{ scheme: 'competent2', code: release.codeOf(rule.concept), concepts: [rule.concept] }];
}

function trustIn(rule: AppliedRule | null): number {
  return (rule?.concept ?? null) === null ? TRUST_IN_CODES : 1;
}

function ruleReasons(rule: AppliedRule | null): string[] {
  if (rule === null) return [];
  const { id, occupation } = rule.rule;
  if (rule.concept === null) return [`the rule ${id} names ${occupation}, which the release does not have`];
  return [`the rule ${id} of an operator says ${occupation}`];
}

function textReasons({ restated }: Spoken): string[] {
  return restated === null ? [] : [`the description calls the job ${restated}`];
}

function ranked(
  parts: CoderParts,
  target: TargetScheme,
  codes: readonly ResolvedCode[],
  spoken: readonly Share[],
): Ranked[] {
  const leading = leadingCode(parts, target, codes);
  const shares = leading ? narrowed(fromCode(parts, target, leading), spoken) : spoken;
  const known = shares.map(({ concept, share, relation }) => ({ concept, relation, score: Math.min(1, share) }));
  const unknown = unknownCodes(target, codes);
  return unknown.length === 0 ? known : [...unknown, ...known];
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
  if (target !== 'rome' && target !== 'isco08') return [];
  const unknown = codes.filter(({ scheme, concepts }) => scheme === target && concepts.length === 0);
  return unknown.map(({ code }) => ({ concept: code, relation: 'exact' as const, score: 1 }));
}

/** The code that speaks for a target: one of the target's own scheme, else the most telling one that leads there. */
function leadingCode(parts: CoderParts, target: TargetScheme, codes: readonly ResolvedCode[]): ResolvedCode | null {
  if (codes.length === 0) return null;
  const leads = ({ concepts }: ResolvedCode) =>
    concepts.some((concept) => parts.crosswalks.walk(concept, target).length > 0);
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

interface Spoken extends Omit<HeardCoding, 'shares'> {
  readonly lists: Readonly<Record<TargetScheme, readonly Share[]>>;
}

const NOTHING_SAID: Spoken = {
  lists: { competent2: [], competent1: [], esco: [], rome: [], isco08: [] },
  confidence: 0,
  restated: null,
  overturned: false,
};

/** What the titles say of every target: trained rankings, and what follows from them over the crosswalks. */
function fromTitle(parts: CoderParts, query: CodingQuery, title: TitleEvidence): Spoken {
  if (title.voices.length === 0) return NOTHING_SAID;
  const signs = signsFrom(parts, query.titles, title);
  const { shares, ...rest } = codeTitle(parts, signs, () => restatedSigns(parts, query));
  const competent1 = query.explained ? following(parts, 'competent1', [shares.competent2, shares.rome]) : [];
  return {
    lists: {
      ...shares,
      competent1,
      isco08: following(parts, 'isco08', [shares.esco.length > 0 ? shares.esco : shares.competent2]),
    },
    ...rest,
  };
}

function signsFrom(parts: CoderParts, titles: readonly ReadTitle[], title: TitleEvidence): TitleSigns {
  const key = titles.flatMap(({ keys }) => keys.whole).join(' ');
  return {
    key,
    voices: title.voices,
    group: title.group,
    places: parts.words.places(key),
    point: parts.affinity.pointOf(key),
    known: Math.max(...parts.search.knownWords(key)),
    most: title.severalJobs ? MOST_FOR_SEVERAL_JOBS : MOST_BY_TITLE,
  };
}

/** What is known of the title that the description has instead; null where it has none, or one that says nothing. */
function restatedSigns(parts: CoderParts, query: CodingQuery): TitleSigns | null {
  const restated = query.text === '' ? null : restatedTitle(parts.search, query.titles, query);
  if (restated === null) return null;
  const evidence = titleEvidence(parts, [restated]);
  return evidence.voices.length === 0 ? null : signsFrom(parts, [restated], evidence);
}

/** Shares of a target that is reached from ranked occupations of others, in equal parts. */
function following({ crosswalks }: CoderParts, target: ReferenceScheme, lists: readonly (readonly Share[])[]): Share[] {
  const sum = new ShareSum();
  const heard = lists.filter((list) => list.length > 0);
  for (const list of heard) {
    for (const { concept, share } of list.slice(0, MOST_FOLLOWED)) {
      for (const each of crosswalks.walk(concept, target))
        sum.add(each.concept, (each.share * share) / heard.length, each.relation);
    }
  }
  return sum.sorted();
}

function methodOf(leading: ResolvedCode | null, exact: boolean, best: Ranked | undefined): Evaluation['method'] {
  if (leading) return 'code';
  if (!best) return 'none';
  return exact ? 'exact-title' : 'title';
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
