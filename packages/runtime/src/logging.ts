import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Log members that may hold a secret or a person: their values never reach a log line. */
const REDACTED = [
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
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export interface LoggerOptions {
  level?: string;
  /** Which process speaks, for example `sink`. */
  service: string;
}

/** Structured JSON logging to standard error: standard output belongs to what a command prints. */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      level: options.level ?? 'info',
      base: { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED, censor: '[redacted]' },
      serializers: { error: safeError },
    },
    pino.destination({ dest: 2, sync: false }),
  );
}

/** A logger that says nothing. */
export const silentLogger: Logger = pino({ level: 'silent' });

/** What may be logged of an error: never the request or configuration objects that clients hang on theirs. */
function safeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, retriable, details } = error as Error & { code?: unknown; retriable?: unknown; details?: unknown };
  const cause = error.cause instanceof Error ? safeError(error.cause) : undefined;
  return { name: error.name, message: error.message, code, retriable, details, stack: error.stack, cause };
}
