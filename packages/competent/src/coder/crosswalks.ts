import type { MappingRelation } from '@relais/vacancy';
import type { Release } from '../release/release.ts';
import { composed, REFERENCE_SCHEMES, RELATIONS, type ReferenceScheme } from '../release/schemes.ts';
import { CHAINS, type Chain } from './chains.ts';

/** A concept with its share: how probable it is, as far as the evidence goes. Shares of a list add up to at most 1. */
export interface Share {
  readonly concept: number;
  readonly share: number;
  readonly relation: MappingRelation;
}

/** How the probability of a step is divided among several targets: the same thing first, parts of it last. */
const SPLIT: Readonly<Record<MappingRelation, number>> = { exact: 1, broader: 0.7, close: 0.6, narrower: 0.3 };
const FULL_TRUST = 255;
const SMALLEST_SHARE = 0.002;
const MOST_SHARES = 64;
const MOST_EXPLAINED = 20_000;

/** Walks from concepts of one scheme to those of another, and remembers the answers (bounded by the release's size). */
export class Crosswalks {
  readonly #release: Release;
  readonly #known: (readonly Share[] | undefined)[];
  readonly #places: Readonly<Record<ReferenceScheme, number>>;
  readonly #weights: Float64Array;
  readonly #explained = new Map<number, readonly string[]>();

  constructor(release: Release) {
    this.#release = release;
    this.#known = Array.from({ length: release.size * REFERENCE_SCHEMES.length });
    this.#places = placesOfSchemes();
    const { linkRelations, linkTrusts } = release.sections;
    const splits = RELATIONS.map((relation) => SPLIT[relation]);
    this.#weights = Float64Array.from(linkTrusts, (trust, at) => {
      return (splits[linkRelations[at] ?? 0] ?? 0) * (trust / FULL_TRUST);
    });
  }

  /** What a concept is in another scheme, most probable first. What the crosswalks leave uncertain is missing from the sum. */
  walk(concept: number, target: ReferenceScheme): readonly Share[] {
    const place = concept * REFERENCE_SCHEMES.length + this.#places[target];
    const known = this.#known[place];
    if (known) return known;
    const source = this.#release.schemeOf(concept);
    const itself: Share = { concept, share: 1, relation: 'exact' };
    const made = source === target ? [itself] : this.#mixed(concept, CHAINS[source][target] ?? []);
    this.#known[place] = made;
    return made;
  }

  /** Names of the crosswalks on the most probable way between two concepts, for an explanation. */
  explain(from: number, to: number): readonly string[] {
    const pair = from * this.#release.size + to;
    const known = this.#explained.get(pair);
    if (known) return known;
    if (this.#explained.size >= MOST_EXPLAINED) this.#explained.clear();
    const made = this.#explanationOf(from, to);
    this.#explained.set(pair, made);
    return made;
  }

  #explanationOf(from: number, to: number): string[] {
    const chains = CHAINS[this.#release.schemeOf(from)][this.#release.schemeOf(to)] ?? [];
    for (const { schemes } of chains.toSorted((a, b) => b.weight - a.weight)) {
      const names = this.#namesAlong(from, to, schemes);
      if (names) return names;
    }
    return [];
  }

  #mixed(concept: number, chains: readonly Chain[]): readonly Share[] {
    const ways = chains
      .map(({ weight, schemes }) => ({ weight, shares: this.#along(concept, schemes) }))
      .filter(({ shares }) => shares.length > 0);
    const total = ways.reduce((sum, { weight }) => sum + weight, 0);
    const sum = new ShareSum();
    for (const { weight, shares } of ways) {
      for (const each of shares) sum.add(each.concept, (each.share * weight) / total, each.relation);
    }
    return sum.sorted();
  }

  #along(concept: number, schemes: readonly ReferenceScheme[]): readonly Share[] {
    let front: readonly Share[] = [{ concept, share: 1, relation: 'exact' }];
    for (const scheme of schemes) {
      const sum = new ShareSum();
      for (const from of front) this.#step(from, scheme, sum);
      front = sum.sorted();
    }
    return front;
  }

  #step(from: Share, scheme: ReferenceScheme, sum: ShareSum): void {
    const { conceptSchemes, linkStarts, linkTargets, linkTrusts } = this.#release.sections;
    const weights = this.#weights;
    const wanted = this.#places[scheme];
    const start = linkStarts[from.concept] ?? 0;
    const end = linkStarts[from.concept + 1] ?? 0;
    let total = 0;
    for (let at = start; at < end; at++) {
      if (conceptSchemes[linkTargets[at] ?? 0] === wanted) total += weights[at] ?? 0;
    }
    for (let at = start; at < end; at++) {
      const target = linkTargets[at] ?? 0;
      if (conceptSchemes[target] !== wanted) continue;
      const share = (from.share * (weights[at] ?? 0) * ((linkTrusts[at] ?? 0) / FULL_TRUST)) / total;
      sum.add(target, share, composed(from.relation, this.#relationOf(at)));
    }
  }

  #relationOf(link: number): MappingRelation {
    return RELATIONS[this.#release.sections.linkRelations[link] ?? 0] ?? 'close';
  }

  #namesAlong(from: number, to: number, schemes: readonly ReferenceScheme[]): string[] | null {
    const [next, ...later] = schemes;
    if (!next) return from === to ? [] : null;
    const steps = this.#release.steps(from, next).toSorted((a, b) => SPLIT[b.relation] - SPLIT[a.relation]);
    for (const { target, crosswalk } of steps) {
      const names = this.#namesAlong(target, to, later);
      if (names) return [crosswalk, ...names];
    }
    return null;
  }
}

function placesOfSchemes(): Record<ReferenceScheme, number> {
  const entries = REFERENCE_SCHEMES.map((scheme, place) => [scheme, place] as const);
  return Object.fromEntries(entries) as Record<ReferenceScheme, number>;
}

/** Adds up shares per concept; the relation of a concept is that of its largest part. */
export class ShareSum {
  readonly #sums = new Map<number, { share: number; largest: number; relation: MappingRelation }>();

  add(concept: number, share: number, relation: MappingRelation): void {
    const sum = this.#sums.get(concept);
    if (!sum) {
      this.#sums.set(concept, { share, largest: share, relation });
      return;
    }
    sum.share += share;
    if (share > sum.largest) {
      sum.largest = share;
      sum.relation = relation;
    }
  }

  get total(): number {
    let total = 0;
    for (const { share } of this.#sums.values()) total += share;
    return total;
  }

  /** The largest shares, each times `factor`, most probable first. */
  sorted(factor = 1): Share[] {
    const shares: Share[] = [];
    for (const [concept, { share, relation }] of this.#sums) {
      if (share * factor >= SMALLEST_SHARE) shares.push({ concept, share: share * factor, relation });
    }
    if (shares.length > 1) shares.sort((a, b) => b.share - a.share || a.concept - b.concept);
    return shares.length > MOST_SHARES ? shares.slice(0, MOST_SHARES) : shares;
  }
}
