/**
 * The one base of every error that Relais throws on purpose.
 * `code` is stable and documented; `details` holds only values that are safe to log.
 */
export class RelaisError extends Error {
  readonly code: string;
  /** What to do about it; null for an error without a row in a catalogue. */
  readonly remedy: string | null;
  readonly retriable: boolean;
  readonly details: Readonly<Record<string, SafeDetail>>;

  constructor(code: string, message: string, options: RelaisErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'RelaisError';
    this.code = code;
    this.remedy = options.remedy ?? null;
    this.retriable = options.retriable ?? false;
    this.details = options.details ?? {};
  }
}

export type SafeDetail = string | number | boolean | null | readonly string[];

export interface RelaisErrorOptions {
  remedy?: string;
  retriable?: boolean;
  cause?: unknown;
  details?: Readonly<Record<string, SafeDetail>>;
}

/** One row of a package's catalogue; the documentation page of codes is generated from these. */
export interface ErrorDefinition {
  /** What happened, for a person. `{name}` is replaced from the details. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
  /** True when the same call may succeed later without any change. */
  readonly retriable: boolean;
}

export interface ErrorCatalogue<Code extends string> {
  readonly definitions: Readonly<Record<Code, ErrorDefinition>>;
  create(code: Code, details?: Readonly<Record<string, SafeDetail>>, cause?: unknown): RelaisError;
}

/** Builds a package's error catalogue: messages, remedies and the factory in one place. */
export function defineErrors<const Code extends string>(
  definitions: Readonly<Record<Code, ErrorDefinition>>,
): ErrorCatalogue<Code> {
  return {
    definitions,
    create(code, details = {}, cause) {
      const definition = definitions[code];
      const { remedy, retriable } = definition;
      const options = { remedy, retriable, details };
      return new RelaisError(
        code,
        fillIn(definition.message, details),
        cause === undefined ? options : { ...options, cause },
      );
    },
  };
}

/** True for any failure that may pass by itself: our own retriable errors and the network's transient ones. */
export function isRetriable(error: unknown): boolean {
  if (error instanceof RelaisError) return error.retriable;
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && TRANSIENT_SYSTEM_CODES.has(code);
}

/**
 * True for a connection that ended since the other side's certificate is unknown, outdated or of another host, or since TLS
 * could not be agreed upon (codes of Node's manual: TLS, X509 certificate error codes): no repeat mends that.
 */
export function isCertificateFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && CERTIFICATE_CODE.test(code);
}

const CERTIFICATE_CODE = /CERT|SIGNATURE|^ERR_(TLS|SSL)_/;

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const TRANSIENT_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
]);

function fillIn(template: string, details: Readonly<Record<string, SafeDetail>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => (name in details ? String(details[name]) : whole));
}
