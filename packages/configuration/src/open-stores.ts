import { join } from 'node:path';
import { type EventLog, openEmbeddedEventLog, openKafkaEventLog } from '@relais/event-log';
import { type Ledger, openEmbeddedLedger, openPostgresLedger } from '@relais/ledger';
import {
  type Closeable,
  CloseStack,
  type EmbeddedFile,
  type Logger,
  messageOf,
  openEmbeddedFile,
} from '@relais/runtime';
import { type HotState, openEmbeddedState, openRedisState } from '@relais/state';
import { partnerTopic, TOPICS, type TopicDefinition } from '@relais/vacancy';
import { configurationErrors } from './errors.ts';
import type { Configuration } from './schema.ts';

/** The three stores of an installation, opened by the configuration. Which drivers they are matters to nobody else. */
export interface Stores extends Closeable {
  readonly log: EventLog;
  readonly state: HotState;
  readonly ledger: Ledger;
}

/** Opens log, hot state and ledger and makes the topics that are missing. */
export async function openStores(configuration: Configuration, logger: Logger): Promise<Stores> {
  const closing = new CloseStack();
  try {
    const file = fileOf(configuration, closing);
    const log = closing.use(await openLog(configuration, file, logger));
    const state = closing.use(openState(configuration, file));
    const ledger = closing.use(await openLedger(configuration, file));
    await log.ensureTopics(topicsOf(configuration));
    return { log, state, ledger, close: () => closing.close() };
  } catch (error) {
    await closing.close();
    throw error;
  }
}

/** Path of the embedded file. */
export function embeddedPath(configuration: Configuration): string {
  return join(configuration.directory, 'relais.sqlite');
}

function fileOf(configuration: Configuration, closing: CloseStack): EmbeddedFile | null {
  if (configuration.log.driver !== 'embedded') return null;
  const path = embeddedPath(configuration);
  try {
    return closing.use(openEmbeddedFile(path));
  } catch (error) {
    throw configurationErrors.create('EMBEDDED_FILE_UNUSABLE', { path, reason: messageOf(error) });
  }
}

async function openLog(configuration: Configuration, file: EmbeddedFile | null, logger: Logger): Promise<EventLog> {
  if (configuration.log.driver === 'kafka') {
    const { driver: _driver, ...options } = configuration.log;
    return openKafkaEventLog(options, logger);
  }
  return openEmbeddedEventLog(required(file), { logger });
}

function openState(configuration: Configuration, file: EmbeddedFile | null): HotState {
  if (configuration.state.driver === 'redis') {
    const { driver: _driver, password, ...options } = configuration.state;
    return openRedisState(options, password === undefined ? {} : { password });
  }
  return openEmbeddedState(required(file));
}

async function openLedger(configuration: Configuration, file: EmbeddedFile | null): Promise<Ledger> {
  if (configuration.ledger.driver === 'postgres') {
    const { driver: _driver, ...options } = configuration.ledger;
    return openPostgresLedger(options);
  }
  return openEmbeddedLedger(required(file));
}

function required(file: EmbeddedFile | null): EmbeddedFile {
  if (file === null) throw new Error('log, state and ledger are either all embedded or all on servers');
  return file;
}

/** One process gains nothing from several partitions: one makes the batches larger and the commits fewer. */
function topicsOf(configuration: Configuration): TopicDefinition[] {
  const topics: TopicDefinition[] = [...Object.values(TOPICS), ...topicPartners(configuration).map(partnerTopic)];
  return configuration.log.driver === 'embedded' ? topics.map((topic) => ({ ...topic, partitions: 1 })) : topics;
}

function topicPartners(configuration: Configuration): string[] {
  const onTopic = configuration.partners.filter((partner) =>
    partner.subscriptions.some((subscription) => subscription.channel.kind === 'topic'),
  );
  return onTopic.map((partner) => partner.id);
}
