import type { MappingRelation } from '@relais/vacancy';
import { CompetenceCollector } from '../competences/collect.ts';
import { KeyCollector } from '../lexical/key-collector.ts';
import { labelKeys } from '../text/title.ts';
import {
  inverse,
  LABEL_LANGUAGES,
  type LabelLanguage,
  REFERENCE_SCHEMES,
  RELATIONS,
  type ReferenceScheme,
} from './schemes.ts';
import { type CompiledSections, textColumn } from './sections.ts';

/** One published mapping between two classifications. */
export interface Crosswalk {
  /** Its name in explanations. */
  readonly name: string;
  /** How far its links are to be believed, 0–1. */
  readonly trust: number;
}

interface Concept {
  readonly scheme: number;
  readonly code: string;
  uuid: string;
  readonly titles: string[];
  readonly links: Link[];
}

interface Link {
  readonly target: number;
  readonly relation: number;
  readonly crosswalk: number;
  readonly trust: number;
}

/** A label of a concept as a published list gives it. */
export interface ReferenceLabel {
  readonly scheme: ReferenceScheme;
  readonly code: string;
  readonly language: LabelLanguage;
  readonly text: string;
  readonly preferred: boolean;
}

/** The tables of a release before anything is learned from them. */
export interface Compiled {
  readonly sections: CompiledSections;
  readonly crosswalks: readonly string[];
  /** People hired, by concept, where that is known. */
  readonly hirings: ReadonlyMap<number, number>;
}

/** Collects concepts, labels and links of all schemes, and lays them out as the tables of a release. */
export class ReleaseBuilder {
  readonly #concepts: Concept[] = [];
  readonly #byCode = new Map<string, number>();
  readonly #crosswalks: string[] = [];
  readonly #keys = new KeyCollector();
  readonly competences = new CompetenceCollector();
  readonly #hirings = new Map<number, number>();
  readonly #withhold: (label: ReferenceLabel) => boolean;

  /** @param withhold tells of labels that are shown as titles but not searched or learned from */
  constructor(withhold: (label: ReferenceLabel) => boolean = () => false) {
    this.#withhold = withhold;
  }

  /** The concept of a code, made when it is new. */
  concept(scheme: ReferenceScheme, code: string, uuid = ''): number {
    const id = `${scheme} ${code}`;
    const known = this.#byCode.get(id);
    if (known !== undefined) return known;
    const titles = LABEL_LANGUAGES.map(() => '');
    const made = this.#concepts.push({ scheme: REFERENCE_SCHEMES.indexOf(scheme), code, uuid, titles, links: [] }) - 1;
    this.#byCode.set(id, made);
    return made;
  }

  /** The concept of a code that was met before, or undefined. */
  find(scheme: ReferenceScheme, code: string): number | undefined {
    return this.#byCode.get(`${scheme} ${code}`);
  }

  /** Adds a label under every key it can be met by. The first preferred one of a language is the concept's title. */
  label(concept: number, language: LabelLanguage, text: string, preferred: boolean): void {
    const label = text.replaceAll(/\s+/g, ' ').trim();
    if (label === '') return;
    const at = LABEL_LANGUAGES.indexOf(language);
    if (preferred) this.title(concept, language, label);
    const { scheme, code } = this.#concepts[concept] ?? { scheme: 0, code: '' };
    const named = REFERENCE_SCHEMES[scheme] ?? 'competent2';
    if (this.#withhold({ scheme: named, code, language, text: label, preferred })) return;
    for (const key of labelKeys(label)) this.#keys.add(at, key, concept, preferred);
  }

  /** Sets the title of a concept in a language, unless it has one. A title alone is shown, not searched. */
  title(concept: number, language: LabelLanguage, text: string): void {
    const at = LABEL_LANGUAGES.indexOf(language);
    const titles = this.#concepts[concept]?.titles;
    if (titles?.[at] === '') titles[at] = text;
  }

  /** Links two concepts; `relation` says what `to` is, seen from `from`. */
  link(from: number, to: number, relation: MappingRelation, crosswalk: Crosswalk): void {
    const step = { crosswalk: this.#crosswalk(crosswalk.name), trust: Math.round(crosswalk.trust * 255) };
    this.#concepts[from]?.links.push({ target: to, relation: RELATIONS.indexOf(relation), ...step });
    this.#concepts[to]?.links.push({ target: from, relation: RELATIONS.indexOf(inverse(relation)), ...step });
  }

  /** Adds to how many people were hired into an occupation. */
  hired(concept: number, people: number): void {
    this.#hirings.set(concept, (this.#hirings.get(concept) ?? 0) + people);
  }

  get size(): number {
    return this.#concepts.length;
  }

  compile(): Compiled {
    const codes = textColumn(this.#concepts.map(({ code }) => code));
    const uuids = textColumn(this.#concepts.map(({ uuid }) => uuid));
    const titles = textColumn(this.#concepts.flatMap((concept) => concept.titles));
    const sections = {
      conceptSchemes: Uint8Array.from(this.#concepts, ({ scheme }) => scheme),
      codeBytes: codes.bytes,
      codeStarts: codes.starts,
      uuidBytes: uuids.bytes,
      uuidStarts: uuids.starts,
      titleBytes: titles.bytes,
      titleStarts: titles.starts,
      ...this.#linkSections(),
      ...this.#keys.compile(),
      ...this.competences.compile(),
    };
    return { sections, crosswalks: this.#crosswalks, hirings: this.#hirings };
  }

  #crosswalk(name: string): number {
    const known = this.#crosswalks.indexOf(name);
    return known >= 0 ? known : this.#crosswalks.push(name) - 1;
  }

  #linkSections() {
    const links = this.#concepts.flatMap((concept) => concept.links);
    const linkStarts = new Uint32Array(this.#concepts.length + 1);
    for (const [at, concept] of this.#concepts.entries()) {
      linkStarts[at + 1] = (linkStarts[at] ?? 0) + concept.links.length;
    }
    return {
      linkStarts,
      linkTargets: Uint32Array.from(links, ({ target }) => target),
      linkRelations: Uint8Array.from(links, ({ relation }) => relation),
      linkCrosswalks: Uint8Array.from(links, ({ crosswalk }) => crosswalk),
      linkTrusts: Uint8Array.from(links, ({ trust }) => trust),
    };
  }
}
