import type { PartnerOffer } from '@relais/policy';
import { dayIn } from '@relais/vacancy';

/** Namespace of what XML formats have no element for: the exchange flags and the licence. */
export const EXCHANGE_NAMESPACE = 'urn:relais:exchange:1';

const ZONE = 'Europe/Brussels';

/** A day or an instant as the day that partners here live by. */
export function calendarDay(value: string | null): string | null {
  return value === null ? null : dayIn(value, ZONE);
}

/** Licence and attribution in one line for people; null where the data carries none. */
export function licenceLine(offer: PartnerOffer): string | null {
  const { licence } = offer;
  if (licence === null) return null;
  return [licence.identifier, licence.attribution, licence.shareAlike ? 'share-alike' : null]
    .filter((part) => part !== null)
    .join('; ');
}

/** The flags in one line, `name=value` each, for formats without a place of their own for them. */
export function flagsLine({ flags }: PartnerOffer): string {
  const help = flags.interregionalHelp.join(',');
  return `interregionalHelp=${help}; activeManagement=${flags.activeManagement}; international=${flags.international}`;
}
