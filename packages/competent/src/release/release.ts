import { sha256 } from '@relais/runtime';
import type { MappingRelation } from '@relais/vacancy';
import { LABEL_LANGUAGES, type LabelLanguage, REFERENCE_SCHEMES, RELATIONS, type ReferenceScheme } from './schemes.ts';
import { SECTION_TYPES, type SectionName, type Sections, textAt } from './sections.ts';

/** What a release was made of, and the fingerprint of what it holds. */
export interface ReleaseFacts {
  /** Human name with the beginning of the checksum, for example `competent-3.8+esco-1.2+rome-3-1a2b3c4d`. */
  readonly id: string;
  /** SHA-256 of the tables. Equal input gives an equal checksum. */
  readonly checksum: string;
  /** Classifications and their versions. */
  readonly parts: readonly string[];
  /** Names of the crosswalks that links come from. */
  readonly crosswalks: readonly string[];
}

/** A concept of any scheme. */
export interface Concept {
  readonly scheme: ReferenceScheme;
  readonly code: string;
  /** UUID of a Competent 2 occupation; empty elsewhere. */
  readonly uuid: string;
}

/** One step of a crosswalk. `relation` says what the target is, seen from where the step starts. */
export interface Step {
  readonly target: number;
  readonly relation: MappingRelation;
  readonly crosswalk: string;
  readonly trust: number;
}

/** An occupation of Competent 2 (or of the starter set) with its titles. */
export interface Occupation {
  readonly code: string;
  readonly uuid: string;
  readonly labels: Readonly<Partial<Record<LabelLanguage, string>>>;
}

/**
 * One dated version of the reference tables, read-only and held as flat arrays. Concepts are numbered from 0;
 * the numbers mean nothing outside this release.
 */
export class Release {
  readonly sections: Sections;
  readonly #parts: readonly string[];
  readonly #crosswalks: readonly string[];
  #facts: ReleaseFacts | null = null;
  readonly #codeTexts: (string | undefined)[];
  readonly #occupations = new Map<number, Occupation>();
  #codes: Map<string, number> | null = null;

  constructor(sections: Sections, parts: readonly string[], crosswalks: readonly string[]) {
    this.#parts = parts;
    this.#crosswalks = crosswalks;
    this.sections = sections;
    this.#codeTexts = Array.from({ length: sections.conceptSchemes.length });
  }

  get facts(): ReleaseFacts {
    this.#facts ??= factsOf(this.sections, this.#parts, this.#crosswalks);
    return this.#facts;
  }

  get size(): number {
    return this.sections.conceptSchemes.length;
  }

  schemeOf(concept: number): ReferenceScheme {
    return REFERENCE_SCHEMES[this.sections.conceptSchemes[concept] ?? 0] ?? 'competent2';
  }

  codeOf(concept: number): string {
    const known = this.#codeTexts[concept];
    if (known !== undefined) return known;
    const code = textAt(this.sections.codeBytes, this.sections.codeStarts, concept);
    this.#codeTexts[concept] = code;
    return code;
  }

  concept(concept: number): Concept {
    const { uuidBytes, uuidStarts } = this.sections;
    return { scheme: this.schemeOf(concept), code: this.codeOf(concept), uuid: textAt(uuidBytes, uuidStarts, concept) };
  }

  /** The concept of a code or, for Competent 2, of a UUID; undefined when the release does not have it. */
  find(scheme: ReferenceScheme, code: string): number | undefined {
    this.#codes ??= this.#indexCodes();
    return this.#codes.get(`${scheme} ${code.toLowerCase()}`);
  }

  /** Concepts of a scheme whose code starts so, for codes that name a group. */
  startingWith(scheme: ReferenceScheme, prefix: string): number[] {
    const found: number[] = [];
    for (let concept = 0; concept < this.size; concept++) {
      if (this.schemeOf(concept) === scheme && this.codeOf(concept).startsWith(prefix)) found.push(concept);
    }
    return found;
  }

