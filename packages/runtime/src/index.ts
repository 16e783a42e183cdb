export { type Clock, instant, shared, sleep, systemClock, within } from './clock.ts';
export { canonicalHash, canonicalJson, contentHash, deterministicId, sha256 } from './digest.ts';
export { type DoorAnswer, doorErrors, isOwnName, openDoor } from './door.ts';
export {
  defineErrors,
  type ErrorDefinition,
  isCertificateFault,
  isRetriable,
  messageOf,
  RelaisError,
  type SafeDetail,
} from './errors.ts';
export { keepHeapSmall } from './heap.ts';
export {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  httpErrors,
  parseRetryAfter,
} from './http.ts';
export { aborted, type Closeable, CloseStack, isAbort, shutdownSignal } from './lifecycle.ts';
export { createLogger, type Logger, silentLogger } from './logging.ts';
export { METRICS, type MetricDefinition } from './metrics/catalogue.ts';
export { createMetrics, METRICS_TYPE, type Metrics, silentMetrics } from './metrics/metrics.ts';
export { copyEmbeddedFile, type EmbeddedFile, openEmbeddedFile } from './sqlite.ts';
