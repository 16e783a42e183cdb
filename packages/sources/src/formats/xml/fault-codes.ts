import type { UnreadableCode } from '../../records/items.ts';
import type { GapFault, RecordFault } from './record-parser.ts';

/** Codes under which faults of XML documents stand in the books. */
export const FAULT_CODES: Readonly<Record<RecordFault, UnreadableCode>> = {
  malformed: 'RECORD_MALFORMED',
  truncated: 'FILE_TRUNCATED',
  'too-large': 'RECORD_TOO_LARGE',
  damaged: 'RECORD_DAMAGED',
  'unknown-namespace': 'FILE_FORMAT',
};

export const GAP_CODES: Readonly<Record<GapFault, UnreadableCode>> = {
  encoding: 'FILE_ENCODING',
  format: 'FILE_FORMAT',
  malformed: 'RECORD_MALFORMED',
  truncated: 'FILE_TRUNCATED',
  doctype: 'FILE_FORMAT',
};
