import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '@relais/runtime';
import { Kafka, logLevel } from 'kafkajs';
import { CERTIFIED_HOST, type Certificate, makeCertificate } from './certificate.ts';
import type { Obtained } from './component.ts';
import { machineEngine } from './engine.ts';
import { eventually } from './eventually.ts';
import { freePort } from './free-port.ts';
import { COMMON_SETTINGS, clusterId, javaOptions, propertiesText } from './kafka.ts';
import { kafkaBroker } from './kafka-broker.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const run = promisify(execFile);
const READY_WITHIN_MS = 300_000;
const ADMINISTRATOR = {
  mechanism: 'scram-sha-512',
  username: 'administrator',
  password: 'of-this-test-alone',
} as const;

/** A broker that asks everyone for a name and a password (SCRAM-SHA-512 over TLS alone) and lets nobody do what no rule allows. */
export interface SecuredKafka extends AsyncDisposable {
  readonly brokers: readonly string[];
  /** What its clients have to trust, as PEM. */
  readonly authority: string;
  /** The same as a file. */
  readonly authorityPath: string;
  /** May do everything. */
  readonly administrator: typeof ADMINISTRATOR;
  /** What runs a Java program with Apache Kafka's own client. */
  readonly java: { readonly command: string; readonly classPath: string };
  /** Ends it and removes its data; safe to repeat. */
  close(): Promise<void>;
}

/** Starts a secured broker of the caller's own from the programs of this machine, or tells why it cannot. */
export async function startSecuredKafka(): Promise<Obtained<SecuredKafka>> {
  const broker = await kafkaBroker().catch((error: unknown) => ({ ok: false as const, reason: messageOf(error) }));
  if (!broker.ok) return broker;
  const directory = temporaryDirectory();
  const made = await makeCertificate(directory.path);
  if (!made.ok) return made;
  const { authority, authorityPath } = made.certificate;
  const port = await freePort();
  const properties = join(directory.path, 'server.properties');
  const listening = settings(port, await freePort(), join(directory.path, 'log'));
  writeFileSync(properties, propertiesText({ ...listening, ...certified(directory.path, made.certificate) }));
  const java = javaOptions(directory.path);
  const main = (...command: string[]) => [...java, '-cp', broker.classPath, ...command];
  const user = `SCRAM-SHA-512=[name=${ADMINISTRATOR.username},password=${ADMINISTRATOR.password}]`;
  const format = ['format', '--cluster-id', clusterId(), '--config', properties, '--add-scram', user];
  await run(broker.java, main('kafka.tools.StorageTool', ...format));
  const engine = machineEngine({
    command: broker.java,
    args: main('kafka.Kafka', properties),
    cwd: directory.path,
    stopSignal: 'SIGTERM',
    forget: directory.remove,
  });
  const close = async () => await engine.close();
  const server: SecuredKafka = {
    brokers: [`${CERTIFIED_HOST}:${port}`],
    authority,
    authorityPath,
    administrator: ADMINISTRATOR,
    java: { command: broker.java, classPath: broker.classPath },
    close,
    [Symbol.asyncDispose]: close,
  };
  try {
    await engine.start();
    await eventually(async () => await probe(server), { deadlineMs: READY_WITHIN_MS, intervalMs: 200 });
    return { ok: true, server };
  } catch (error) {
    const said = engine.ended() ?? '';
    await close();
    return { ok: false, reason: `${messageOf(error)} ${said}`.trim() };
  }
}

async function probe({ brokers, authority, administrator }: SecuredKafka): Promise<true> {
  const admin = new Kafka({
    brokers: [...brokers],
    ssl: { ca: authority },
    // The client adds members to what it is given.
    sasl: { ...administrator },
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2000,
    retry: { retries: 0 },
  }).admin();
  try {
    await admin.connect();
    // Without it the client knows no broker to ask for the coordinator.
    await admin.describeCluster();
    await admin.fetchOffsets({ groupId: 'readiness' });
    return true;
  } finally {
    await admin.disconnect();
  }
}

function settings(port: number, controllerPort: number, logFolder: string): Record<string, string> {
  const { username, password } = ADMINISTRATOR;
  const login = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
  return {
    ...COMMON_SETTINGS,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map': 'SASL_SSL:SASL_SSL,CONTROLLER:PLAINTEXT',
    listeners: `SASL_SSL://${CERTIFIED_HOST}:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'inter.broker.listener.name': 'SASL_SSL',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-512',
    'listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config': `${login} username="${username}" password="${password}";`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    // The controller's own listener knows no names; it is on this machine alone.
    'super.users': `User:${username};User:ANONYMOUS`,
    'log.dirs': logFolder,
  };
}

/** Kafka reads key and certificate from one file. */
function certified(folder: string, { authorityPath, keyPath }: Certificate): Record<string, string> {
  const keyStore = join(folder, 'key-store.pem');
  writeFileSync(keyStore, readFileSync(keyPath, 'utf8') + readFileSync(authorityPath, 'utf8'), { mode: 0o600 });
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keyStore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': authorityPath,
  };
}
