import type { Contact } from '../../population/contact.ts';
import { contactOf } from '../../population/contact.ts';
import { type Profile, profileOf, supplierOfAppearance } from '../../population/profile.ts';
import { type Random, randomFor } from '../../population/random.ts';
import type { Appearance } from '../../population/records.ts';
import { vdabNumberOf } from '../../population/references.ts';
import { type Wording, wordingOf } from '../../population/wording.ts';
import { dateOf, type World } from '../../population/world.ts';
import {
  CONTRACTS,
  type Coded,
  DURATIONS,
  diplomaOf,
  EXPERIENCE,
  JOB_DOMAINS,
  LANGUAGE_LEVELS,
  LANGUAGES,
  provinceOf,
  SHIFTS,
  UNLISTED_CONTRACT,
  WORKING_TIME,
} from './codes.ts';

/** `v4` wraps codes as `{code,label}`, `v2` writes them bare. */
export type CodeStyle = 'v2' | 'v4';

const PURPOSE_QUIRKS = 71;
const QUIRK = {
  emptyDescription: 0.02,
  oldBullets: 0.03,
  nestedParagraphs: 0.03,
  emoji: 0.02,
  contactInText: 0.05,
  strayBlanks: 0.05,
  noLocation: 0.03,
  emptyLocation: 0.01,
  unlistedContract: 0.005,
  labelOnly: 0.05,
} as const;

interface Subject {
  readonly world: World;
  readonly appearance: Appearance;
  readonly profile: Profile;
  readonly wording: Wording;
  readonly contact: Contact;
  readonly style: CodeStyle;
  readonly has: Readonly<Record<keyof typeof QUIRK, boolean>>;
}

/**
 * A vacancy as the Vacatures API answers it, with the irregularities that its readers have met: empty descriptions with
 * the text elsewhere, old bullets, nested paragraphs, stray blanks, locations that are missing or empty.
 */
export function vacancyOf(world: World, appearance: Appearance, style: CodeStyle): object {
  const profile = profileOf(world.seed, appearance.job, appearance.shown);
  const wording = wordingOf(profile, profile.language, { revision: appearance.shown, appearance: appearance.index });
  const has = quirksOf(randomFor(world.seed, PURPOSE_QUIRKS, appearance.index));
  const subject = { world, appearance, profile, wording, contact: contactOf(profile), style, has };
  return {
    vacatureReferentie: references(subject),
    status: 'GEPUBLICEERD',
    versie: appearance.version,
    bron: 'VDAB_VACATURE_OPENING',
    vacatureType: profile.occupation.sector === 'education' ? 'ONDERWIJS' : 'SJABLOON',
    publicatieDatum: dateOf(appearance.created),
    depublicatieDatum: dateOf(appearance.until),
    aantalJobs: profile.positions,
    internationaalOpengesteld: profile.international,
    functie: work(subject),
    vrijeVereiste: list(wording.profile, has.oldBullets),
    profiel: { vereisten: requirements(subject) },
    arbeidsovereenkomst: agreement(subject),
    tewerkstellingsadres: place(subject),
    ...suppliers(subject),
    sollicitatieprocedure: procedure(subject),
    ...duplicates(subject),
    ...assistance(profile),
  };
}

function references({ world, appearance }: Subject): object {
  return {
    interneReferentie: world.reference(appearance),
    vdabReferentie: vdabNumberOf(appearance.index),
    ...(appearance.channel === 'employer' ? {} : { externeReferentie: `EXT-${appearance.index}` }),
  };
}

function work({ profile, wording, style, has }: Subject): object {
  return {
    functieTitel: wording.title,
    omschrijving: has.emptyDescription ? '' : description(wording, has),
    beroepsprofiel: occupation(profile, style, has),
    jobdomeinen: [coded(JOB_DOMAINS[profile.occupation.sector], style)],
  };
}

function description(wording: Wording, has: Subject['has']): string {
  const open = has.nestedParagraphs ? '<p><p>' : '<p>';
  const heading = `${has.emoji ? '🚀 ' : ''}${wording.headings.tasks}`;
  const body = `${open}${escaped(wording.introduction)}</p><h3>${escaped(heading)}</h3>`;
  return `${body}${list(wording.tasks, has.oldBullets)}`;
}

/** A list, or what older entry screens made of it: lines after the bullet of Windows-1252, left as a control character. */
function list(sentences: readonly string[], oldBullets: boolean): string {
  if (oldBullets) return sentences.map((sentence) => `\u0095 ${escaped(sentence)}`).join('<br/>');
  return `<ul>${sentences.map((sentence) => `<li>${escaped(sentence)}</li>`).join('')}</ul>`;
}

function occupation(profile: Profile, style: CodeStyle, has: Subject['has']): object {
  const { competent1, competent2, titles } = profile.occupation;
  const code = profile.textKey % 8 === 0 ? competent2 : competent1;
  const ervaring = coded(EXPERIENCE[profile.experience], style);
  const label = titles.nl[0] ?? '';
  if (style === 'v2') return { code, ervaring };
  return code === null || has.labelOnly ? { label, ervaring } : { code, label, ervaring };
}

