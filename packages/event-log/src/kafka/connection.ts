import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { Logger } from '@relais/runtime';
import { type Admin, type ISocketFactory, Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import Cluster from 'kafkajs/src/cluster/index.js';
import { logThrough } from './logging.ts';
import type { KafkaOptions } from './options.ts';

/** Tries of one connection or request inside kafkajs: about seven seconds. It multiplies where tries lie in one another. */
const RETRY = { initialRetryTime: 100, multiplier: 2, factor: 0.2, maxRetryTime: 1000, retries: 10 };
const METADATA_AGE_MS = 300_000;
const KEEP_ALIVE_MS = 60_000;

/** How the driver reaches the cluster: one client, and clusters of their own for work below kafkajs's public door. */
export class KafkaConnection {
  readonly kafka: Kafka;
  readonly admin: Admin;
  readonly #settings: Omit<KafkaConfig, 'brokers'> & { brokers: string[] };

  constructor(options: KafkaOptions, logger: Logger) {
    this.#settings = settingsOf(options);
    this.kafka = new Kafka({
      ...this.#settings,
      logLevel: logLevel.INFO,
      logCreator: logThrough(logger),
    });
    this.admin = this.kafka.admin();
  }

  /** Runs `work` with a cluster, and disconnects it afterwards. */
  async withCluster<Result>(work: (cluster: Cluster) => Promise<Result>): Promise<Result> {
    const cluster = this.cluster();
    try {
      await cluster.connect();
      return await work(cluster);
    } finally {
      await cluster.disconnect();
    }
  }

  /** A cluster that the caller connects and disconnects. */
  cluster(): Cluster {
    return new Cluster({
      ...this.#settings,
      socketFactory,
      logger: this.kafka.logger(),
      metadataMaxAge: METADATA_AGE_MS,
      allowAutoTopicCreation: false,
      maxInFlightRequests: null,
      isolationLevel: 1,
    });
  }
}

function settingsOf({ brokers, clientId, ssl, sasl }: KafkaOptions) {
  const settings = {
    brokers,
    clientId,
    connectionTimeout: 3000,
    requestTimeout: 30_000,
    enforceRequestTimeout: true,
    retry: RETRY,
    socketFactory,
  };
  return {
    ...settings,
    ...(ssl === false ? {} : { ssl: ssl === true ? true : defined(ssl) }),
    ...(sasl === undefined ? {} : { sasl: sasl as NonNullable<KafkaConfig['sasl']> }),
  };
}

function defined(members: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** As kafkajs's own, but without Nagle's algorithm, which holds a small request back until the last one is acknowledged. */
const socketFactory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
  const socket = ssl
    ? connectSecurely({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...ssl }, onConnect)
    : connectPlain({ host, port }, onConnect);
  // While a broker is away, kafkajs lets go of a socket that is still connecting again and again: a listener each time.
  return socket.setKeepAlive(true, KEEP_ALIVE_MS).setNoDelay(true).setMaxListeners(0);
};
