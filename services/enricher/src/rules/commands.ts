import { type KeyPair, type OperatorRules, operatorRules } from '@relais/dedup';
import { jsonOf, type LogRecord, type OutgoingRecord } from '@relais/event-log';
import { deterministicId } from '@relais/runtime';
import { operationsRecord } from '@relais/vacancy';
import { newestWords } from './words.ts';

/** Who asked, when and why. */
interface Asked {
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** The process that asked. */
  readonly by: string;
  /** For those who wonder later. */
  readonly reason: string;
}

/** Offers are one job. Each with its live members at that time, `<source>:<reference>`; the first offer stays. */
export interface MergeCommand extends Asked {
  readonly type: 'offers.merge';
  readonly offers: readonly { readonly id: string; readonly vacancies: readonly string[] }[];
}

/** Vacancies leave an offer together: they are another job than the others. */
export interface SplitCommand extends Asked {
  readonly type: 'offer.split';
  readonly offer: string;
  readonly vacancies: readonly string[];
  readonly others: readonly string[];
}

interface UndoCommand extends Asked {
  readonly type: 'offer-rule.undo';
  /** What was said, so that the undoing needs nothing else. */
  readonly undone: MergeCommand | SplitCommand;
}

/** What operators say about which vacancies are one job, as it stands in the commands topic. */
export type RuleCommand = MergeCommand | SplitCommand | UndoCommand;

type Said = Omit<Asked, 'id'>;

/** A merge of offers. Asking for the same twice has one id, and so one place in the topic. */
export function mergeCommand(offers: MergeCommand['offers'], said: Said): MergeCommand {
  const id = ruleId('merge', ...offers.map(({ vacancies }) => vacancies.toSorted().join(' ')).toSorted());
  return { type: 'offers.merge', id, ...said, offers };
}

/** A split of vacancies from the others of their offer. */
export function splitCommand(split: Pick<SplitCommand, 'offer' | 'vacancies' | 'others'>, said: Said): SplitCommand {
  const id = ruleId('split', split.vacancies.toSorted().join(' '), split.others.toSorted().join(' '));
  return { type: 'offer.split', id, ...said, ...split };
}

function ruleId(...parts: readonly string[]): string {
  return `rule_${deterministicId(...parts).slice(0, 16)}`;
}

/** The command as a record, under the rule's id: of a rule and its undoing the newest word stays. */
export function ruleRecord(command: RuleCommand): OutgoingRecord {
  return operationsRecord(command.id, command);
}

/** The rule command in a record; null for what is meant for another stage, or does not fit the contract. */
export function ruleCommandOf(record: LogRecord): RuleCommand | null {
  const command = jsonOf(record) as Loose<UndoCommand>;
  const fits = command?.type === 'offer-rule.undo' ? isRule(command.undone) : isRule(command);
  return fits && isAsked(command) ? (command as RuleCommand) : null;
}

type Loose<Shape> = { readonly [Name in keyof Shape]?: unknown } | null;

function isAsked(command: Loose<Asked>): boolean {
  const { id, at, by, reason } = command ?? {};
  return [id, at, by, reason].every((text) => typeof text === 'string');
}

function isRule(value: unknown): boolean {
  const rule = value as Loose<Omit<MergeCommand, 'type'> & Omit<SplitCommand, 'type'> & { type: string }>;
  if (rule?.type === 'offer.split') {
    return typeof rule.offer === 'string' && areKeys(rule.vacancies) && areKeys(rule.others);
  }
  if (rule?.type !== 'offers.merge' || !Array.isArray(rule.offers)) return false;
  const offers = rule.offers as readonly Loose<MergeCommand['offers'][number]>[];
  return offers.length > 1 && offers.every((offer) => typeof offer?.id === 'string' && areKeys(offer.vacancies));
}

function areKeys(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((key) => typeof key === 'string');
}

/** The rules that stand, in the order in which they were said. */
export function standingRules(commands: readonly RuleCommand[]): readonly (MergeCommand | SplitCommand)[] {
  return newestWords(commands).filter((command) => command.type !== 'offer-rule.undo');
}

/** What the rules say of pairs of vacancies: of two that disagree about a pair, the later one counts. */
export function pairRules(rules: readonly (MergeCommand | SplitCommand)[]): OperatorRules {
  const said = new Map<string, { pair: KeyPair; together: boolean }>();
  for (const rule of rules) {
    const together = rule.type === 'offers.merge';
    for (const pair of pairsOf(rule)) said.set(pair.toSorted().join('\u0000'), { pair, together });
  }
  const those = (wanted: boolean) =>
    [...said.values()].filter((one) => one.together === wanted).map(({ pair }) => pair);
  return operatorRules(those(true), those(false));
}

function pairsOf(rule: MergeCommand | SplitCommand): KeyPair[] {
  const groups = groupsOf(rule);
  return groups.flatMap((group, index) => pairsAcross(group, groups.slice(index + 1).flat()));
}

/** The vacancies that a rule names, in the groups in which they were or become. */
export function groupsOf(rule: MergeCommand | SplitCommand): readonly (readonly string[])[] {
  return rule.type === 'offers.merge' ? rule.offers.map(({ vacancies }) => vacancies) : [rule.vacancies, rule.others];
}

function pairsAcross(some: readonly string[], others: readonly string[]): KeyPair[] {
  return some.flatMap((one) => others.filter((other) => other !== one).map((other): KeyPair => [one, other]));
}
