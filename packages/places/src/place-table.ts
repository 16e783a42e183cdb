import { sha256 } from '@relais/runtime';
import { z } from 'zod';

const degrees = (most: number) => z.number().min(-most).max(most);
const position = z.object({ latitude: degrees(90), longitude: degrees(180) }).nullable();

const municipality = z.object({
  nis: z.string().regex(/^\d{5}$/),
  names: z.object({ nl: z.string(), fr: z.string(), de: z.string() }),
  /** NIS codes that it, or what went into it, had before. */
  formerCodes: z.array(z.string()),
  /** Names of what went into it, and other spellings. */
  otherNames: z.array(z.string()),
});
export type TableMunicipality = z.infer<typeof municipality>;

/** A postcode, or a part of a municipality under it. */
const locality = z.object({
  postcode: z.string().regex(/^[1-9]\d{3}$/),
  nis: z.string(),
  /** Name of the part; null for the municipality by its own name. */
  part: z.string().nullable(),
  position,
});
export type Locality = z.infer<typeof locality>;

/** What an imported file holds. */
export const placeTableSchema = z.object({
  municipalities: z.array(municipality),
  localities: z.array(locality),
});
export type PlaceTable = z.infer<typeof placeTableSchema>;

export const placesFactsSchema = z.object({
  /** State and beginning of the checksum, for example `places-2025-1a2b3c4d`. */
  id: z.string(),
  /** SHA-256 of what the file holds. Equal tables give an equal checksum. */
  checksum: z.string(),
  /** The newest year in the names of the tables of municipalities; null where they name none. */
  state: z.string().nullable(),
  /** Names of the tables that it was made of. */
  tables: z.array(z.string()),
  municipalities: z.number().int(),
  postcodes: z.number().int(),
  /** What no municipality could be found for, at most fifty: rows of postcodes, and names of municipalities without a code. */
  passedOver: z.array(z.string()),
});
/** What a file of places says of itself. */
export type PlacesFacts = Readonly<z.infer<typeof placesFactsSchema>>;

/** An import: the tables, and what is to be known of them. */
export interface ImportedPlaces {
  readonly facts: PlacesFacts;
  readonly table: PlaceTable;
}

export function checksumOf({ municipalities, localities }: PlaceTable): string {
  return sha256(JSON.stringify({ municipalities, localities }));
}
