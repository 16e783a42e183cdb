import type { SqlDialect } from '../dialect.ts';
import type { Executor } from '../executor.ts';
import type { OfferLedger, OfferStatistics } from '../port.ts';
import { isEmpty } from '../statement.ts';
import { offerFromRow, offersToRows } from './offer-rows.ts';
import { offerStatements, vacancyStatements } from './offer-statements.ts';
import { pages } from './pages.ts';
import { vacanciesToRows, vacancyFromRow } from './vacancy-rows.ts';

export function offerLedger(dialect: SqlDialect, executor: Executor): OfferLedger {
  const vacancies = vacancyStatements(dialect);
  const offers = offerStatements(dialect);
  return {
    vacancies: async (keys) => {
      const rows = await executor.all(vacancies.get.with([...new Set(keys)].map((key) => ({ key }))));
      return new Map(rows.map((row) => [row.key, vacancyFromRow(row)]));
    },
    findVacancies: async (text, limit) =>
      (await executor.all(vacancies.find.with({ text, limit }))).map(vacancyFromRow),
    membersOf: async (offerIds) => {
      const rows = await executor.all(vacancies.membersOf.with([...new Set(offerIds)].map((id) => ({ id }))));
      return Map.groupBy(rows.map(vacancyFromRow), ({ offerId }) => offerId);
    },
    offers: async (ids) => {
      const rows = await executor.all(offers.get.with([...new Set(ids)].map((id) => ({ id }))));
      return new Map(rows.map((row) => [row.id, offerFromRow(row)]));
    },
    versions: async (ids) => {
      const rows = await executor.all(offers.versions.with([...new Set(ids)].map((id) => ({ id }))));
      return new Map(rows.map(({ id, version }) => [id, version]));
    },
    apply: async (change) => {
      const writes = [
        vacancies.write.with(vacanciesToRows(change.vacancies)),
        offers.write.with(offersToRows(change.offers)),
      ];
      const { until } = change;
      if (until !== undefined && !writes.every(isEmpty)) return await executor.transactBefore(until, writes);
      await executor.transact(writes);
      return true;
    },
    scanOffers: ({ status }) =>
      pages(
        async (after, limit) =>
          await executor.all(
            status === undefined
              ? offers.scan.with({ after, limit })
              : offers.scanOfStatus.with({ status, after, limit }),
          ),
        ({ id }) => id,
        offerFromRow,
      ),
    statistics: async () => statisticsOf(await executor.all(offers.statistics.with({}))),
  };
}

/** The properties of a tally of offers are status, coding and number of members. */
function statisticsOf(
  tallies: readonly { subject: string; a: string; b: string; c: string; count: number }[],
): OfferStatistics {
  const sum = (wanted: Partial<(typeof tallies)[number]>) =>
    tallies
      .filter((tally) => Object.entries(wanted).every(([name, value]) => tally[name as keyof typeof tally] === value))
      .reduce((total, { count }) => total + count, 0);
  const open = { subject: 'offer', a: 'open' };
  return {
    open: sum(open),
    closed: sum({ subject: 'offer', a: 'closed' }),
    merged: sum({ subject: 'offer', a: 'merged' }),
    withSeveralMembers: sum({ ...open, c: 'several' }),
    liveVacancies: sum({ subject: 'vacancy', a: 'live' }),
    codedAutomatically: sum({ ...open, b: 'automatic' }),
    unmapped: sum({ ...open, b: 'unmapped' }),
  };
}
