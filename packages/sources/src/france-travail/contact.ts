import type { ContactData } from '@relais/vacancy';
import { contact } from '../records/parts.ts';
import type { FranceTravailOffer } from './schema.ts';

const LINK = /https?:\/\/[^\s"<>\p{C}]+/iu;
const ADDRESS = /^[^\s@]+@[^\s@]+$/;
const TELEPHONE = /^t[ée]l\s*:\s*/i;

/** The link to apply: its own member, a link written into the contact members, or the partner's page. */
export function applicationLink(raw: FranceTravailOffer): string | null {
  const written = [raw.contact?.urlPostulation, ...linesOf(raw), raw.contact?.courriel, raw.agence?.courriel];
  const candidates = [...written, raw.origineOffre?.partenaires[0]?.url];
  return candidates.flatMap((text) => LINK.exec(text ?? '')?.[0] ?? [])[0] ?? null;
}

/** `courriel` often holds a sentence with a link, `coordonnees1` a link or a number: only what is contact data is kept. */
export function contactOf(raw: FranceTravailOffer): ContactData | null {
  const lines = linesOf(raw).filter((line) => !LINK.test(line));
  const email = [raw.contact?.courriel, raw.agence?.courriel].find((text) => ADDRESS.test(text ?? ''));
  return contact({
    name: raw.contact?.nom ?? null,
    email: email ?? null,
    telephone: telephoneOf(raw, lines),
    postalAddress: lines.filter((line) => !TELEPHONE.test(line)).join(', ') || null,
  });
}

function telephoneOf(raw: FranceTravailOffer, lines: readonly string[]): string | null {
  const written = lines.find((line) => TELEPHONE.test(line))?.replace(TELEPHONE, '');
  return raw.contact?.telephone ?? written ?? raw.agence?.telephone ?? null;
}

function linesOf({ contact: given }: FranceTravailOffer): string[] {
  return [given?.coordonnees1, given?.coordonnees2, given?.coordonnees3].flatMap((text) => text ?? []);
}