  /** Titles of a concept, where the classification itself has them. */
  titles(concept: number): Partial<Record<LabelLanguage, string>> {
    const { titleBytes, titleStarts } = this.sections;
    const titles: Partial<Record<LabelLanguage, string>> = {};
    for (const [at, language] of LABEL_LANGUAGES.entries()) {
      const title = textAt(titleBytes, titleStarts, concept * LABEL_LANGUAGES.length + at);
      if (title !== '') titles[language] = title;
    }
    return titles;
  }

  /** Links of a concept to concepts of one scheme. */
  steps(concept: number, scheme: ReferenceScheme): Step[] {
    const { conceptSchemes, linkStarts, linkTargets, linkRelations, linkCrosswalks, linkTrusts } = this.sections;
    const wanted = REFERENCE_SCHEMES.indexOf(scheme);
    const steps: Step[] = [];
    for (let at = linkStarts[concept] ?? 0; at < (linkStarts[concept + 1] ?? 0); at++) {
      const target = linkTargets[at] ?? 0;
      if (conceptSchemes[target] !== wanted) continue;
      const relation = RELATIONS[linkRelations[at] ?? 0] ?? 'close';
      const crosswalk = this.#crosswalks[linkCrosswalks[at] ?? 0] ?? '';
      steps.push({ target, relation, crosswalk, trust: (linkTrusts[at] ?? 0) / 255 });
    }
    return steps;
  }

  /** Every occupation of Competent 2 (or of the starter set). */
  *occupations(): Iterable<Occupation> {
    for (let concept = 0; concept < this.size; concept++) {
      if (this.schemeOf(concept) === 'competent2') yield this.#occupation(concept);
    }
  }

  /**
   * An occupation by UUID, code or number, for display in a partner's language. A language in which Competent has no
   * title is filled from ESCO, where exactly one of its occupations is the same.
   */
  occupation(id: string | number): Occupation | undefined {
    const concept = typeof id === 'number' ? id : this.find('competent2', id);
    return concept === undefined ? undefined : this.#occupation(concept);
  }

  #occupation(concept: number): Occupation {
    const known = this.#occupations.get(concept);
    if (known) return known;
    const made = this.#readOccupation(concept);
    this.#occupations.set(concept, made);
    return made;
  }

  #readOccupation(concept: number): Occupation {
    const same = this.steps(concept, 'esco').filter(({ relation }) => relation === 'exact');
    const borrowed = same.length === 1 && same[0] ? this.titles(same[0].target) : {};
    const { code, uuid } = this.concept(concept);
    return { code, uuid, labels: { ...borrowed, ...this.titles(concept) } };
  }

  #indexCodes(): Map<string, number> {
    const codes = new Map<string, number>();
    for (let at = 0; at < this.size; at++) {
      const { scheme, code, uuid } = this.concept(at);
      codes.set(`${scheme} ${code.toLowerCase()}`, at);
      if (uuid !== '') codes.set(`${scheme} ${uuid.toLowerCase()}`, at);
    }
    return codes;
  }
}

function factsOf(sections: Sections, parts: readonly string[], crosswalks: readonly string[]): ReleaseFacts {
  const checksum = checksumOf(sections, parts, crosswalks);
  return { id: `${parts.join('+')}-${checksum.slice(0, 8)}`, checksum, parts, crosswalks };
}

function checksumOf(sections: Sections, parts: readonly string[], crosswalks: readonly string[]): string {
  const digests = sectionNames().map((name) => {
    const { buffer, byteOffset, byteLength } = sections[name];
    return `${name}:${sha256(new Uint8Array(buffer, byteOffset, byteLength))}`;
  });
  return sha256([...parts, ...crosswalks, ...digests].join('\n'));
}

/** Names of the sections in the order of the file. */
export function sectionNames(): SectionName[] {
  return Object.keys(SECTION_TYPES) as SectionName[];
}
