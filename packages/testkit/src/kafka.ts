import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Kafka, logLevel } from 'kafkajs';
import type { KafkaAddress } from './component.ts';
import { machineEngine } from './engine.ts';
import { freePort } from './free-port.ts';
import { kafkaBroker } from './kafka-broker.ts';
import type { Recipe } from './recipe.ts';
import { repositoryRoot } from './repository.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const run = promisify(execFile);

/** The same version as the pom's. */
const IMAGE_VERSION = '4.3.1';

/** One Apache Kafka node in KRaft's combined mode, with topics of one replica that must be created by name. */
export const kafkaRecipe: Recipe<KafkaAddress> = {
  component: 'kafka',
  fromAddress: (text) => ({ brokers: text.split(',') }),
  fromMachine: async () => {
    const broker = await kafkaBroker();
    if (!broker.ok) return broker;
    const directory = temporaryDirectory();
    const port = await freePort();
    const properties = join(directory.path, 'server.properties');
    writeFileSync(properties, propertiesText(nodeSettings(port, await freePort(), join(directory.path, 'log'))));
    const java = javaOptions(directory.path);
    const main = (...command: string[]) => [...java, '-cp', broker.classPath, ...command];
    await run(
      broker.java,
      main('kafka.tools.StorageTool', 'format', '--cluster-id', clusterId(), '--config', properties),
    );
    const engine = machineEngine({
      command: broker.java,
      args: main('kafka.Kafka', properties),
      cwd: directory.path,
      stopSignal: 'SIGTERM',
      forget: directory.remove,
    });
    return { ok: true, engine, address: { brokers: [`127.0.0.1:${port}`] }, version: `Apache Kafka ${broker.version}` };
  },
  container: () => ({
    image: `apache/kafka:${IMAGE_VERSION}`,
    version: `Apache Kafka ${IMAGE_VERSION}`,
    port: 9092,
    environment: (host, port) => containerSettings(host, port),
    address: (host, port) => ({ brokers: [`${host}:${port}`] }),
  }),
  probe: async ({ brokers }) => {
    const client = new Kafka({
      brokers: [...brokers],
      logLevel: logLevel.NOTHING,
      connectionTimeout: 2000,
      retry: { retries: 0 },
    });
    const admin = client.admin();
    try {
      await admin.connect();
      await admin.describeCluster();
      // The broker answers before its coordinator of consumer groups does, and the first consumer would crash on that.
      await admin.fetchOffsets({ groupId: 'readiness' });
      return 'Apache Kafka';
    } finally {
      await admin.disconnect();
    }
  },
};

export const COMMON_SETTINGS = {
  'process.roles': 'broker,controller',
  'node.id': '1',
  'controller.listener.names': 'CONTROLLER',
  'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
  'auto.create.topics.enable': 'false',
  // A broker that was killed may come back once its old session has run out: 9 s unless told.
  'broker.session.timeout.ms': '6000',
  'broker.heartbeat.interval.ms': '1000',
  'group.initial.rebalance.delay.ms': '0',
  'offsets.topic.replication.factor': '1',
  'offsets.topic.num.partitions': '1',
  'transaction.state.log.replication.factor': '1',
  'transaction.state.log.min.isr': '1',
  'transaction.state.log.num.partitions': '1',
  'share.coordinator.state.topic.replication.factor': '1',
  'share.coordinator.state.topic.min.isr': '1',
} as const;

/** Java takes no notice of TMPDIR, and a broker that is killed leaves the libraries there that it unpacked, and its counters. */
export function javaOptions(folder: string): string[] {
  const logging = join(repositoryRoot, 'infra/kafka/log4j2.properties');
  // A broker of a test lives for seconds: it takes half the processor time to start where nothing is compiled twice.
  const brief = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  return [
    '-Xmx512m',
    ...brief,
    '-XX:-UsePerfData',
    `-Djava.io.tmpdir=${folder}`,
    `-Dlog4j2.configurationFile=${logging}`,
  ];
}

function nodeSettings(port: number, controllerPort: number, logFolder: string): Record<string, string> {
  return {
    ...COMMON_SETTINGS,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'log.dirs': logFolder,
  };
}

function containerSettings(host: string, port: number): Record<string, string> {
  const settings = {
    ...COMMON_SETTINGS,
    'controller.quorum.voters': '1@localhost:9093',
    'heap.opts': '-Xmx512m',
    listeners: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    'advertised.listeners': `PLAINTEXT://${host}:${port}`,
  };
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [variableOf(name), value]));
}

/** The image reads `KAFKA_NODE_ID` for `node.id`; `KAFKA_HEAP_OPTS` is for Java. */
function variableOf(name: string): string {
  return `KAFKA_${name.toUpperCase().replaceAll('.', '_')}`;
}

export function propertiesText(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** A random id in Kafka's form: 16 bytes in base64url, not starting with a dash, which a command line would take for an option. */
export function clusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? clusterId() : id;
}
