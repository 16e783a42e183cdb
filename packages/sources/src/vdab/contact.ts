import type { ContactData, Vacancy } from '@relais/vacancy';
import { contact, webAddress } from '../records/parts.ts';
import { joinedText } from '../records/rich-text.ts';
import type { VdabAddress, VdabApplication } from './schema.ts';

/** The application route without persons. */
export function applicationOf(procedure: VdabApplication | null | undefined): Vacancy['application'] {
  const instructions = joinedText([procedure?.omschrijving, procedure?.sollicitatieVia?.extraInfoProcedure]);
  return { url: webAddress(procedure?.sollicitatieVia?.webformulier), instructions: instructions?.plain ?? null };
}

/** Person, numbers and addresses of `sollicitatieprocedure`; null when it holds none. */
export function contactOf(procedure: VdabApplication | null | undefined): ContactData | null {
  const { contactpersoon: person, sollicitatieVia: via, sollicitatieAdres: address } = procedure ?? {};
  return contact({
    name: firstOf(person?.naam),
    role: firstOf(person?.functie),
    email: firstOf(via?.email, person?.email),
    telephone: firstOf(via?.telefoon, person?.telefoonNummer),
    postalAddress: addressLine(address),
  });
}

function firstOf(...texts: readonly (string | null | undefined)[]): string | null {
  return texts.find((text) => text) ?? null;
}

function addressLine(address: VdabAddress | null | undefined): string | null {
  if (!address) return null;
  const street = [address.straat, address.huisnummer, address.busnummer].filter(Boolean).join(' ');
  const town = [address.postcode, address.gemeente].filter(Boolean).join(' ');
  return [street, town].filter((part) => part !== '').join(', ') || null;
}
