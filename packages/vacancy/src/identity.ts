import { contentHash, deterministicId } from '@relais/runtime';
import type { ContactData, Vacancy } from './vacancy.ts';

/**
 * Hash of what a source shows of a vacancy. Equal content gives an equal hash, whatever the order of members;
 * the source's own version and modification moment are left out, since sources touch records without changing them.
 */
export function vacancyHash(vacancy: Vacancy, contact: ContactData | null): string {
  const publication = { ...vacancy.publication, modified: undefined };
  return contentHash({ ...vacancy, sourceVersion: undefined, publication, contact });
}

/** Identifier of an event: the same event always gets the same one, however often it is published. */
export function eventId(key: string, version: number, content: string): string {
  return deterministicId('event', key, version, content);
}
