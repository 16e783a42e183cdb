import { canonicalHash, canonicalJson } from '@relais/runtime';
import { type PartnerOffer, partnerOfferSchema } from './partner-offer.ts';

interface WrittenView {
  readonly text: string;
  readonly hash: string;
}

const written = new WeakMap<PartnerOffer, WrittenView>();

/** Canonical texts of the parts that views of one offer share. */
export type SharedTexts = Map<unknown, string>;

/** Hash of a view: the version that a partner should hold. Worked out once per view object. */
export function viewHash(view: PartnerOffer): string {
  return writtenView(view).hash;
}

/** The view as JSON text with sorted members: what its hash is of, and what travels. Written once per view object. */
export function viewText(view: PartnerOffer): string {
  return writtenView(view).text;
}

function writtenView(view: PartnerOffer): WrittenView {
  return written.get(view) ?? note(view, canonicalJson(view));
}

/** Writes a view of which most is the same, object by object, in other views of the offer: `texts` has that already. */
export function writeView(view: PartnerOffer, texts: SharedTexts): void {
  note(view, sharingText(view, texts));
}

function note(view: PartnerOffer, text: string): WrittenView {
  const noted = { text, hash: canonicalHash(text) };
  written.set(view, noted);
  return noted;
}

const MEMBERS = Object.keys(partnerOfferSchema.shape).toSorted();
const OCCUPATIONS = Object.keys(partnerOfferSchema.shape.occupations.shape).toSorted();
/** Built for each view as a whole. */
const OWN: ReadonlySet<string> = new Set(['contact', 'references', 'competent', 'competences']);

/** What `canonicalJson` makes of the view. */
function sharingText(view: PartnerOffer, texts: SharedTexts): string {
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
