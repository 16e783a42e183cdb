import type { Clock, Closeable, Logger } from '@relais/runtime';
import type { ContactData, Vacancy, WithdrawalReason } from '@relais/vacancy';
import type { z } from 'zod';
import type { RawBytes } from './raw-bytes.ts';

/** One thing a source said about one of its vacancies. `position` finds it again in the archived raw input. */
export type SourceItem =
  /** The source showed the vacancy with its content. */
  | { kind: 'vacancy'; position: number; reference: string; vacancy: Vacancy; contact: ContactData | null }
  /** A list named the vacancy without its content, and nothing says that it changed. */
  | { kind: 'present'; position: number; reference: string }
  /** The source said that it no longer shows the vacancy. */
  | { kind: 'withdrawn'; position: number; reference: string; reason: WithdrawalReason }
  /** A record that could not be read or normalised. `reason` names the field, never its contents. */
  | {
      kind: 'unreadable';
      position: number;
      reference: string | null;
      code: string;
      reason: string;
      stage: 'fetch' | 'parse' | 'normalise';
    };

/** Items of one answer or of one slice of a file, with the hash under which its raw form is archived. */
export interface SourcePage {
  readonly archiveHash: string | null;
  readonly items: readonly SourceItem[];
  /** How many records the source says the whole run has; null when it does not say. */
  readonly announced: number | null;
}

/**
 * One bounded run of a source: it becomes one batch. A snapshot shows everything that is live, so that absence means
 * withdrawal; a delta shows changes only.
 */
export interface SourceRun {
  readonly mode: 'snapshot' | 'delta';
  /** What is read, safe for logs: a window, or a file name. */
  readonly subject: string;
  /**
   * Reads the run from its beginning. Throws a retriable error when the source fails in the middle:
   * the batch is then failed, nothing is withdrawn and the cursor stays.
   */
  pages(signal: AbortSignal): AsyncIterable<SourcePage>;
  /** Valid after `pages` ended. */
  end(): RunEnd;
  /** Called once every event of the run is durable and the cursor is stored: moves files away, writes result files. */
  settle(result: RunResult): Promise<void>;
}

export interface RunEnd {
  /** Where the next delta starts, in the adapter's own words (JSON text); null leaves the stored cursor as it is. */
  readonly cursor: string | null;
  /** True when a snapshot arrived whole: only then is absence a withdrawal. */
  readonly complete: boolean;
  /** What the records had that the adapter does not know, counted over the run; missing where nobody looks. */
  readonly drift?: readonly Drift[];
}

/** Something in the records of a run that the adapter does not know. */
export interface Drift {
  /** Dotted path of the field; for a code `path=code`; `*` for all beyond the number that is counted one by one. */
  readonly path: string;
  readonly count: number;
  readonly kind: 'unknown-field' | 'unknown-code';
}

export interface RunResult {
  readonly batchId: string;
  /** Outcome of each record, in the order of the input. */
  readonly records: readonly RecordResult[];
}

export interface RecordResult {
  readonly reference: string | null;
  readonly outcome: 'observed' | 'unchanged' | 'withdrawn' | 'quarantined';
  readonly reason: string | null;
}

export interface ReadRequest {
  /** `round` is the nightly one: a full comparison. `changes` asks only for what is new since the cursor. */
  readonly scope: 'round' | 'changes';
  /** The cursor stored after the last run; null at the very first. */
  readonly cursor: string | null;
  readonly signal: AbortSignal;
}

/** What an adapter is given by its surroundings. */
export interface SourceContext {
  readonly logger: Logger;
  readonly clock: Clock;
  /**
   * Keeps raw input, durable when it resolves, before anything is parsed. Returns its content hash (SHA-256).
   * @param hash its content hash, where it is known already
   */
  archive(raw: RawBytes, hash?: string): Promise<string>;
  /** Folder for what is put down while it is read. Left out where it is the system's own. */
  readonly scratch?: string;
  /** Those of the references that are live in the source memory: their details need not be read again. */
  known(references: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * The version under which the source showed those of the references that are live in the source memory (their
   * `sourceVersion`). Left out where the memory keeps none.
   */
  knownVersions?(references: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Waits for a token of the named bucket (shared by all processes). */
  throttle(bucket: string, limit: { perSecond: number; burst: number }, signal: AbortSignal): Promise<void>;
}

export interface SourceAdapter extends Closeable {
  /** The runs to make now, in order; none when there is nothing to read. */
  runs(request: ReadRequest): AsyncIterable<SourceRun>;
}

/** A raw file as the source delivers it. */
export interface RawFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** One kind of source: its settings, how to open it, how to read one of its raw files. */
export interface SourceDefinition<Settings> {
  readonly kind: string;
  readonly settings: z.ZodType<Settings>;
  open(name: string, settings: Settings, context: SourceContext): SourceAdapter;
  /** Items of one raw answer or file; a record at fault becomes an `unreadable` item and never stops the rest. */
  parseFile(name: string, settings: Settings, file: RawFile): Iterable<SourceItem>;
}
