import { Crosswalks } from '../coder/crosswalks.ts';
import type { Occupation, Release } from './release.ts';
import { LABEL_LANGUAGES, type LabelLanguage } from './schemes.ts';
import { textAt } from './sections.ts';

/** What a release changes beside another one. Occupations are the same when their UUID is. */
export interface ReleaseDifference {
  readonly from: string;
  readonly to: string;
  readonly appeared: readonly Occupation[];
  readonly vanished: readonly Occupation[];
  readonly renamed: readonly { readonly before: Occupation; readonly after: Occupation }[];
  readonly labels: {
    /** Labels that both have. */
    readonly common: number;
    readonly added: number;
    readonly removed: number;
    /** Of the common ones, those that lead to another occupation of Competent now. */
    readonly moved: readonly MovedLabel[];
  };
}

interface MovedLabel {
  readonly language: LabelLanguage;
  readonly label: string;
  /** Codes of Competent; null where the label leads to none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** Compares two releases that are loaded side by side. */
export function compareReleases(before: Release, after: Release): ReleaseDifference {
  const old = occupationsByUuid(before);
  const fresh = occupationsByUuid(after);
  const renamed = [...fresh.values()].flatMap((each) => {
    const known = old.get(each.uuid);
    return known && !sameTitles(known, each) ? [{ before: known, after: each }] : [];
  });
  return {
    from: before.facts.id,
    to: after.facts.id,
    appeared: [...fresh.values()].filter(({ uuid }) => !old.has(uuid)),
    vanished: [...old.values()].filter(({ uuid }) => !fresh.has(uuid)),
    renamed,
    labels: compareLabels(labelsOf(before), labelsOf(after)),
  };
}

function compareLabels(before: ReadonlyMap<string, Led>, after: ReadonlyMap<string, Led>): ReleaseDifference['labels'] {
  const common = [...before].filter(([label]) => after.has(label));
  const moved = common.flatMap(([label, led]): MovedLabel[] => {
    const now = after.get(label);
    if (now === undefined || now.uuid === led.uuid) return [];
    return [{ language: led.language, label: label.slice(3), before: led.code, after: now.code }];
  });
  return { common: common.length, added: after.size - common.length, removed: before.size - common.length, moved };
}

function occupationsByUuid(release: Release): Map<string, Occupation> {
  return new Map([...release.occupations()].map((occupation) => [occupation.uuid, occupation]));
}

function sameTitles(a: Occupation, b: Occupation): boolean {
  return LABEL_LANGUAGES.every((language) => a.labels[language] === b.labels[language]);
}

interface Led {
  readonly language: LabelLanguage;
  readonly uuid: string | null;
  readonly code: string | null;
}

/** Every label, as `<language> <key>`, with the occupation of Competent that it leads to first. */
function labelsOf(release: Release): Map<string, Led> {
  const { keyBytes, keyStarts, keyLanguages } = release.sections;
  const crosswalks = new Crosswalks(release);
  const labels = new Map<string, Led>();
  for (const [at, language] of LABEL_LANGUAGES.entries()) {
    for (let key = keyLanguages[at] ?? 0; key < (keyLanguages[at + 1] ?? 0); key++) {
      const first = firstOf(release, crosswalks, key);
      const { uuid = null, code = null } = first === undefined ? {} : release.concept(first);
      labels.set(`${language} ${textAt(keyBytes, keyStarts, key)}`, { language, uuid, code });
    }
  }
  return labels;
}

function firstOf({ sections }: Release, crosswalks: Crosswalks, key: number): number | undefined {
  const shares = new Map<number, number>();
  const { keyConceptStarts, keyConcepts } = sections;
  for (const concept of keyConcepts.subarray(keyConceptStarts[key] ?? 0, keyConceptStarts[key + 1] ?? 0)) {
    for (const each of crosswalks.walk(concept, 'competent2')) {
      shares.set(each.concept, (shares.get(each.concept) ?? 0) + each.share);
    }
  }
  return [...shares].toSorted((a, b) => b[1] - a[1] || a[0] - b[0])[0]?.[0];
}
