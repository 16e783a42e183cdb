import { parseEnterpriseNumber } from '../values/enterprise-number.ts';

/** A number as it stands in its text. */
export interface NumberPlace {
  readonly written: string;
  /** Some characters before it. */
  readonly before: string;
}

/** Words of the five countries' languages that say that a telephone number follows. */
const ANNOUNCED =
  /(?<!\p{L})(?:t[ée]l(?:[ée]phone|efoon|efon)?|gsm|mobiel|mobile?|portable|handy|phone|whatsapp|viber|signal|telegram|sms(?:to)?|fax|contact|oproep|ruf|bel(?:len)?(?: naar| op)?|appelez(?: le| au)?|anrufen|☎|📞)(?:[ -]?(?:nummer|nr|n°|num[ée]ro|number))?[\s.:)/-]{0,4}$/iu;
/** Words that say that a reference follows, and no telephone number. */
const REFERENCE =
  /(?<!\p{L})(?:ref(?:erence|erenz)?|r[ée]f(?:[ée]rence)?|dossier|vacature|iban|rekening|compte|konto|kbo|bce|btw|tva|mwst|rsz|onss|entreprise|\p{L}{2,20}nummer)[\s.:#)(-]{0,4}(?:BE\s?)?$/iu;
/** Words that may stand before either: then digits in one piece are a reference, save for mobile telephones. */
const NUMBER = /(?<!\p{L})(?:nr|n[°ºo]|num[ée]ro|nummer|number|id|code|job|offre|offer)[\s.:#)(-]{0,4}$/iu;
const COUNTRY: readonly (readonly [prefix: string, national: RegExp])[] = [
  ['352', /^\d{5,11}$/],
  ['32', /^(?:[1-9]\d{7}|4[5-9]\d{7})$/],
  ['33', /^[1-9]\d{8}$/],
  ['31', /^[1-9]\d{8}$/],
  ['49', /^[1-9]\d{5,11}$/],
];
const DAY = /^(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d{2}(?!\d)/;
const ISO_DAY = /^(?:19|20)\d{2}[-./]\d{2}[-./]\d{2}/;

/** True when the words before a place say that a telephone number follows. */
export function announcesTelephone(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 24), at);
  return /[\p{L}☎📞][\s.:)/-]{0,4}$/u.test(before) && ANNOUNCED.test(before);
}

/**
 * True for a number in one of the forms of ITU-T E.123 and of national habit. Without a country code or a word that announces
 * it, a number must have the length and the first digits of its country, and be written as people do.
 */
export function isTelephone({ written, before }: NumberPlace, announced: boolean): boolean {
  const digits = written.replaceAll(/\(0\)/g, '').replaceAll(/\D/g, '');
  const isInternational = /^\(?\+|^\(?00[1-9]/.test(written);
  if (isInternational) return isInternationalNumber(digits.replace(/^00/, ''), written);
  if (DAY.test(written) || ISO_DAY.test(written)) return false;
  if (announced) return digits.length >= 6 && digits.length <= 12;
  return isNationalForm(written, digits) && !isEnterprise(written) && !isReference(written, before);
}

function isInternationalNumber(digits: string, written: string): boolean {
  for (const [prefix, national] of COUNTRY) {
    if (digits.startsWith(prefix)) return national.test(digits.slice(prefix.length).replace(/^0/, ''));
  }
  return written.includes('+') && digits.length >= 9 && digits.length <= 15;
}

function isReference(written: string, before: string): boolean {
  return REFERENCE.test(before) || (/^\d+$/.test(written) && !/^04[5-9]/.test(written) && NUMBER.test(before));
}

/** A KBO number is written in one piece, or as four, three and three digits. */
function isEnterprise(written: string): boolean {
  return /^[01]\d{3}[ .-]?\d{3}[ .-]?\d{3}$/.test(written) && parseEnterpriseNumber(written) !== null;
}

/** With the trunk prefix 0: nine or ten digits in one piece or in groups, longer ones (Germany) in groups alone. */
function isNationalForm(written: string, digits: string): boolean {
  if (!/^\(?0[1-9]/.test(written) || !isEvenlyParted(written)) return false;
  if (digits.length === 10) return true;
  const isParted = written.length > digits.length;
  if (digits.length === 9) return !digits.startsWith('06') && (isParted || !/^0[5-9]0/.test(digits));
  return isParted && digits.length >= 10 && digits.length <= 12 && /^\(?0\d{2,4}\)?[ \u00a0\u202f/-]/.test(written);
}

/** After the area code, which may be set apart in its own way, people part the groups in one way. */
function isEvenlyParted(written: string): boolean {
  const partings = written.match(/[^\d(]+/g) ?? [];
  const [first, ...rest] = partings.map((parting) => parting.replaceAll(/[\u00a0\u202f]/g, ' '));
  if (first === undefined) return true;
  return rest.every((parting) => parting === rest[0]) && partings.length <= 5;
}
