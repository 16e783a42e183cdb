import { deterministicId } from '@relais/runtime';
import { aDelivery, anAttempt, anOffer, aVacancy, NOON } from '../builders.ts';
import { openOn, type Storage } from '../storage.ts';
import { ROWS } from './writer-rows.ts';

/** Writes round after round until it is killed, and tells on stdout each call that was acknowledged. */
const storage = JSON.parse(process.argv[2] ?? '') as Storage;
const ledger = await openOn(storage);
const acknowledged = (round: number, call: string) => process.stdout.write(`${JSON.stringify({ round, call })}\n`);

for (let round = Number(process.argv[3] ?? 0); ; round++) {
  const offerIds = Array.from({ length: ROWS }, (_, index) => `of_${deterministicId(round, index)}`);
  const vacancies = offerIds.map((offerId) => aVacancy({ key: `vdab:${offerId}`, offerId, batchId: `r${round}` }));
  await ledger.offers.apply({ vacancies, offers: offerIds.map((id) => anOffer({ id, formerMembers: [`r${round}`] })) });
  acknowledged(round, 'offers');
  const batchId = `r${round}`;
  await ledger.deliveries.apply({
    deliveries: offerIds.map((offerId) => ({ delivery: aDelivery({ offerId, batchId }), mark: 0 })),
    attempts: offerIds.map((offerId) => anAttempt({ id: `${offerId}/1`, offerId, batchId })),
  });
  acknowledged(round, 'deliveries');
  await ledger.feed.append(
    'north',
    offerIds.map((offerId) => ({ offerId, revision: 1, content: batchId, at: NOON })),
  );
  acknowledged(round, 'feed');
}
