import { EXIT } from '@relais/configuration';
import {
  auditBooks,
  auditSurroundings,
  collectStatus,
  type OfferTrace,
  statusSurroundings,
  traceOffers,
} from '@relais/ops';
import { booksText, textTable } from '../run/books-table.ts';
import { statusText } from '../run/live-view.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';

/** `relais status`: how everything stands now. */
export function status(options: InstallationOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const now = await collectStatus(statusSurroundings(context));
    print(options, now, () => statusText(now));
    return EXIT.ok;
  });
}

/** `relais audit`: proves that the books balance, or lists what does not. */
export function audit(options: InstallationOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const books = await auditBooks(auditSurroundings(context));
    print(options, books, () => booksText(books, { enricher: 0, sink: 0, due: 0, awaiting: 0, asked: 0 }));
    return books.balanced ? EXIT.ok : EXIT.failed;
  });
}

interface TraceOptions extends InstallationOptions {
  /** How many of the newest attempts. */
  readonly attempts: number;
}

/** `relais trace`: the whole story of an offer, found by its id or by a reference of a source. */
export function trace(name: string, options: TraceOptions): Promise<number> {
  return onInstallation(options, async (context) => {
    const found = await traceOffers(context.stores.ledger, name, options.attempts);
    print(options, found, () => found.map(traceText).join('\n') || `Nothing is known by the name ${name}.\n`);
    return found.length > 0 ? EXIT.ok : EXIT.failed;
  });
}

function traceText({ offer, vacancies, deliveries, attempts, attemptCount }: OfferTrace): string {
  const members = vacancies.map((row) => [
    row.key,
    String(row.version),
    row.batchId,
    new Date(row.changedAt).toISOString(),
  ]);
  const standing = deliveries.map((one) => [
    ...[one.subscription, one.state, String(one.revision), String(one.confirmedRevision ?? ''), one.reason ?? ''],
    ...[one.detail ?? '', new Date(one.changedAt).toISOString()],
  ]);
  const tries = attempts.map((one) => [
    ...[new Date(one.startedAt).toISOString(), one.subscription, String(one.revision), one.outcome, one.reason ?? ''],
    `${one.endedAt - one.startedAt} ms`,
  ]);
  const earlier = attemptCount - attempts.length;
  return [
    `offer ${offer.id}, version ${offer.version}, ${offer.status}, changed ${offer.changedAt}`,
    ...Object.entries(offer.vacancy?.titles ?? {}).map(([language, title]) => `  ${language}: ${title}`),
    ...(offer.coding?.reasons ?? []).map((reason) => `  coding: ${reason}`),
    ...offer.members.map((member) => `  member ${member.source}:${member.reference}: ${member.reason}`),
    '',
    textTable(['vacancy', 'version', 'batch', 'changed'], members),
    '',
    textTable(['subscription', 'state', 'revision', 'confirmed', 'reason', 'detail', 'since'], standing),
    '',
    textTable(['attempt', 'subscription', 'revision', 'outcome', 'reason', 'took'], tries),
    ...(earlier > 0 ? [`and ${earlier} earlier ones: --attempts ${attemptCount} shows all`] : []),
    '',
  ].join('\n');
}
