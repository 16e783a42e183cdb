import { EXIT, type ServiceContext } from '@relais/configuration';
import {
  groupsOf,
  type MergeCommand,
  mergeCommand,
  type RuleCommand,
  readRules,
  ruleRecord,
  type SplitCommand,
  splitCommand,
} from '@relais/enricher';
import type { Offer } from '@relais/vacancy';
import { commandErrors } from '../errors.ts';
import { textTable } from '../run/books-table.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';
import { lookUntil } from './look-until.ts';

interface RuleOptions extends InstallationOptions {
  /** For those who wonder later. */
  readonly reason: string;
  /** Seconds to wait until an enricher has applied it; 0 returns as soon as the log has it. */
  readonly wait: number;
}

type Rule = MergeCommand | SplitCommand;

const MOST_VACANCIES = 200;

/** `relais merge`: these offers are one job, whatever else is said. The first one stays. */
export function mergeOffers(ids: readonly string[], options: RuleOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const unique = [...new Set(ids)];
    if (unique.length < 2) throw commandErrors.create('COMMAND_RULE_INVALID', { fault: 'name two offers or more' });
    const offers = await Promise.all(unique.map(async (id) => ({ id, vacancies: await membersOf(context, id) })));
    return say(context, mergeCommand(offers, saidBy(context, options)), options);
  });
}

/** `relais split`: these vacancies are another job than the other members of the offer, whatever else is said. */
export function splitOffer(offer: string, keys: readonly string[], options: RuleOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const members = await membersOf(context, offer);
    const vacancies = [...new Set(keys)];
    const strangers = vacancies.filter((key) => !members.includes(key));
    if (strangers.length > 0) {
      throw commandErrors.create('COMMAND_RULE_INVALID', { fault: `not in ${offer}: ${strangers.join(', ')}` });
    }
    const others = members.filter((key) => !vacancies.includes(key));
    if (others.length === 0)
      throw commandErrors.create('COMMAND_RULE_INVALID', { fault: 'nothing would stay in the offer' });
    return say(context, splitCommand({ offer, vacancies, others }, saidBy(context, options)), options);
  });
}

/** `relais rule undo`: takes a merge or a split back. */
export function undoRule(id: string, options: RuleOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const undone = (await readRules(context.stores.log)).rules.find((rule) => rule.id === id);
    if (undone === undefined) throw commandErrors.create('COMMAND_RULE_INVALID', { fault: `there is no rule ${id}` });
    return say(context, { type: 'offer-rule.undo', id, ...saidBy(context, options), undone }, options);
  });
}

/** `relais rule list`: the merges and splits that stand. */
export function listRules(options: InstallationOptions): Promise<number> {
  return onInstallation(options, async ({ stores }) => {
    const { rules } = await readRules(stores.log);
    print(options, rules, () => rulesText(rules));
    return EXIT.ok;
  });
}

function saidBy({ holder }: ServiceContext, { reason }: RuleOptions) {
  return { at: new Date().toISOString(), by: holder, reason: reason.slice(0, 300) };
}

/** Keys of the live members of an offer that is open. */
async function membersOf({ stores }: ServiceContext, id: string): Promise<readonly string[]> {
  const offer = (await stores.ledger.offers.offers([id])).get(id);
  const vacancies = offer?.members.map(({ source, reference }) => `${source}:${reference}`) ?? [];
  if (vacancies.length === 0) throw commandErrors.create('COMMAND_OFFER_NOT_OPEN', { id, status: statusOf(offer) });
  if (vacancies.length > MOST_VACANCIES) {
    throw commandErrors.create('COMMAND_RULE_INVALID', { fault: `${id} has more than ${MOST_VACANCIES} vacancies` });
  }
  return vacancies;
}

function statusOf(offer: Offer | undefined): string {
  if (offer === undefined) return 'unknown';
  return offer.mergedInto === null ? offer.status : `merged into ${offer.mergedInto}`;
}

async function say(context: ServiceContext, command: RuleCommand, options: RuleOptions): Promise<number> {
  await context.stores.log.publish([ruleRecord(command)]);
  const applied = await becameSo(context, command, options.wait);
  print(options, { rule: command.id, type: command.type, applied }, () => saidText(command, applied));
  return EXIT.ok;
}

function saidText({ id, type }: RuleCommand, applied: boolean): string {
  if (type === 'offer-rule.undo') return `${id} is undone.\n`;
  const state = applied ? 'applied' : 'said; an enricher applies it as soon as one runs';
  return `${id} is ${state}. \`relais rule undo ${id}\` takes it back.\n`;
}

/** Whether the offers are as the rule wants them before the time is over. What undoing leads to is not foretold. */
async function becameSo({ stores, signal }: ServiceContext, command: RuleCommand, seconds: number): Promise<boolean> {
  if (command.type === 'offer-rule.undo') return false;
  const look = async () => {
    const rows = await stores.ledger.offers.vacancies(groupsOf(command).flat());
    return isSo(command, (key) => rows.get(key)?.offerId);
  };
  return await lookUntil(look, (so) => so, { seconds, signal });
}

function isSo(rule: Rule, offerOf: (key: string) => string | undefined): boolean {
  const [some = [], ...others] = groupsOf(rule).map((keys) => keys.map(offerOf));
  if (rule.type === 'offers.merge') return new Set([...some, ...others.flat()]).size === 1;
  return !some.some((id) => others.flat().includes(id));
}

function rulesText(rules: readonly Rule[]): string {
  if (rules.length === 0) return 'There are none.\n';
  const rows = rules.map((rule) => [
    ...[rule.id, rule.type === 'offers.merge' ? 'one job' : 'two jobs'],
    groupsOf(rule)
      .map((keys) => keys.join(' '))
      .join(' | '),
    ...[rule.reason, rule.by, rule.at],
  ]);
  return `${textTable(['rule', 'says', 'of', 'reason', 'by', 'said'], rows)}\n`;
}
