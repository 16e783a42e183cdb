import { schemeOfCode } from '@relais/vacancy';
import type { LabelSearch } from '../lexical/label-search.ts';
import type { Release } from '../release/release.ts';
import { REFERENCE_SCHEMES, type ReferenceScheme } from '../release/schemes.ts';
import { labelKeys } from '../text/title.ts';

/** An occupation code as a source gives it. */
export interface NativeCode {
  readonly scheme: string;
  readonly code: string;
  readonly label?: string | undefined;
}

/** A native code found in the release: the concepts it names, several for a group code. */
export interface ResolvedCode {
  readonly scheme: ReferenceScheme;
  readonly code: string;
  readonly concepts: readonly number[];
}

/** Names that sources and people use for the schemes, folded to letters and digits. */
const SCHEME_NAMES: ReadonlyMap<string, ReferenceScheme> = new Map([
  ['competent2', 'competent2'],
  ['competent2op', 'competent2'],
  ['competent', 'competent2'],
  ['op', 'competent2'],
  ['competent1', 'competent1'],
  ['dimeco', 'competent1'],
  ['sjabloon', 'competent1'],
  ['rome', 'rome'],
  ['romev3', 'rome'],
  ['romev4', 'rome'],
  ['romeappellation', 'rome-appellation'],
  ['appellation', 'rome-appellation'],
  ['ogr', 'rome-appellation'],
  ['esco', 'esco'],
  ['isco', 'isco08'],
  ['isco08', 'isco08'],
]);

/** From the most telling scheme to the vaguest. */
const PRECEDENCE: readonly ReferenceScheme[] = [
  'competent2',
  'competent1',
  'rome-appellation',
  'esco',
  'rome',
  'isco08',
];

/**
 * Native codes as concepts of the release, the most telling scheme first. A code that the release does not have stays,
 * with no concepts; a code of a scheme without crosswalk is left out.
 */
export function resolveCodes(release: Release, search: LabelSearch, codes: readonly NativeCode[]): ResolvedCode[] {
  const resolved = codes.map((code) => resolve(release, search, code)).filter((each) => each !== null);
  return resolved.toSorted((a, b) => PRECEDENCE.indexOf(a.scheme) - PRECEDENCE.indexOf(b.scheme));
}

function resolve(release: Release, search: LabelSearch, native: NativeCode): ResolvedCode | null {
  const scheme = schemeOf(native);
  const code = scheme && written(scheme, native.code.trim());
  if (!scheme || !code) return null;
  if (scheme === 'rome-appellation') return appellation(release, search, native);
  if (scheme === 'isco08' && code.length < 4) return { scheme, code, concepts: groups(release, code) };
  const exact = release.find(scheme, code);
  if (exact !== undefined) return { scheme, code, concepts: [exact] };
  const sheet = scheme === 'competent1' ? release.find('rome', code.slice(0, 5)) : undefined;
  return sheet === undefined
    ? { scheme, code, concepts: [] }
    : { scheme: 'rome', code: code.slice(0, 5), concepts: [sheet] };
}

function schemeOf({ scheme, code }: NativeCode): ReferenceScheme | null {
  const named = SCHEME_NAMES.get(scheme.toLowerCase().replaceAll(/[^a-z0-9]/g, '')) ?? null;
  const shape = schemeOfCode(code);
  if (named === null || named === 'rome-appellation' || shape === null) return named;
  return shape === 'competent2-op' ? 'competent2' : (REFERENCE_SCHEMES.find((each) => each === shape) ?? named);
}

/** Le Forem writes ROME codes of six digits; ISCO codes come with a leading C or as an address of ESCO. */
function written(scheme: ReferenceScheme, code: string): string {
  if (scheme === 'rome') return code.toUpperCase().slice(0, 5);
  if (scheme === 'isco08') return /(\d{1,4})$/.exec(code)?.[1] ?? '';
  return scheme === 'esco' ? code.replace(/^https:/, 'http:').replace(/\/$/, '') : code;
}

function groups(release: Release, prefix: string): number[] {
  return release.startingWith('isco08', prefix).filter((concept) => release.codeOf(concept).length === 4);
}

/** A ROME appellation comes as its OGR number or as its label; labels keep their number from one ROME to the next. */
function appellation(release: Release, search: LabelSearch, { code, label }: NativeCode): ResolvedCode {
  const numbered = release.find('rome-appellation', code.trim());
  if (numbered !== undefined) return { scheme: 'rome-appellation', code, concepts: [numbered] };
  const keys = [code, label ?? ''].flatMap((text) => labelKeys(text));
  const concepts = keys.flatMap((key) => search.exact(key)).flatMap((key) => search.conceptsOf(key));
  const fitting = concepts.filter(({ concept }) => release.schemeOf(concept) === 'rome-appellation');
  return { scheme: 'rome-appellation', code, concepts: [...new Set(fitting.map(({ concept }) => concept))] };
}
