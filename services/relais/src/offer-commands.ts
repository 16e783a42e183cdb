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
      'the story of an offer in words: why it was merged and coded so, who holds it, and why others do not',
    )
    .argument('<name>', 'offer id, <source>:<reference>, or a reference of a source or an origin')
    .option('--language <code>', `language of the words: ${EXPLAINED_LANGUAGES.join(', ')}`, 'en')
    .action(async (name: string, options) => line.leaveWith(await explain(name, options)));
  const said = (parent: Command, name: string, description: string) =>
    line
      .inspection(parent, name, description)
      .option('--reason <words>', 'why; kept with the decision', '')
      .option('--wait <seconds>', 'how long to wait until it is applied; 0 does not', line.wholeNumber, 10);
  said(relais, 'merge', 'make one offer of several: the first one stays, and later observations do not part them')
    .argument('<offer...>', 'ids of open offers')
    .action(async (ids: string[], options) => line.leaveWith(await mergeOffers(ids, options)));
  said(
    relais,
    'split',
    'take vacancies out of an offer: they are another job, and later observations do not bring them back',
  )
    .argument('<offer>', 'id of an open offer')
    .argument('<vacancy...>', 'members that leave it together, <source>:<reference>')
    .action(async (id: string, keys: string[], options) => line.leaveWith(await splitOffer(id, keys, options)));
  const rule = relais.command('rule').description('list and undo the merges and splits of operators');
  line
    .inspection(rule, 'list', 'merges and splits that are in force')
    .action(async (options) => line.leaveWith(await listRules(options)));
  said(rule, 'undo', 'take a merge or a split back')
    .argument('<rule>', 'id of a rule')
    .action(async (id: string, options) => line.leaveWith(await undoRule(id, options)));
  addReview(relais, line);
}

function addReview(relais: Command, line: CommandLine): void {
  const review = relais.command('review').description('choose the occupation of offers that the coder is not sure of');
  line
    .inspection(review, 'list', 'offers without an automatic coding, the surest first, with what is proposed')
    .option('--limit <number>', 'how many', line.wholeNumber, 50)
    .action(async (options) => line.leaveWith(await listReviews(options)));
  line
    .inspection(review, 'choose', 'what has the title of this offer is that occupation, from now on')
    .argument('<offer>', 'id of an open offer')
    .argument('<occupation>', 'code or UUID of an occupation of Competent 2')
    .option('--reason <words>', 'why; kept with the decision', '')
    .action(async (id: string, occupation: string, options) =>
      line.leaveWith(await chooseOccupation(id, occupation, options)),
    );
  line
    .inspection(review, 'undo', 'take a choice back')
    .argument('<rule>', 'id of a rule')
    .option('--reason <words>', 'why; kept with the decision', '')
    .action(async (id: string, options) => line.leaveWith(await undoChoice(id, options)));
}
