import type { SourceDefinition, SourceItem } from '../port.ts';
import { unreadable } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import { detailItem, documentItem, type EuresProfile, rowItem } from './records.ts';
import { euresProfile, openEures } from './runs.ts';
import { allAnswer, CHANGE_LISTS, changesAnswer, detailsAnswer } from './schema.ts';
import { type EuresSettings, euresSettingsSchema } from './settings.ts';

/** A service that answers the calls of the EURES Input API with HR-Open 3.2 documents. */
export const euresSource: SourceDefinition<EuresSettings> = {
  kind: 'eures',
  settings: euresSettingsSchema,
  open: openEures,
  *parseFile(name, settings, file) {
    const profile = euresProfile(name, settings);
    const first = file.bytes.find((byte) => byte > 0x20 && !BYTE_ORDER_MARK.has(byte));
    if (first === 0x3c) yield documentItem(file.bytes, { position: 0, reference: null }, profile, null);
    else yield* answerItems(file.bytes, profile);
  },
};

const BYTE_ORDER_MARK = new Set([0xef, 0xbb, 0xbf]);

/** The rows of a list, or the documents of an answer with details. */
function* answerItems(bytes: Uint8Array, profile: EuresProfile): Generator<SourceItem, void, undefined> {
  const json = parseJson(bytes);
  const value = json.ok ? json.value : null;
  const details = detailsAnswer.safeParse(value);
  const rows = rowsOf(value);
  if (details.success) {
    for (const [position, [reference, raw]] of Object.entries(details.data.details).entries())
      yield detailItem(raw, reference, position, profile);
  } else if (rows === null) {
    const fault = json.ok ? 'it is no answer of the Input API' : json.fault;
    yield unreadable({ position: 0, reference: null }, 'parse', 'ANSWER_UNREADABLE', fault);
  } else for (const [position, raw] of rows.entries()) yield rowItem(raw, position);
}

function rowsOf(value: unknown): readonly unknown[] | null {
  const all = allAnswer.safeParse(value);
  if (all.success) return all.data.allReferences;
  const changes = changesAnswer.safeParse(value);
  const hasLists = value !== null && typeof value === 'object' && CHANGE_LISTS.some((name) => name in value);
  return changes.success && hasLists ? CHANGE_LISTS.flatMap((name) => changes.data[name]) : null;
}
