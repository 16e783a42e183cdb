import type { RawBytes } from '../../raw-bytes.ts';
import { PathWatch } from '../rows/path-watch.ts';
import { type NeededColumns, NOTHING_SAID, type Row, type RowFinding, type Rows, type RowsEnd } from '../rows/row.ts';
import { FAULT_CODES, GAP_CODES } from '../xml/fault-codes.ts';
import { readDocument } from '../xml/read-document.ts';
import type { XmlRecord } from '../xml/record-parser.ts';
import { attribute, elements, textAt, textsAt, type XmlElement } from '../xml/tree.ts';

/** How files in the manner of HR-BA-XML differ from sender to sender. */
export interface HrBaOptions {
  /** Namespace of the elements; empty where they have none. */
  readonly namespace: string;
  readonly longest: number;
}

const POSTING = 'JobPositionPosting';
const DELETION = 'DeleteEntry';
const HEADER = 'Header';

/**
 * The records of a file in the manner of the German HR-BA-XML: `Header` with `Amount` and `TypeOfLoad` (`F` full, `D` difference),
 * then `JobPositionPosting` and `DeleteEntry` below `Data`. Of the content of a posting only a few names are publicly known:
 * the mapping says where its fields stand, by paths of element names (`HiringOrg/HiringOrgName`, `PostDetail/StartDate`,
 * `Contact@kind`).
 */
export function* hrBaRows(bytes: RawBytes, options: HrBaOptions, needs: NeededColumns): Rows {
  const watch = new PathWatch(needs);
  let end = NOTHING_SAID;
  const document = readDocument(bytes, {
    recordNames: [POSTING, DELETION, HEADER],
    isKnownNamespace: (namespace) => namespace === options.namespace,
    maxRecordLength: options.longest,
  });
  for (const found of document) {
    if (found?.kind === 'record' && found.record.name === HEADER) end = headerOf(found.record);
    else yield found === null ? null : findingOf(found, watch);
    if (watch.stop === null) continue;
    yield watch.stop;
    break;
  }
  return end;
}

function findingOf(found: XmlRecord, watch: PathWatch): RowFinding {
  if (found.kind === 'gap') return { kind: 'fault', row: null, code: GAP_CODES[found.fault], reason: found.reason };
  const row = rowOf(found.record);
  if (found.kind === 'faulty') return { kind: 'fault', row, code: FAULT_CODES[found.fault], reason: found.reason };
  if (found.record.name === DELETION) return deletionOf(found.record);
  watch.see(pathsOf(found.record));
  return { kind: 'row', row };
}

function headerOf(header: XmlElement): RowsEnd {
  const amount = textAt(header, 'Amount') ?? '';
  const load = textAt(header, 'TypeOfLoad')?.toUpperCase();
  return {
    announced: /^\d{1,9}$/.test(amount) ? Number(amount) : null,
    mode: load === 'F' ? 'snapshot' : load === 'D' ? 'delta' : null,
  };
}

function deletionOf(entry: XmlElement): RowFinding {
  const reference = textAt(entry, 'EntryId');
  if (reference !== null) return { kind: 'deleted', reference };
  return { kind: 'fault', row: null, code: 'RECORD_WITHOUT_REFERENCE', reason: `a ${DELETION} has no EntryId` };
}

function rowOf(record: XmlElement): Row {
  return {
    values(name) {
      const [path = '', wanted] = name.split('@');
      const names = path.split('/').filter((each) => each !== '');
      if (wanted === undefined) return textsAt(record, ...names);
      return elements(record, ...names).flatMap((each) => attribute(each, wanted) ?? []);
    },
  };
}

function pathsOf(record: XmlElement): Map<string, boolean> {
  const paths = new Map<string, boolean>();
  const walk = (element: XmlElement, path: string): void => {
    if (path !== '') paths.set(path, element.text.trim() !== '');
    for (const name of Object.keys(element.attributes)) paths.set(`${path}@${name}`, true);
    for (const child of element.children) walk(child, path === '' ? child.name : `${path}/${child.name}`);
  };
  walk(record, '');
  return paths;
}