function requirements({ profile, style }: Subject): object[] {
  const languages = profile.languages.map(({ language, level }) => ({
    type: 'talen',
    ...LANGUAGES[language],
    score: coded(LANGUAGE_LEVELS[level], style),
  }));
  const { licence, study } = profile.occupation;
  const licences = licence === null ? [] : [{ type: 'rijbewijs', code: licence, label: `Rijbewijs ${licence}` }];
  return [...languages, ...licences, { type: 'studie', diplomaNiveau: coded(diplomaOf(study), style) }];
}

function agreement({ profile, wording, style, has }: Subject): object {
  const contract = has.unlistedContract ? UNLISTED_CONTRACT : CONTRACTS[profile.contract];
  const duration = DURATIONS[profile.contract === 'permanent' ? 'permanent' : 'limited'];
  const text = `<p>${escaped(wording.headings.offer)}</p>${list(wording.offer, false)}`;
  return {
    arbeidsContract: coded(contract, style),
    arbeidsContractDuur: coded(duration, style),
    arbeidsRegime: coded(WORKING_TIME[profile.fullTime ? 'full' : 'part'], style),
    arbeidsStelsel: [coded(SHIFTS[profile.shift], style)],
    aantalUur: profile.hours,
    minimumBrutoLoon: profile.pay?.minimum ?? null,
    maximumBrutoLoon: profile.pay?.maximum ?? null,
    vermoedelijkeStartdatum: null,
    extra: has.emptyDescription ? `${description(wording, has)}${text}` : text,
  };
}

function place({ profile, appearance, style, has }: Subject): object {
  const { postcode, nl, nuts, latitude, longitude } = profile.place;
  if (appearance.job.vague) return { landCode: 'BE', regioCode: nuts };
  const name = nl.toUpperCase();
  return {
    straat: 'Voorbeeldstraat',
    huisnummer: String(1 + (profile.textKey % 200)),
    postcode,
    gemeente: has.strayBlanks ? ` ${name.replaceAll(' ', '  ')} ` : name,
    landCode: 'BE',
    regioCode: nuts,
    ...(style === 'v4' ? { provincie: { label: provinceOf(nuts) } } : {}),
    ...location(has, { latitude, longitude }),
  };
}

function location(has: Subject['has'], point: { latitude: number; longitude: number }): object {
  if (has.noLocation) return {};
  return { locatie: has.emptyLocation ? {} : point };
}

/** Behind an agency or a job board stands the employer, as the client. */
function suppliers({ world, appearance, profile }: Subject): object {
  const { name, enterpriseNumber } = profile.employer;
  const supplier = supplierOfAppearance(world.seed, appearance);
  if (supplier === null)
    return { leverancier: { naam: name, kboNummer: enterpriseNumber, type: 'GEWONE_BEDRIJVEN', prioriteit: 1 } };
  const type = appearance.channel === 'agency' ? 'INTERMEDIAIREN' : 'DERDENLEVERANCIERS';
  return {
    leverancier: { naam: supplier.name, kboNummer: supplier.enterpriseNumber, type, prioriteit: 3 },
    opdrachtgever: { naam: name, ondernemingsnummer: enterpriseNumber, tonenOpdrachtgever: true },
  };
}

function procedure({ wording, contact, has }: Subject): object {
  const invitation = `<p>${escaped(wording.closing)}</p>`;
  return {
    cvGewenst: true,
    motivatiebriefGewenst: false,
    omschrijving: has.contactInText ? `${invitation}<p>${contact.email} – ${contact.telephone}</p>` : invitation,
    contactpersoon: {
      naam: contact.name,
      functie: contact.role,
      telefoonNummer: contact.telephone,
      email: contact.email,
    },
    sollicitatieVia: {
      webformulier: contact.url,
      email: contact.email,
      telefoon: contact.telephone,
      brief: false,
      persoonlijkAanmelden: false,
    },
  };
}

/** VDAB itself recognises every second of its twins. */
function duplicates({ world, appearance, style }: Subject): object {
  const members = appearance.job.appearances.filter(({ service, live }) => service === 'vdab' && live);
  if (members.length < 2 || appearance.job.index % 2 === 1) return {};
  const [parent, ...rest] = members;
  if (parent === undefined) return {};
  const dubbelIds = parent === appearance ? rest.map(({ index }) => vdabNumberOf(index)) : [];
  const parentId = parent === appearance ? null : world.reference(parent);
  return { dubbels: style === 'v2' ? { parentUuid: parentId, dubbelIds } : { parentId, dubbelIds } };
}

function assistance({ helpWanted }: Profile): object {
  return helpWanted.length === 0 ? {} : { assistentie: { irmAssistentie: { irmRegioCodes: helpWanted } } };
}

function coded(value: Coded, style: CodeStyle): Coded | string {
  return style === 'v4' ? value : value.code;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function quirksOf(random: Random): Subject['has'] {
  const has = {} as Record<keyof typeof QUIRK, boolean>;
  for (const [quirk, chance] of Object.entries(QUIRK) as [keyof typeof QUIRK, number][])
    has[quirk] = random.chance(chance);
  return has;
}
