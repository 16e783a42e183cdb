import { type Signature, signatureFromText, signatureText } from '@relais/dedup';
import type { VacancyRow } from '@relais/ledger';
import type { MatchEntry } from '@relais/state';
import { contentOf } from './stored-content.ts';
import type { VacancyCoder } from './vacancy-coder.ts';

const DAY_MS = 86_400_000;
/** A source may show a repost up to 60 days later, and it takes a while until it is read. */
const REMEMBERED_MS = 62 * DAY_MS;

/** The index entry of a live vacancy, from its row. */
export function entryOf(row: VacancyRow, coder: VacancyCoder): MatchEntry {
  const signature = signatureText(coder.signatureOf(contentOf(row).vacancy));
  return { vacancyKey: row.key, offerId: row.offerId, signature, keys: row.matchKeys };
}

/** How a vacancy stands once it is gone on a day, by its entry or, where that was lost, by its row; undefined for one never shown. */
export function goneEntry(
  entry: MatchEntry | undefined,
  row: VacancyRow | undefined,
  { day, coder }: { day: string; coder: VacancyCoder },
): MatchEntry | undefined {
  const live = entry ?? (row?.live ? entryOf(row, coder) : undefined);
  return live && withdrawnEntry(live, day);
}

/** A vacancy that is gone stands in the index for a while, so that the same job under a new reference finds its offer. */
export function withdrawnEntry(entry: MatchEntry, day: string): MatchEntry {
  const signature: Signature = { ...signatureFromText(entry.signature), withdrawn: day };
  return { ...entry, signature: signatureText(signature), expiresAt: Date.parse(day) + REMEMBERED_MS };
}

/** Whether a live vacancy may be the repost of one that is gone: of the same source, and published about when that one went. */
export function mayRepost({ source, published, withdrawn }: Signature, gone: Signature): boolean {
  if (withdrawn !== undefined || source !== gone.source) return false;
  if (published === undefined || gone.withdrawn === undefined) return false;
  return Date.parse(published) >= Date.parse(gone.withdrawn) - DAY_MS;
}
