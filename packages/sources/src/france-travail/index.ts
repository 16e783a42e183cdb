import type { SourceDefinition } from '../port.ts';
import { unreadable } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import { profileOf } from '../settings.ts';
import { itemOf, recordsOf } from './records.ts';
import { openFranceTravail } from './runs.ts';
import { type FranceTravailSettings, franceTravailSettingsSchema } from './settings.ts';

/** France Travail, the French service: "Offres d'emploi v2". */
export const franceTravailSource: SourceDefinition<FranceTravailSettings> = {
  kind: 'france-travail',
  settings: franceTravailSettingsSchema,
  open: openFranceTravail,
  *parseFile(name, settings, file) {
    const json = parseJson(file.bytes);
    const records = json.ok ? recordsOf(json.value) : null;
    if (records === null) {
      const fault = json.ok ? 'it holds neither an offer nor a list of offers' : json.fault;
      yield unreadable({ position: 0, reference: null }, 'parse', 'ANSWER_UNREADABLE', fault);
      return;
    }
    const profile = profileOf(name, settings, 'france-travail');
    for (const [position, raw] of records.entries()) yield itemOf(raw, position, profile);
  },
};
