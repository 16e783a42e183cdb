import type { Document } from '../archives/unpack.ts';
import type { SourceItem } from '../port.ts';

const HEAD_BYTES = 64 * 1024;
const TYPE_OF_LOAD = /<(?:[\w.-]+:)?TypeOfLoad\s*>\s*(\w+)\s*</;
const ROOT_MODE = /<[\w.:-]+\s(?:[^<>]*\s)?mode\s*=\s*["'](\w+)["']/;
/** The last letter before the ending says whether more parts follow (`E` ends, `C` continues), the digits which part it is. */
const PART = /_F(\d{3})([EC])\.[^.]+(?:\.gz|\.zip)?$/i;

/** An entry behind which there may have been more. */
export function leavesOpen(item: SourceItem): boolean {
  return item.kind === 'unreadable' && item.code === 'FILE_TRUNCATED';
}

/** What a word stands for that a file uses of itself; null for any other. */
export function modeNamed(word: string | undefined): 'snapshot' | 'delta' | null {
  if (/^(?:full|snapshot|f)$/i.test(word ?? '')) return 'snapshot';
  return /^(?:delta|diff|difference|changes|d)$/i.test(word ?? '') ? 'delta' : null;
}

/** What a file says that it is, by the beginning of its first document alone; a delta where it does not say, since that withdraws nothing. */
export function modeInContent([document]: readonly Document[]): 'snapshot' | 'delta' {
  if (document?.ok !== true) return 'delta';
  const head = Buffer.from(document.bytes.subarray(0, HEAD_BYTES)).toString('latin1');
  return modeNamed(TYPE_OF_LOAD.exec(head)?.[1] ?? ROOT_MODE.exec(head)?.[1]) ?? 'delta';
}

/** True for one part of several, which shows less than everything whatever it says. */
export function isPartOfSeveral(name: string): boolean {
  const [, number, last] = PART.exec(name) ?? [];
  return number !== undefined && (Number(number) > 1 || last?.toUpperCase() === 'C');
}
