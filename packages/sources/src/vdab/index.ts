import type { SourceDefinition } from '../port.ts';
import { unreadable } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import { profileOf } from '../settings.ts';
import { itemOf, recordsOf } from './records.ts';
import { openVdab } from './runs.ts';
import { type VdabSettings, vdabSettingsSchema } from './settings.ts';

/** VDAB, the Flemish service: its Vacatures API. */
export const vdabSource: SourceDefinition<VdabSettings> = {
  kind: 'vdab',
  settings: vdabSettingsSchema,
  open: openVdab,
  *parseFile(name, settings, file) {
    const json = parseJson(file.bytes);
    const records = json.ok ? recordsOf(json.value) : null;
    if (records === null) {
      const fault = json.ok ? 'it holds neither a vacancy nor a list of vacancies' : json.fault;
      yield unreadable({ position: 0, reference: null }, 'parse', 'ANSWER_UNREADABLE', fault);
      return;
    }
    const profile = { ...profileOf(name, settings, 'vdab'), publicUrl: settings.publicUrl };
    for (const [position, raw] of records.entries()) yield itemOf(raw, position, profile);
  },
};
