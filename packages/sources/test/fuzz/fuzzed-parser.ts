import type { SourceSettings } from '../../src/registry.ts';
import { alteredDocument } from './documents.ts';
import type { Dice } from './mutator.ts';

/** A parser under test: what it is given, and how to see that a record in it was not passed over. */
export interface FuzzedParser {
  readonly name: string;
  readonly settings: SourceSettings;
  /** Sound files, from which the inputs are made. */
  readonly samples: readonly Buffer[];
  /**
   * Archives and documents are too brittle for altered bytes to get far: half of their inputs are made by this, altered
   * inside and written soundly. Null where bytes do.
   */
  readonly alter: ((dice: Dice) => Buffer) | null;
  /** Records that an input plainly holds: fewer items would be a loss. */
  records(input: Buffer): number;
}

/** What reading a file needs nothing of, and the settings of some kind require. */
export const NOWHERE = {
  baseUrl: 'http://localhost',
  apiKey: 'none',
  oauth: { tokenUrl: 'http://localhost/token', clientId: 'none', clientSecret: 'none' },
  host: 'localhost',
  username: 'nobody',
  login: { password: 'none' },
  folder: '/',
  hostKeyFingerprints: [`SHA256:${'A'.repeat(43)}`],
};

/** Documents altered inside, written as an input. */
export function writing(samples: readonly unknown[], write: (document: unknown) => string): FuzzedParser['alter'] {
  return (dice: Dice) => Buffer.from(write(alteredDocument(samples, dice)) ?? '');
}
