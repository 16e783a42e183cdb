import { EXIT } from '@relais/configuration';
import { type CodingCommand, chooseCommand, codingRecord, readRules } from '@relais/enricher';
import type { Offer } from '@relais/vacancy';
import { commandErrors } from '../errors.ts';
import { textTable } from '../run/books-table.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';

interface ReasonOptions extends InstallationOptions {
  /** For those who wonder later. */
  readonly reason: string;
}

/** An offer whose occupation a person should choose. */
interface Waiting {
  readonly offer: string;
  readonly title: string;
  readonly confidence: number;
  readonly proposed: readonly { readonly code: string; readonly label: string; readonly score: number }[];
}

const MOST_PROPOSED = 3;

/** `relais review list`: open offers without an automatic coding, the surest first, with what the coder proposes. */
export function listReviews(options: InstallationOptions & { readonly limit: number }): Promise<number> {
  return onInstallation(options, async ({ stores }) => {
    const waiting: Waiting[] = [];
    for await (const offers of stores.ledger.offers.scanOffers({ status: 'open' })) {
      waiting.push(...offers.filter(({ coding }) => coding?.automatic === false).map(waitingOf));
    }
    const first = waiting.toSorted((a, b) => b.confidence - a.confidence).slice(0, options.limit);
    print(options, first, () => reviewsText(first, waiting.length));
    return EXIT.ok;
  });
}

function waitingOf({ id, vacancy, coding }: Offer): Waiting {
  const proposed = (coding?.competent ?? []).slice(0, MOST_PROPOSED).map(({ code, labels, score }) => ({
    code,
    label: labels['en'] ?? Object.values(labels)[0] ?? '',
    score,
  }));
  const title = Object.values(vacancy?.titles ?? {})[0] ?? '';
  return { offer: id, title, confidence: coding?.confidence ?? 0, proposed };
}

function reviewsText(waiting: readonly Waiting[], all: number): string {
  if (waiting.length === 0) return 'Every open offer is coded.\n';
  const rows = waiting.map(({ offer, title, confidence, proposed }) => [
    ...[offer, title, `${Math.round(confidence * 100)} %`],
    proposed.map(({ code, label }) => `${code} ${label}`).join(' | '),
  ]);
  return `${textTable(['offer', 'title', 'sure', 'proposed'], rows)}\n${waiting.length} of ${all}\n`;
}

/** `relais review choose`: what has a title of this offer is that occupation from now on. */
export function chooseOccupation(id: string, occupation: string, options: ReasonOptions): Promise<number> {
  return onInstallation(options, async ({ stores, holder }) => {
    const offer = (await stores.ledger.offers.offers([id])).get(id);
    if (offer?.status !== 'open') {
      throw commandErrors.create('COMMAND_OFFER_NOT_OPEN', { id, status: offer?.status ?? 'unknown' });
    }
    const said = { at: new Date().toISOString(), by: holder, reason: options.reason.slice(0, 300) };
    const command = chooseCommand(offer, occupation, said);
    await stores.log.publish([codingRecord(command)]);
    const text = `${command.id} is said. \`relais review undo ${command.id}\` takes it back.\n`;
    print(options, { rule: command.id }, () => text);
    return EXIT.ok;
  });
}

/** `relais review undo`: takes a choice back; the offer is coded by the machine again. */
export function undoChoice(id: string, options: ReasonOptions): Promise<number> {
  return onInstallation(options, async ({ stores, holder }) => {
    const chosen = (await readRules(stores.log)).choices.find((choice) => choice.id === id);
    if (chosen === undefined) throw commandErrors.create('COMMAND_RULE_INVALID', { fault: `there is no rule ${id}` });
    const said = { at: new Date().toISOString(), by: holder, reason: options.reason.slice(0, 300) };
    const command: CodingCommand = { ...chosen, ...said, type: 'coding.undo' };
    await stores.log.publish([codingRecord(command)]);
    print(options, { rule: id }, () => `${id} is undone.\n`);
    return EXIT.ok;
  });
}
