import type { CodingRule } from '@relais/competent';
import { NO_RULES, type OperatorRules } from '@relais/dedup';
import type { EventLog } from '@relais/event-log';
import type { HotState } from '@relais/state';
import { TOPICS } from '@relais/vacancy';
import { type CodingCommand, codingCommandOf, standingChoices } from './coding-commands.ts';
import { type MergeCommand, pairRules, ruleCommandOf, type SplitCommand, standingRules } from './commands.ts';

/** Where the newest rule command stands in the log, as far as somebody has begun to apply it. */
const MARK = 'operator-rules';

/**
 * What operators said, read from the log at the start and again whenever the mark in the hot state moves. Who decides under
 * leases asks for the mark under them: the process that applies a command moves it first and takes the leases after that, so
 * nobody decides by older rules once it has begun.
 */
export class RuleBook {
  readonly #log: EventLog;
  readonly #state: HotState;
  #mark: string | null = null;
  #rules: OperatorRules = NO_RULES;
  #codingRules: readonly CodingRule[] = [];

  private constructor(log: EventLog, state: HotState) {
    this.#log = log;
    this.#state = state;
  }

  static async open(log: EventLog, state: HotState): Promise<RuleBook> {
    const book = new RuleBook(log, state);
    await book.#read(await state.values.get(MARK));
    return book;
  }

  /** Which vacancies are one job. The same object until the rules change. */
  get rules(): OperatorRules {
    return this.#rules;
  }

  /** Which titles are which occupation. The same object until the rules are read again. */
  get codingRules(): readonly CodingRule[] {
    return this.#codingRules;
  }

  /** Sees to it that the rules are what everybody decides by now. */
  async refresh(): Promise<void> {
    const mark = await this.#state.values.get(MARK);
    if (mark !== this.#mark) await this.#read(mark);
  }

  /** Tells every process that the log holds newer rules, up to this offset. */
  async announce(offset: bigint): Promise<void> {
    await this.#state.values.set(MARK, String(offset));
    await this.refresh();
  }

  async #read(mark: string | null): Promise<void> {
    const { rules, choices } = await readRules(this.#log);
    this.#rules = rules.length === 0 ? NO_RULES : pairRules(rules);
    this.#codingRules = choices.flatMap((choice) => choice.rules);
    this.#mark = mark;
  }
}

interface StandingRules {
  readonly rules: readonly (MergeCommand | SplitCommand)[];
  readonly choices: readonly CodingCommand[];
}

/** The rules that stand, in the order in which they were said. The topic holds what people asked for: it stays small. */
export async function readRules(log: EventLog): Promise<StandingRules> {
  const records = [];
  for await (const portion of log.read({ topic: TOPICS.commands.name })) records.push(...portion);
  return {
    rules: standingRules(records.flatMap((record) => ruleCommandOf(record) ?? [])),
    choices: standingChoices(records.flatMap((record) => codingCommandOf(record) ?? [])),
  };
}
