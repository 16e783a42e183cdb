import type { Logger, SafeDetail } from '@relais/runtime';
import { channelErrors } from '../errors.ts';
import type { Receipt } from '../port.ts';
import { outcomeOfResult, type RecordResult, recordResultSchema } from '../record-result.ts';
import { RESULT_SUFFIX } from './protocol.ts';
import type { RemoteFile, SftpSession } from './session.ts';

/** Most result files of one turn; the others follow at the next. */
const MOST_FILES = 20;
const STEM = /^[A-Za-z0-9_-]+$/;

export interface ResultFile {
  readonly name: string;
  /** From the file's name. */
  readonly batchId: string;
  readonly receipts: readonly Receipt[];
}

export interface ResultFolder {
  readonly path: string;
  readonly subscription: string;
  readonly mostBytes: number;
}

/**
 * Reads the result files of one subscription. What breaks the contract is logged once by name and line, never by content:
 * names that are none, files that are too large, lines that say nothing. The other lines count.
 */
export class ResultReader {
  readonly #folder: ResultFolder;
  readonly #logger: Logger;
  /** State of each file that was passed over or reported at an earlier turn: told once, and looked at again when it changed. */
  readonly #seen = new Map<string, string>();

  constructor(folder: ResultFolder, logger: Logger) {
    this.#folder = folder;
    this.#logger = logger;
  }

  async read(session: SftpSession): Promise<ResultFile[]> {
    const listed = (await session.list(this.#folder.path)).filter(({ name }) => this.#isOurs(name));
    this.#forgetGone(listed);
    const read: ResultFile[] = [];
    for (const file of this.#inTurn(listed)) {
      if (read.length === MOST_FILES) break;
      const result = await this.#readFile(session, file);
      if (result !== null) read.push(result);
    }
    return read;
  }

  /** The oldest first; what was read before and still stands there could not be cleared, and must not keep the others waiting. */
  #inTurn(listed: readonly RemoteFile[]): readonly RemoteFile[] {
    const wasRead = (file: RemoteFile) => Number(this.#seen.get(`read ${file.name}`) === stateOf(file));
    const oldest = (a: RemoteFile, b: RemoteFile) => a.modifiedAt - b.modifiedAt || (a.name < b.name ? -1 : 1);
    return listed.toSorted((a, b) => wasRead(a) - wasRead(b) || oldest(a, b));
  }

  #isOurs(name: string): boolean {
    return name.startsWith(`${this.#folder.subscription}_`) && name.endsWith(RESULT_SUFFIX);
  }

  async #readFile(session: SftpSession, file: RemoteFile): Promise<ResultFile | null> {
    const fault = this.#faultOf(file);
    if (fault !== null) return this.#refuse(file, fault);
    const content = await session.read(`${this.#folder.path}/${file.name}`, this.#folder.mostBytes);
    if (content === null) return this.#refuse(file, 'it is too large');
    const text = content.toString('utf8');
    if (!text.endsWith('\n') && !this.#isUnchanged(file)) return null;
    this.#isUnchanged(file, 'read');
    const { results, invalid } = parseLines(text);
    const [line] = invalid;
    if (line !== undefined && !this.#isUnchanged(file, 'lines')) {
      this.#warn('CHANNEL_RESULT_LINES_INVALID', { count: invalid.length, file: file.name, line });
    }
    return { name: file.name, batchId: this.#batchOf(file.name), receipts: results.map(receiptOf) };
  }

  #faultOf(file: RemoteFile): string | null {
    if (!STEM.test(file.name.slice(0, -RESULT_SUFFIX.length))) return 'its name may hold letters, digits, - and _ only';
    if (!file.isRegular) return 'it is not a regular file';
    return file.size > this.#folder.mostBytes ? 'it is too large' : null;
  }

  #refuse(file: RemoteFile, reason: string): null {
    if (!this.#isUnchanged(file))
      this.#warn('CHANNEL_RESULT_FILE_REFUSED', { file: JSON.stringify(file.name), reason });
    return null;
  }

  #batchOf(name: string): string {
    return name.slice(this.#folder.subscription.length + 1, -RESULT_SUFFIX.length);
  }

  /** True when the file stood there in the same state at an earlier turn. */
  #isUnchanged(file: RemoteFile, aspect = ''): boolean {
    const key = `${aspect} ${file.name}`;
    const state = stateOf(file);
    const unchanged = this.#seen.get(key) === state;
    this.#seen.set(key, state);
    return unchanged;
  }

  #forgetGone(listed: readonly RemoteFile[]): void {
    const names = new Set(listed.map(({ name }) => name));
    for (const key of this.#seen.keys()) if (!names.has(key.slice(key.indexOf(' ') + 1))) this.#seen.delete(key);
  }

  #warn(
    code: 'CHANNEL_RESULT_FILE_REFUSED' | 'CHANNEL_RESULT_LINES_INVALID',
    details: Readonly<Record<string, SafeDetail>>,
  ): void {
    const error = channelErrors.create(code, details);
    this.#logger.warn({ code, ...details, subscription: this.#folder.subscription }, error.message);
  }
}

function stateOf({ size, modifiedAt }: RemoteFile): string {
  return `${size} ${modifiedAt}`;
}

function parseLines(text: string): { results: RecordResult[]; invalid: number[] } {
  const results: RecordResult[] = [];
  const invalid: number[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    const result = parseLine(line);
    if (result === null) invalid.push(index + 1);
    else results.push(result);
  }
  return { results, invalid };
}

function parseLine(line: string): RecordResult | null {
  try {
    return recordResultSchema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

function receiptOf(result: RecordResult): Receipt {
  const { offerId, revision } = result;
  return { offerId, revision, outcome: outcomeOfResult(result, false) };
}
