import { type Closeable, type Logger, METRICS_TYPE, type Metrics, openDoor } from '@relais/runtime';
import type { Configuration } from './schema.ts';
import { healthAnswer, type PingedStores, type Standing, watchStores } from './store-health.ts';

export interface StageDoor extends Closeable {
  /** Says how the stage stands: `starting` at first. */
  tell(standing: Standing): void;
  /** Where it is, as part of what the process prints when it is ready; nothing without a door. */
  readonly ready: Readonly<Record<string, string>>;
}

export interface StageDoorOptions {
  readonly configuration: Pick<Configuration, 'health'>;
  readonly stores: PingedStores;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/**
 * Opens the door of a stage where the configuration gives it one: `/healthz` tells whether it can do its work, `/metrics`
 * has its metrics. A consumer that fails for good ends the process, so one that answers has its consumers.
 * @throws DOOR_TAKEN, DOOR_NOT_OPENED
 */
export async function openStageDoor(stage: string, options: StageDoorOptions): Promise<StageDoor> {
  const { configuration, stores, logger, metrics } = options;
  let standing: Standing = 'starting';
  const tell = (now: Standing) => {
    standing = now;
  };
  const address = new Map(Object.entries(configuration.health)).get(stage) ?? null;
  if (address === null) return { tell, ready: {}, close: () => Promise.resolve() };
  const look = watchStores(stores, { logger, metrics });
  const pages = {
    '/healthz': async () => healthAnswer(await look(), standing),
    '/metrics': async () => ({ status: 200, type: METRICS_TYPE, text: await metrics.text() }),
  };
  const door = await openDoor({ ...address, pages, logger });
  return { tell, ready: { health: door.url }, close: () => door.close() };
}
