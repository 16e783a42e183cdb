import { canonicalHash, canonicalJson, contentHash } from '@relais/runtime';
import { type PartnerOffer, partnerOfferSchema } from './partner-offer.ts';

const hashes = new WeakMap<PartnerOffer, string>();

/** Canonical texts of the parts that views of one offer share. */
export type SharedTexts = Map<unknown, string>;

/** Hash of a view: the version that a partner should hold. Worked out once per view object. */
export function viewHash(view: PartnerOffer): string {
  const known = hashes.get(view);
  if (known !== undefined) return known;
  const computed = contentHash(view);
  hashes.set(view, computed);
  return computed;
}

/** Notes the hash of a view of which most is the same, object by object, in other views of the offer: `texts` has that already. */
export function noteHash(view: PartnerOffer, texts: SharedTexts): void {
  hashes.set(view, canonicalHash(viewText(view, texts)));
}

const MEMBERS = Object.keys(partnerOfferSchema.shape).toSorted();
const OCCUPATIONS = Object.keys(partnerOfferSchema.shape.occupations.shape).toSorted();
/** Built for each view as a whole. */
const OWN: ReadonlySet<string> = new Set(['contact', 'references', 'competent', 'competences']);

/** What `canonicalJson` makes of the view. */
function viewText(view: PartnerOffer, texts: SharedTexts): string {
  return membersText(MEMBERS, view, (name, member) => {
    if (name === 'occupations')
      return membersText(OCCUPATIONS, view.occupations, (each, codes) => partText(each, codes, texts));
    if (name !== 'titles' && name !== 'descriptions') return partText(name, member, texts);
    return `[${view[name].map((text) => sharedText(text, texts)).join(',')}]`;
  });
}

function membersText(
  names: readonly string[],
  object: object,
  textOf: (name: string, member: unknown) => string,
): string {
  const members = object as Readonly<Record<string, unknown>>;
  let text = '';
  for (const name of names) {
    const member = members[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}"${name}":${textOf(name, member)}`;
  }
  return `{${text}}`;
}

function partText(name: string, part: unknown, texts: SharedTexts): string {
  return part === null || typeof part !== 'object' || OWN.has(name) ? canonicalJson(part) : sharedText(part, texts);
}

function sharedText(part: unknown, texts: SharedTexts): string {
  const known = texts.get(part);
  if (known !== undefined) return known;
  const text = canonicalJson(part);
  texts.set(part, text);
  return text;
}
