import type { Command } from 'commander';
import { EXPLAINED_LANGUAGES, explain } from './commands/explain.ts';
import { listRules, mergeOffers, splitOffer, undoRule } from './commands/merge.ts';
import { chooseOccupation, listReviews, undoChoice } from './commands/review.ts';
import type { CommandLine } from './delivery-commands.ts';

/** The commands over offers: explain, merge, split, rule, review. */
export function addOfferCommands(relais: Command, line: CommandLine): void {
  line
    .inspection(
      relais,
      'explain',
      'the story of an offer in words: members, merging, coding, quality, and who holds it',
    )
    .argument('<name>', 'offer id, <source>:<reference>, or a reference of a source or an origin')
    .option('--language <code>', `language of the words: ${EXPLAINED_LANGUAGES.join(', ')}`, 'en')
    .action(async (name: string, options) => line.leaveWith(await explain(name, options)));
  const said = (parent: Command, name: string, description: string) =>
    line
      .inspection(parent, name, description)
      .option('--reason <words>', 'for those who wonder later', '')
      .option('--wait <seconds>', 'how long to wait until it is applied; 0 does not', line.wholeNumber, 10);
  said(relais, 'merge', 'these offers are one job; the first one stays, and later observations do not part them')
    .argument('<offer...>', 'ids of open offers')
    .action(async (ids: string[], options) => line.leaveWith(await mergeOffers(ids, options)));
  said(relais, 'split', 'these vacancies of an offer are another job; later observations do not bring them back')
    .argument('<offer>', 'id of an open offer')
    .argument('<vacancy...>', 'members that leave it together, <source>:<reference>')
    .action(async (id: string, keys: string[], options) => line.leaveWith(await splitOffer(id, keys, options)));
  const rule = relais.command('rule').description('merges and splits that were asked for');
  line.inspection(rule, 'list', 'those that stand').action(async (options) => line.leaveWith(await listRules(options)));
  said(rule, 'undo', 'take a merge or a split back')
    .argument('<rule>', 'id of a rule')
    .action(async (id: string, options) => line.leaveWith(await undoRule(id, options)));
  addReview(relais, line);
}

function addReview(relais: Command, line: CommandLine): void {
  const review = relais.command('review').description('offers whose occupation a person should choose');
  line
    .inspection(review, 'list', 'those without an automatic coding, the surest first, with what is proposed')
    .option('--limit <number>', 'how many', line.wholeNumber, 50)
    .action(async (options) => line.leaveWith(await listReviews(options)));
  line
    .inspection(review, 'choose', 'what has the title of this offer is that occupation, now and later')
    .argument('<offer>', 'id of an open offer')
    .argument('<occupation>', 'code or UUID of an occupation of Competent 2')
    .option('--reason <words>', 'for those who wonder later', '')
    .action(async (id: string, occupation: string, options) =>
      line.leaveWith(await chooseOccupation(id, occupation, options)),
    );
  line
    .inspection(review, 'undo', 'take such a choice back')
    .argument('<rule>', 'id of a rule')
    .option('--reason <words>', 'for those who wonder later', '')
    .action(async (id: string, options) => line.leaveWith(await undoChoice(id, options)));
}
