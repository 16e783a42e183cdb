import { declaredEncoding, decoded } from '../formats/encoding.ts';
import { cutsOf } from '../formats/rows/json-document.ts';
import type { Cut } from '../formats/rows/record-cutter.ts';
import { itemOf } from '../france-travail/records.ts';
import type { SourceItem } from '../port.ts';
import { firstSign, type RawBytes, wholeOf } from '../raw-bytes.ts';
import { unreadable } from '../records/items.ts';
import { parseJson } from '../records/json-text.ts';
import type { SourceProfile } from '../settings.ts';
import { fileItem, type Items, NOTHING, refusedFile } from './items.ts';

const OPEN_LIST = 0x5b;

/**
 * The offers of France Travail in a JSON document: a search answer or a bare list is cut into them while it is read; a
 * single one is the document itself.
 *
 * @param longest characters of one offer
 */
export function* franceTravailOffers(bytes: RawBytes, longest: number, profile: SourceProfile): Items {
  const encoding = yield* declaredEncoding(bytes, 'utf-8');
  if (!encoding.ok || encoding.damaged) return yield* refusedFile('FILE_ENCODING', 'it is not valid UTF-8');
  const path = firstSign(bytes) === OPEN_LIST ? [] : ['resultats'];
  const cuts = cutsOf(decoded(bytes, 'utf-8'), { path, longest });
  let whole = true;
  let position = 0;
  for (let next = cuts.next(); ; next = cuts.next()) {
    if (next.done !== true) {
      const item = next.value === null ? null : itemOfCut(next.value, position++, longest, profile);
      whole &&= item?.reference !== null;
      yield item;
    } else if (next.value === null) return { ...NOTHING, whole };
    else if (next.value.code === 'FILE_COLUMN_MISSING') return yield* single(bytes, longest, profile);
    else {
      yield fileItem(position, next.value.code, next.value.reason, 'parse');
      return { ...NOTHING, whole: false };
    }
  }
}

function itemOfCut(cut: Cut, position: number, longest: number, profile: SourceProfile): SourceItem {
  const place = { position, reference: null };
  if (cut.kind === 'too-large') {
    return unreadable(place, 'parse', 'RECORD_TOO_LARGE', `it is longer than ${longest} characters`);
  }
  if (cut.kind === 'too-deep') return unreadable(place, 'parse', 'RECORD_MALFORMED', 'it has too many levels');
  const json = parseJson(Buffer.from(cut.text));
  if (!json.ok) return unreadable(place, 'parse', 'RECORD_MALFORMED', json.fault);
  return itemOf(json.value, position, profile);
}

function* single(bytes: RawBytes, longest: number, profile: SourceProfile): Items {
  const json = bytes.length > longest ? null : parseJson(wholeOf(bytes));
  const item = json?.ok === true ? itemOf(json.value, 0, profile) : null;
  if (item === null || item.reference === null) return yield* refusedFile('FILE_FORMAT', 'it holds no list of offers');
  yield item;
  return NOTHING;
}
