import type { SourceSettings } from '@relais/sources';
import { dayIn } from '@relais/vacancy';

/** How the kinds of source that can be asked for changes write the moment from which they are wanted. */
const CURSORS_SINCE: ReadonlyMap<SourceSettings['kind'], (moment: string, zone: string) => string> = new Map([
  ['vdab', (moment) => JSON.stringify({ until: moment })],
  ['france-travail', (moment) => JSON.stringify({ until: moment })],
  ['actiris', (moment, zone) => JSON.stringify({ since: dayIn(moment, zone) })],
  ['forem', (moment, zone) => JSON.stringify({ since: dayIn(moment, zone) })],
  ['eures', (moment) => JSON.stringify({ until: Date.parse(moment) })],
]);

/** The cursor that has a source tell what changed since a moment (RFC 3339); null for a kind that cannot be asked that. */
export function cursorSince({ kind, zone }: SourceSettings, moment: string): string | null {
  return CURSORS_SINCE.get(kind)?.(moment, zone) ?? null;
}
