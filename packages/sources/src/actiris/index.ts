import type { SourceDefinition } from '../port.ts';
import { unreadable } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import { itemOf, rowsOf } from './records.ts';
import { actirisProfile, openActiris } from './runs.ts';
import { type ActirisSettings, actirisSettingsSchema } from './settings.ts';

/** Actiris, the Brussels service: its offer search, in both of its generations. */
export const actirisSource: SourceDefinition<ActirisSettings> = {
  kind: 'actiris',
  settings: actirisSettingsSchema,
  open: openActiris,
  *parseFile(name, settings, file) {
    const json = parseJson(file.bytes);
    const rows = json.ok ? (rowsOf(json.value, 'B') ?? rowsOf(json.value, 'A'))?.rows : null;
    if (!rows) {
      const fault = json.ok ? 'it is no answer of the offer search: {total, offers} or {total, items}' : json.fault;
      yield unreadable({ position: 0, reference: null }, 'parse', 'ANSWER_UNREADABLE', fault);
      return;
    }
    const profile = actirisProfile(name, settings);
    // Which pass an archived answer belongs to stands in the request alone.
    for (const [position, raw] of rows.entries()) yield itemOf(raw, position, null, profile);
  },
};
