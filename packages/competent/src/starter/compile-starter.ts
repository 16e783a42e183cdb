import { sha256 } from '@relais/runtime';
import { learn } from '../model/learn.ts';
import { ReleaseBuilder } from '../release/builder.ts';
import type { Release } from '../release/release.ts';
import { isLabelLanguage } from '../release/schemes.ts';
import { CONSTRUCTION } from './construction.ts';
import { EDUCATION_AND_SOCIAL } from './education-and-social.ts';
import { GREEN_TRADES } from './green-trades.ts';
import { HEALTH } from './health.ts';
import { HOSPITALITY_AND_FOOD } from './hospitality-and-food.ts';
import { INDUSTRY } from './industry.ts';
import { IT_AND_MEDIA } from './it-and-media.ts';
import { MAINTENANCE } from './maintenance.ts';
import { OFFICE_AND_FINANCE } from './office-and-finance.ts';
import { SERVICES_AND_SECURITY } from './services-and-security.ts';
import { TRADE } from './trade.ts';
import { TRANSPORT_AND_LOGISTICS } from './transport-and-logistics.ts';

const FIELDS = [
  HOSPITALITY_AND_FOOD,
  TRADE,
  OFFICE_AND_FINANCE,
  IT_AND_MEDIA,
  CONSTRUCTION,
  INDUSTRY,
  MAINTENANCE,
  TRANSPORT_AND_LOGISTICS,
  HEALTH,
  EDUCATION_AND_SOCIAL,
  SERVICES_AND_SECURITY,
  GREEN_TRADES,
];

/** Codes of the starter set look like no Competent code, so that nobody takes them for one. */
const CODE_PREFIX = 'RS-';
const BY_HAND = { name: 'Relais starter set', trust: 1 };

/** Compiles the starter set out of its labels: what `starterRelease` opens is this, written to a file. */
export function compileStarter(): Release {
  const builder = new ReleaseBuilder();
  for (const field of FIELDS) readField(builder, field);
  return learn(builder.compile(), ['relais-starter-1']);
}

/**
 * A field is text: per occupation a line `<number> <slug> <ISCO-08> <ROME v3>` and one line per language, its code and
 * then labels between semicolons, the title first.
 */
function readField(builder: ReleaseBuilder, field: string): void {
  let occupation = -1;
  for (const line of field.trim().split('\n')) {
    const [first = '', slug = '', isco = '', rome = ''] = line.split(' ');
    if (isLabelLanguage(first)) {
      const labels = line.slice(first.length + 1).split('; ');
      for (const [at, label] of labels.entries()) builder.label(occupation, first, label, at === 0);
      continue;
    }
    occupation = builder.concept('competent2', `${CODE_PREFIX}${first}`, starterUuid(slug));
    builder.link(occupation, builder.concept('isco08', isco), 'broader', BY_HAND);
    builder.link(occupation, builder.concept('rome', rome), 'broader', BY_HAND);
  }
}

/** The same slug gives the same UUID for ever: SHA-256 of the name with the bits that version 8 prescribes. */
function starterUuid(slug: string): string {
  const hex = sha256(`relais-starter:${slug}`);
  const variant = ((Number.parseInt(hex[16] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
