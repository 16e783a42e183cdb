import type { ContactData, Vacancy } from '@relais/vacancy';
import { contact, webAddress } from '../../records/parts.ts';
import { joinedText } from '../../records/rich-text.ts';
import { element, textAt, textsAt, type XmlElement } from '../xml/tree.ts';

/** The application route without persons. */
export function applicationOf(profile: XmlElement | null): Vacancy['application'] {
  const how = element(profile, 'HowToApply');
  const instructions = joinedText([
    textAt(how, 'UserArea', 'Comments'),
    textAt(how, 'UserArea', 'ContentPostedInformation'),
    textAt(how, 'ApplicationMethod', 'InPerson', 'AdditionalInstructions'),
  ]);
  const link = webAddress(textAt(how, 'ApplicationMethod', 'InternetWebAddress'));
  return { url: link, instructions: instructions?.plain ?? null };
}

/** Person, numbers and addresses of `HowToApply`; null when it holds none. */
export function contactOf(profile: XmlElement | null): ContactData | null {
  const how = element(profile, 'HowToApply');
  const method = element(how, 'ApplicationMethod');
  return contact({
    name: personName(element(how, 'PersonName')),
    email: textAt(method, 'InternetEmailAddress'),
    telephone: telephone(element(method, 'Telephone')),
    postalAddress: postalAddress(element(method, 'PostalAddress')),
  });
}

function personName(person: XmlElement | null): string | null {
  const parts = [...textsAt(person, 'PreferredGivenName'), ...textsAt(person, 'FamilyName')].join(' ');
  return textAt(person, 'FormattedName') ?? (parts === '' ? null : parts);
}

function telephone(number: XmlElement | null): string | null {
  const parts = ['InternationalCountryCode', 'AreaCityCode', 'SubscriberNumber'].flatMap((name) =>
    textsAt(number, name),
  );
  return textAt(number, 'FormattedNumber') ?? (parts.length === 0 ? null : parts.join(' '));
}

function postalAddress(address: XmlElement | null): string | null {
  const delivery = element(address, 'DeliveryAddress');
  const street = ['AddressLine', 'StreetName', 'BuildingNumber', 'Unit'].flatMap((name) => textsAt(delivery, name));
  const town = [...textsAt(address, 'PostalCode'), ...textsAt(address, 'Municipality')];
  const lines = [street.join(' '), town.join(' ')].filter((line) => line !== '');
  return lines.length === 0 ? null : lines.join(', ');
}
