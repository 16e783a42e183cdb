export { type Clock, instant, sleep, systemClock } from './clock.ts';
export { canonicalJson, contentHash, deterministicId, type Json, sha256 } from './digest.ts';
export {
  defineErrors,
  type ErrorCatalogue,
  type ErrorDefinition,
  isRetriable,
  messageOf,
  RelaisError,
  type RelaisErrorOptions,
  type SafeDetail,
} from './errors.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  type HttpResponse,
  httpErrors,
  parseRetryAfter,
} from './http.ts';
export { type Closeable, CloseStack, isAbort, shutdownSignal } from './lifecycle.ts';
export { createLogger, type Logger, type LoggerOptions, silentLogger } from './logging.ts';
export { type EmbeddedFile, openEmbeddedFile, type SqlValue } from './sqlite.ts';
