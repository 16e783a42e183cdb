import type { CodingRule } from '@relais/competent';
import { jsonOf, type LogRecord, type OutgoingRecord } from '@relais/event-log';
import { deterministicId } from '@relais/runtime';
import { type Offer, operationsRecord } from '@relais/vacancy';
import { newestWords } from './words.ts';

/** What an operator says of the occupation of an offer, as it stands in the commands topic. */
export interface CodingCommand {
  readonly type: 'coding.choose' | 'coding.undo';
  readonly id: string;
  /** ISO instant. */
  readonly at: string;
  /** The process that asked. */
  readonly by: string;
  /** For those who wonder later. */
  readonly reason: string;
  /** The offer that is coded anew at once; others follow when they change. */
  readonly offer: string;
  readonly rules: readonly CodingRule[];
}

/** Whatever has a title of this offer, in its language, is that occupation. One title has one rule: the later word counts. */
export function chooseCommand(
  { id: offer, vacancy }: Pick<Offer, 'id' | 'vacancy'>,
  occupation: string,
  said: Pick<CodingCommand, 'at' | 'by' | 'reason'>,
): CodingCommand {
  const titles = Object.entries(vacancy?.titles ?? {});
  const id = `rule_${deterministicId('coding', ...titles.flat()).slice(0, 16)}`;
  const rules = titles.map(([language, title]) => {
    // In a rule an asterisk stands for any words; in the title of an offer it stands for itself.
    return { id, when: { title: title.replaceAll('*', ' '), ...spoken(language) }, occupation };
  });
  return { type: 'coding.choose', id, ...said, offer, rules };
}

function spoken(language: string): { language?: string } {
  return language === 'und' ? {} : { language };
}

/** The command as a record, under the rule's id: of a choice and its undoing the newest word stays. */
export function codingRecord(command: CodingCommand): OutgoingRecord {
  return operationsRecord(command.id, command);
}

/** The coding command in a record; null for what is meant for another stage, or does not fit the contract. */
export function codingCommandOf(record: LogRecord): CodingCommand | null {
  const command = jsonOf(record) as Partial<Record<keyof CodingCommand, unknown>> | null;
  const named = [command?.id, command?.at, command?.by, command?.offer].every((text) => typeof text === 'string');
  const known = command?.type === 'coding.choose' || command?.type === 'coding.undo';
  return named && known && Array.isArray(command.rules) ? (command as unknown as CodingCommand) : null;
}

/** The choices that stand, in the order in which they were said. */
export function standingChoices(commands: readonly CodingCommand[]): readonly CodingCommand[] {
  return newestWords(commands).filter(({ type }) => type === 'coding.choose');
}
