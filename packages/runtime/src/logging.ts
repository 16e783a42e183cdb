import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Names of log members that may hold a secret or a person: their values never reach a log line, at any depth. */
const SECRET =
  /authorization|cookie|password|passphrase|secret|credential|token|(?:private|api|access|subscription)[-_]?key|^(?:contact|contactdata|e-?mail|telephone|phone|mobile|postaladdress)$/i;
const CENSORED = '[redacted]';
/** Deeper members are cut: enough for what is logged on purpose, and an end to objects that hold themselves. */
const DEEPEST = 6;

/** The members of a child logger pass no formatter; these, and one level below them, are covered by path. */
const CHILD_MEMBERS = [
  'authorization',
  'password',
  'secret',
  'token',
  'privateKey',
  'clientSecret',
  'apiKey',
  'contact',
  'email',
  'telephone',
  'phone',
].flatMap((name) => [name, `*.${name}`]);

export interface LoggerOptions {
  level?: string;
  /** Which process speaks, for example `sink`. */
  service: string;
  /** Where lines go. @default standard error */
  destination?: { write(line: string): void };
}

/** Structured JSON logging to standard error: standard output belongs to what a command prints. */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: (members) => safeMembers(members, 0) },
      redact: { paths: CHILD_MEMBERS, censor: CENSORED },
      serializers: { error: safeValue, err: safeValue },
    },
    options.destination ?? pino.destination({ dest: 2, sync: false }),
  );
}

/** A logger that says nothing. */
export const silentLogger: Logger = pino({ level: 'silent' });

function safeMembers(members: object, depth: number): Record<string, unknown> {
  const safe: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(members)) {
    const open = value === undefined || value === null || typeof value === 'boolean' || !SECRET.test(name);
    safe[name] = open ? safeValue(value, depth + 1) : CENSORED;
  }
  return safe;
}

function safeValue(value: unknown, depth = 1): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (depth > DEEPEST) return '[deeper]';
  if (value instanceof Error) return safeError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((item) => safeValue(item, depth + 1));
  return safeMembers(value, depth);
}

/** What may be logged of an error: never the request or configuration objects that clients hang on theirs. */
function safeError(error: Error, depth: number): Record<string, unknown> {
  const { code, retriable, details } = error as Error & { code?: unknown; retriable?: unknown; details?: unknown };
  const cause = error.cause instanceof Error ? safeValue(error.cause, depth + 1) : undefined;
  const errors = error instanceof AggregateError ? safeValue(error.errors, depth + 1) : undefined;
  const told = { code, retriable, details: safeValue(details, depth + 1) };
  return { name: error.name, message: error.message, ...told, stack: error.stack, cause, errors };
}
