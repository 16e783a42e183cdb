import type { LogBatch } from '@relais/event-log';
import { SHOWS_NOTHING, type Task } from '../task.ts';
import type { TaskQueue } from '../task-queue.ts';
import { ownOfferIds, type WorkingSet } from '../working-set.ts';
import { codingCommandOf } from './coding-commands.ts';
import { groupsOf, type MergeCommand, type RuleCommand, ruleCommandOf, type SplitCommand } from './commands.ts';
import type { RuleBook } from './rule-book.ts';

/**
 * Makes standing offers what operators said, under the leases of any other change. Everything may be repeated: offers that
 * are so already do not change, and a word that a later one contradicts does nothing any more.
 */
export async function applyRules(rules: RuleBook, queue: TaskQueue, batch: LogBatch): Promise<void> {
  const tasks = batch.records.flatMap((record) => {
    const [rule, choice] = [ruleCommandOf(record), codingCommandOf(record)];
    return [...(rule === null ? [] : [taskOf(rule)]), ...(choice === null ? [] : [recoding(choice.offer)])];
  });
  const last = batch.records.at(-1);
  if (tasks.length === 0 || last === undefined) return;
  await rules.announce(last.offset);
  for (const task of tasks) await queue.perform({ most: 1, read: () => [task] }, batch.signal);
}

/** The offer is made anew of what it consists of, and so coded anew. */
function recoding(offer: string): Task {
  const apply = (working: WorkingSet) => working.renew(offer);
  return { vacancies: [], ...SHOWS_NOTHING, offers: [offer], apply };
}

function taskOf(command: RuleCommand): Task {
  const rule = command.type === 'offer-rule.undo' ? command.undone : command;
  const vacancies = groupsOf(rule).flat();
  const named = rule.type === 'offers.merge' ? rule.offers.map(({ id }) => id) : [rule.offer];
  return {
    vacancies,
    ...SHOWS_NOTHING,
    offers: [...named, ...vacancies.flatMap(ownOfferIds)],
    apply: (working) => {
      applyTo(working, command);
      for (const key of vacancies) working.rekey(key);
    },
  };
}

function applyTo(working: WorkingSet, command: RuleCommand): void {
  const { reason } = command;
  switch (command.type) {
    case 'offers.merge':
      return working.unite(groupsOf(command).flat(), { target: command.offers[0]?.id, reason: said(MERGED, reason) });
    case 'offer.split':
      return working.part(command.vacancies, command.others, { target: undefined, reason: said(SPLIT, reason) });
    case 'offer-rule.undo':
      return undo(working, command.undone, reason);
  }
}

const MERGED = 'an operator merged them';
const SPLIT = 'an operator split it off';
const MERGE_UNDONE = 'an operator undid a merge';
const SPLIT_UNDONE = 'an operator undid a split';

function said(what: string, why: string): string {
  return why === '' ? what : `${what}: ${why}`;
}

/** What was merged goes back to the offers that it came from, and what was split comes back to the one it left. */
function undo(working: WorkingSet, undone: MergeCommand | SplitCommand, reason: string): void {
  if (undone.type === 'offer.split') {
    const back = { target: undone.offer, reason: said(SPLIT_UNDONE, reason) };
    return working.unite(groupsOf(undone).flat(), back);
  }
  for (const { id, vacancies } of undone.offers.slice(1)) {
    const others = undone.offers.filter((other) => other.id !== id).flatMap((other) => other.vacancies);
    working.part(vacancies, others, { target: id, reason: said(MERGE_UNDONE, reason) });
  }
}
