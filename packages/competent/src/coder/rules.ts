import type { Release } from '../release/release.ts';
import { titleKeys } from '../text/title.ts';
import type { NativeCode } from './resolve-codes.ts';
import type { ReadTitle } from './title-evidence.ts';

/**
 * An operator's decision: what has this title, or this native code, is that occupation. A rule wins over everything the
 * coder finds; taking it out of the list undoes it.
 */
export interface CodingRule {
  /** Named in the reasons of each coding that the rule decided. */
  readonly id: string;
  readonly when:
    | {
        /** A title, compared as titles are: without case, accents, gender marks and contract words. `*` stands for any words. */
        readonly title: string;
        /** ISO 639-1; any language unless told. */
        readonly language?: string;
      }
    | { readonly scheme: string; readonly code: string };
  /** UUID or code of the Competent 2 occupation. */
  readonly occupation: string;
}

/** The rule that decided, and the occupation as a concept of the release; null when the release does not have it. */
export interface AppliedRule {
  readonly rule: CodingRule;
  readonly concept: number | null;
}

/** Rules made ready for one release. */
export class RuleSet {
  readonly #rules: readonly (AppliedRule & { readonly holds: Condition })[];

  constructor(release: Release, rules: readonly CodingRule[]) {
    this.#rules = rules.map((rule) => {
      const concept = release.find('competent2', rule.occupation) ?? null;
      return { rule, concept, holds: conditionOf(rule) };
    });
  }

  /** The last of the rules that hold. One whose occupation the release does not have gives way to one whose it has. */
  find(titles: readonly ReadTitle[], codes: readonly NativeCode[]): AppliedRule | null {
    const holding = this.#rules.filter(({ holds }) => holds(titles, codes));
    return holding.findLast(({ concept }) => concept !== null) ?? holding.at(-1) ?? null;
  }
}

type Condition = (titles: readonly ReadTitle[], codes: readonly NativeCode[]) => boolean;

function conditionOf({ when }: CodingRule): Condition {
  if ('scheme' in when) {
    const [scheme, code] = [folded(when.scheme), folded(when.code)];
    return (_, codes) => codes.some((each) => folded(each.scheme) === scheme && folded(each.code) === code);
  }
  const pattern = patternOf(when.title);
  return (titles) =>
    titles.some(({ language, keys }) => {
      const speaks = when.language === undefined || language === null || language === when.language;
      return speaks && keys.whole.some((key) => pattern.test(key));
    });
}

function patternOf(title: string): RegExp {
  const pieces = title.split('*').map((piece) => titleKeys(piece).whole.join(' '));
  const written = pieces.map((piece) => piece.replaceAll(/[^a-z0-9 ]/g, String.raw`\$&`));
  return new RegExp(`^${written.join('.*').replaceAll(' ', ' +')}$`);
}

function folded(text: string): string {
  return text.trim().toLowerCase();
}
