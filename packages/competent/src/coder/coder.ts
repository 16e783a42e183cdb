import { sha256 } from '@relais/runtime';
import type { OccupationCoding } from '@relais/vacancy';
import { CompetenceFinder } from '../competences/find.ts';
import { LabelSearch } from '../lexical/label-search.ts';
import { rankingParts } from '../model/ranking.ts';
import type { Release } from '../release/release.ts';
import { LANGUAGE_GROUPS } from '../release/schemes.ts';
import { rounded } from './confidence.ts';
import { type CoderParts, type Evaluation, evaluate, type Ranked, type TargetScheme } from './evaluate.ts';
import type { MapInput, MapResult } from './map.ts';
import { RecentlyUsed } from './recently-used.ts';
import type { NativeCode } from './resolve-codes.ts';
import { type CodingRule, RuleSet } from './rules.ts';
import { readTitle, type Title } from './title-evidence.ts';

interface CoderOptions {
  /** Confidence from which a coding stands without a person; where the release draws the line unless told. */
  readonly automaticFrom?: number;
  /** Decisions of operators, the later ones first. None unless told. */
  readonly rules?: readonly CodingRule[];
  /** How many answers are remembered; 4,000 unless told. */
  readonly remembered?: number;
}

/** What is known of a vacancy's occupation. */
interface CodingInput {
  /** Titles by language (ISO 639-1, or `und`). */
  readonly titles: Readonly<Record<string, string>>;
  readonly codes: readonly NativeCode[];
  /** Names to leave out of titles: those of employers and towns. */
  readonly names?: readonly string[];
  /** The description, as plain text: it names competences, and is heard where it calls the job something that a doubtful title leaves open. */
  readonly text?: string;
}

interface Asked {
  readonly titles: readonly Title[];
  readonly codes: readonly NativeCode[];
  readonly names: readonly string[];
  readonly text: string;
  /** Whether reasons in words and codes of Competent 1 are wanted. */
  readonly explained: boolean;
  /** How many of each scheme are wanted. */
  readonly most: number;
}

export interface Coder {
  readonly release: Release;
  /** The occupation in the words of Competent and its neighbours; empty lists where nothing is known. */
  code(input: CodingInput): OccupationCoding;
  /** The same for one line of `relais map`, with the best `most` of each scheme (5 unless told). */
  map(input: MapInput, most?: number): MapResult;
}

const REMEMBERED = 4_000;
const MOST_CODES = 5;
const MOST_COMPETENCES = 20;

/** A coder over one release. Equal input gives equal output. */
export function createCoder(release: Release, options: CoderOptions = {}): Coder {
  const { thresholds } = release.sections;
  const parts: CoderParts = {
    ...rankingParts(release),
    search: new LabelSearch(release.sections),
    rules: new RuleSet(release, options.rules ?? []),
    automaticFrom: (group) => options.automaticFrom ?? thresholds[LANGUAGE_GROUPS.indexOf(group)] ?? 1,
  };
  const finder = new CompetenceFinder(release.sections);
  const answers = new RecentlyUsed<Evaluation>(options.remembered ?? REMEMBERED);
  const automaticFrom = ({ method, group }: Evaluation) => {
    if (method === 'code' || method === 'rule') return options.automaticFrom ?? thresholds[LANGUAGE_GROUPS.length] ?? 1;
    return parts.automaticFrom(group);
  };
  const answer = (asked: Asked) =>
    answers.get(nameOf(asked), () => {
      const { titles, codes, names, text, explained, most } = asked;
      const read = titles.map((title) => readTitle(parts.search, title, names));
      return shortened(evaluate(parts, { titles: read, codes, text, names, explained }), most);
    });
  return {
    release,
    code: ({ titles, codes, names = [], text: description = '' }) => {
      const listed = Object.entries(titles).map(([language, text]) => ({ language, text }));
      const evaluation = answer({ titles: listed, codes, names, text: description, explained: true, most: MOST_CODES });
      const competences = finder.find(description, MOST_COMPETENCES);
      return codingOf(release, evaluation, competences, automaticFrom(evaluation));
    },
    map: ({ id, title, lang, text, codes }, most = MOST_CODES) => {
      const evaluation = answer({
        titles: [{ language: lang ?? null, text: title }],
        codes: codes ?? [],
        names: [],
        text: text ?? '',
        explained: false,
        most,
      });
      return mapResultOf(release, id, evaluation, automaticFrom(evaluation));
    },
  };
}

/** What an answer is remembered by. A description is too long to be kept; its fingerprint stands for it. */
function nameOf({ titles, codes, names, text, explained, most }: Asked): string {
  return JSON.stringify([titles, codes, names, text === '' ? '' : sha256(text), explained, most]);
}

/** An answer is remembered with no more than was asked for. */
function shortened(evaluation: Evaluation, most: number): Evaluation {
  const { competent2, competent1, esco, rome, isco08 } = evaluation.lists;
  const first = (list: readonly Ranked[]) => list.slice(0, most);
  return {
    ...evaluation,
    lists: {
      competent2: first(competent2),
      competent1: first(competent1),
      esco: first(esco),
      rome: first(rome),
      isco08: first(isco08),
    },
  };
}

/** Its members stand in the order of the contract: the same coding is the same text, written here or after a reading. */
function codingOf(
  release: Release,
  evaluation: Evaluation,
  competences: OccupationCoding['competences'],
  automaticFrom: number,
): OccupationCoding {
  const equivalents = (scheme: TargetScheme) =>
    evaluation.lists[scheme].map((each) => ({
      code: codeOf(release, each),
      relation: each.relation,
      score: rounded(each.score),
    }));
  return {
    competent: evaluation.lists.competent2.flatMap(({ concept, score }) => {
      const occupation = release.occupation(concept);
      if (occupation === undefined) return [];
      const { uuid, code, labels } = occupation;
      return [{ uuid, code, score: rounded(score), labels: { ...labels } }];
    }),
    competent1: equivalents('competent1'),
    esco: equivalents('esco'),
    rome: equivalents('rome'),
    isco: equivalents('isco08'),
    competences,
    method: evaluation.method,
    confidence: evaluation.confidence,
    automatic: evaluation.confidence >= automaticFrom,
    reasons: [...evaluation.reasons],
    release: release.facts.id,
  };
}

function mapResultOf(
  release: Release,
  id: MapInput['id'],
  { lists, method, confidence }: Evaluation,
  automaticFrom: number,
): MapResult {
  const scored = (scheme: TargetScheme) =>
    lists[scheme].map((each) => ({ code: codeOf(release, each), score: rounded(each.score) }));
  return {
    id,
    competent: lists.competent2.map((each) => ({
      code: codeOf(release, each),
      uuid: release.occupation(each.concept)?.uuid ?? '',
      score: rounded(each.score),
    })),
    esco: scored('esco').map(({ code, score }) => ({ uri: code, score })),
    rome: scored('rome'),
    isco: scored('isco08'),
    method,
    confidence,
    automatic: confidence >= automaticFrom,
  };
}

function codeOf(release: Release, { concept }: Ranked): string {
  return typeof concept === 'string' ? concept : release.codeOf(concept);
}
