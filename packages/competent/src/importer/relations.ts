import type { MappingRelation } from '@relais/vacancy';

/** A SKOS mapping relation as mapping files write it: `skos:narrowMatch` says that the object is the narrower one. */
export function relationOf(raw: string): MappingRelation | null {
  return RELATIONS.get(raw.replace(/^skos:/, '').trim()) ?? null;
}

const RELATIONS: ReadonlyMap<string, MappingRelation> = new Map([
  ['exactMatch', 'exact'],
  ['closeMatch', 'close'],
  ['narrowMatch', 'narrower'],
  ['broadMatch', 'broader'],
]);
