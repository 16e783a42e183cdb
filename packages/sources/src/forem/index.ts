import type { SourceDefinition } from '../port.ts';
import { unreadable } from '../records/items.ts';
import { JsonRows } from '../records/json-rows.ts';
import { profileOf } from '../settings.ts';
import { itemOf, parseRow } from './records.ts';
import { openForem } from './runs.ts';
import { type ForemSettings, foremSettingsSchema } from './settings.ts';

/** Le Forem, the Walloon service: its open data set of offers. */
export const foremSource: SourceDefinition<ForemSettings> = {
  kind: 'forem',
  settings: foremSettingsSchema,
  open: openForem,
  *parseFile(name, settings, file) {
    const rows = new JsonRows(settings.limits.rowBytes);
    const profile = profileOf(name, settings, 'forem');
    let position = 0;
    for (const { bytes } of rows.read(file.bytes)) {
      const row = bytes === null ? ({ fault: 'RECORD_TOO_LARGE' } as const) : parseRow(bytes);
      const place = { position: position++, reference: null };
      if ('value' in row) yield itemOf(row.value, place.position, profile);
      else yield unreadable(place, 'parse', row.fault, 'the row cannot be read');
    }
    if (rows.fault === null) return;
    yield unreadable({ position, reference: null }, 'parse', 'ANSWER_UNREADABLE', rows.fault);
  },
};
