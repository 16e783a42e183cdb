import { isAbort, messageOf, RelaisError } from '@relais/runtime';

/** What goes wrong outside of Relais, by the code of the operating system, and what a person can do about it. */
const SYSTEM_REMEDIES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program has this address: end it, or change `ops.port` or `feed.port`; 0 takes a free one.',
  EADDRNOTAVAIL: 'This machine has no such address: change `ops.host` or `feed.host`.',
  ENOENT: 'Check the path, in the call or in the configuration.',
  EISDIR: 'A file is wanted here and this is a folder: check the path, in the call or in the configuration.',
  EACCES: 'Check the rights of this user.',
  EROFS: 'Name a place that can be written to.',
  ENOSPC: 'Make room on the disk and start again: what was acknowledged is kept.',
  EMFILE: 'Let the process open more files (`ulimit -n`).',
};

/** What a terminal obeys: control characters of both kinds but tab and line feed, and what turns the direction of writing. */
const OBEYED =
  // oxlint-disable-next-line no-control-regex -- these are the characters to replace
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Text for a terminal: references, codes and reasons are kept as sources write them, and may hold what a terminal obeys. */
export function printable(text: string): string {
  return text.replaceAll(OBEYED, '\uFFFD');
}

interface Told {
  readonly code: string;
  readonly message: string;
  readonly remedy: string | null;
  /** Each fault of a configuration or a call. */
  readonly faults: readonly string[];
  /** What it came from, the nearest first. */
  readonly causes: readonly string[];
}

/** An error for standard error: lines for a person, or one JSON object. Only bugs show where they are. */
export function errorText(error: unknown, json: boolean): string {
  const told = toldOf(error);
  if (json) return `${JSON.stringify({ error: told })}\n`;
  if (isBug(error)) return printable(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const lines = [
    `${told.code}: ${told.message}`,
    ...told.faults.map((fault) => `  ${fault}`),
    ...told.causes.map((cause) => `because of ${cause}`),
    ...(told.remedy === null ? [] : [told.remedy]),
    '',
  ];
  return printable(lines.join('\n'));
}

/** A call that the command line does not understand, as JSON. */
export function callErrorText(text: string): string {
  const message = text.trim().replace(/^error: /, '');
  const remedy = '`--help` after the command tells how it is called.';
  return `${JSON.stringify({ error: { code: 'COMMAND_CALL_INVALID', message, remedy, faults: [], causes: [] } })}\n`;
}

function toldOf(error: unknown): Told {
  const code = systemCode(error);
  const message = code === null ? messageOf(error) : messageOf(error).replace(`${code}: `, '');
  if (error instanceof RelaisError) {
    const { faults } = error.details;
    return {
      code: error.code,
      message,
      remedy: error.remedy,
      faults: Array.isArray(faults) ? faults : [],
      causes: causesOf(error),
    };
  }
  if (isAbort(error)) {
    const stopped = { code: 'STOPPED', message: `stopped before the end (${message})`, faults: [], causes: [] };
    return { ...stopped, remedy: 'What was done is kept; the next call goes on from there.' };
  }
  const remedy = SYSTEM_REMEDIES[code ?? ''] ?? null;
  const places = code === null && error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
  return {
    code: code ?? 'UNEXPECTED',
    message,
    remedy,
    faults: places.map((line) => line.trim()),
    causes: causesOf(error),
  };
}

function causesOf(error: unknown): string[] {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause === undefined) return [];
  const code = cause instanceof RelaisError ? `${cause.code}: ` : '';
  return [`${code}${messageOf(cause)}`, ...causesOf(cause)];
}

function isBug(error: unknown): boolean {
  return !(error instanceof RelaisError) && !isAbort(error) && systemCode(error) === null;
}

/** The code of an error that a call of the operating system ended with. */
export function systemCode(error: unknown): string | null {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  return typeof code === 'string' && typeof syscall === 'string' ? code : null;
}
