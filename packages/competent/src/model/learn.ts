import { Crosswalks } from '../coder/crosswalks.ts';
import type { Compiled } from '../release/builder.ts';
import { Release } from '../release/release.ts';
import type { LearnedSections } from '../release/sections.ts';
import { countWords } from './count-words.ts';
import { placesOf } from './kinship.ts';
import { TRAINED_TARGETS } from './targets.ts';
import { train, untrained } from './train.ts';

/** Share of the average that an occupation is given where nobody is known to have been hired. */
const UNSEEN = 0.1;

/** A release out of its compiled tables and what is learned from them. Equal tables give an equal release. */
export function learn({ sections, crosswalks, hirings }: Compiled, parts: readonly string[], draws?: number): Release {
  const blank = new Release({ ...sections, ...nothing(sections.conceptSchemes.length) }, parts, crosswalks);
  const walks = new Crosswalks(blank);
  const classPriors = priorsOf(blank, walks, hirings);
  const words = countWords(blank, walks);
  const classPlaces = placesOf({ ...sections, ...words });
  const counted = { ...blank.sections, ...words, classPriors, classPlaces };
  const trained = train(new Release(counted, parts, crosswalks), draws);
  return new Release({ ...counted, ...trained }, parts, crosswalks);
}

function nothing(concepts: number): LearnedSections {
  return {
    featureHashes: new Uint32Array(0),
    featureStarts: new Uint32Array(1),
    featureClasses: new Uint16Array(0),
    featureWeights: new Uint16Array(0),
    featureCommon: new Float32Array(0),
    classTotals: new Float32Array(concepts),
    classPriors: new Float32Array(concepts),
    classPlaces: new Int8Array(0),
    ...untrained(),
  };
}

/** Hirings of the occupations they are known for, handed on to the other classifications over the crosswalks. */
function priorsOf(release: Release, crosswalks: Crosswalks, hirings: ReadonlyMap<number, number>): Float32Array {
  const priors = new Float32Array(release.size);
  for (const scheme of TRAINED_TARGETS) {
    const people = new Map<number, number>();
    for (const [concept, hired] of hirings) {
      for (const { concept: target, share } of crosswalks.walk(concept, scheme)) {
        people.set(target, (people.get(target) ?? 0) + hired * share);
      }
    }
    const members = Array.from(priors.keys()).filter((concept) => release.schemeOf(concept) === scheme);
    const average = [...people.values()].reduce((sum, hired) => sum + hired, 0) / Math.max(1, members.length);
    if (average === 0) continue;
    for (const concept of members) {
      priors[concept] = Math.log(((people.get(concept) ?? 0) / average + UNSEEN) / (1 + UNSEEN));
    }
  }
  return priors;
}
