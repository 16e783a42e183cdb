import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type Addresses,
  describeWith,
  describeWithSecured,
  type SecuredKafka,
  temporaryDirectory,
} from '@relais/testkit';
import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka,
  logLevel,
  ResourcePatternTypes,
} from 'kafkajs';
import { beforeAll, expect, test } from 'vitest';
import {
  grantPartner,
  type KafkaOptionsInput,
  openKafkaEventLog,
  partnerReader,
  readingRights,
  revokePartner,
} from '../../src/index.ts';

const run = promisify(execFile);

await describeWithSecured('kafka', 'the access of partners to their topics', async (kafka) => {
  suite(kafka);
  await describeWith(['kcat'], 'by kcat', ({ kcat }) => kcatSuite(kafka, kcat));
});

function optionsFor({ brokers, authority, administrator }: SecuredKafka): KafkaOptionsInput {
  return { brokers: [...brokers], ssl: { ca: authority }, sasl: administrator, topicPrefix: 'test.' };
}

/** Makes the topics of partners, with one offer each. */
async function makeTopics(options: KafkaOptionsInput, partners: readonly string[]): Promise<void> {
  const log = await openKafkaEventLog(options);
  for (const partner of partners) {
    const name = `relais.partner.${partner}.v1`;
    await log.ensureTopics([{ name, partitions: 1, cleanup: 'compact', retentionDays: null, holds: '' }]);
    await log.publish([{ topic: name, key: 'of_1', value: `"for the ${partner}"`, headers: {} }]);
  }
  await log.close();
}

function kcatSuite(kafka: SecuredKafka, kcat: Addresses['kcat']): void {
  const options = optionsFor(kafka);
  const [library, archive] = [partnerReader('library', 'test.'), partnerReader('archive', 'test.')];
  const password = 'the password of the library';

  beforeAll(async () => {
    await makeTopics(options, ['library', 'archive']);
    await grantPartner(options, { partner: 'library', password, bytesPerSecond: null });
  });

  const read = async (topic: string) => {
    const settings = {
      'security.protocol': 'SASL_SSL',
      'ssl.ca.location': kafka.authorityPath,
      'sasl.mechanism': 'SCRAM-SHA-512',
      'sasl.username': library.username,
      'sasl.password': password,
    };
    const login = Object.entries(settings).flatMap(([name, value]) => ['-X', `${name}=${value}`]);
    const reading = ['-C', '-e', '-q', '-o', 'beginning', '-f', '%k=%s', '-t', topic];
    const environment = { ...process.env, ...kcat.environment };
    return await run(kcat.command, ['-b', kafka.brokers.join(','), ...login, ...reading], { env: environment });
  };

  test("kcat reads the topic of its partner and is refused another's", async () => {
    expect((await read(library.topic)).stdout).toBe('of_1="for the library"');
    await expect(read(archive.topic)).rejects.toThrow(/authorization failed/i);
  });
}

function suite(kafka: SecuredKafka): void {
  const options = optionsFor(kafka);
  const [board, museum] = [partnerReader('board', 'test.'), partnerReader('museum', 'test.')];
  const passwords = { board: 'the password of the board', museum: 'the password of the museum' };

  beforeAll(async () => {
    await makeTopics(options, ['board', 'museum']);
    await grantPartner(options, { partner: 'board', password: passwords.board, bytesPerSecond: 1_000_000 });
    await grantPartner(options, { partner: 'museum', password: passwords.museum, bytesPerSecond: null });
  });

  const client = (username: string, password: string) =>
    new Kafka({
      brokers: [...kafka.brokers],
      ssl: { ca: kafka.authority },
      sasl: { mechanism: 'scram-sha-512', username, password },
      logLevel: logLevel.NOTHING,
      retry: { retries: 0 },
    });

  /** Lets somebody read every topic whose name begins so. */
  async function allow(principal: string, prefix: string): Promise<void> {
    const admin = client(kafka.administrator.username, kafka.administrator.password).admin();
    await admin.connect();
    const rule = { resourceType: AclResourceTypes.TOPIC, resourceName: prefix, host: '*', principal };
    const reading = { operation: AclOperationTypes.READ, permissionType: AclPermissionTypes.ALLOW };
    await admin.createAcls({ acl: [{ ...rule, ...reading, resourcePatternType: ResourcePatternTypes.PREFIXED }] });
    await admin.disconnect();
  }

  async function firstValue(password: string, topic: string, groupId: string): Promise<string> {
    const consumer = client(board.username, password).consumer({ groupId, retry: { retries: 0 } });
    const read = Promise.withResolvers<string>();
    consumer.on('consumer.crash', ({ payload }) => read.reject(payload.error));
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      await consumer.run({ eachMessage: async ({ message }) => read.resolve(String(message.value)) });
      return await read.promise;
    } finally {
      await consumer.disconnect();
    }
  }

  test('a partner reads its own topic with a group of its own', async () => {
    expect(await firstValue(passwords.board, board.topic, board.group)).toBe('"for the board"');
  });

  test('a partner is refused the topic of another, and the group of another', async () => {
    await expect(firstValue(passwords.board, museum.topic, board.group)).rejects.toThrow(/not authorized/i);
    // The client hides the broker's reason behind what it looked for.
    await expect(firstValue(passwords.board, board.topic, museum.group)).rejects.toThrow(/find group coordinator/i);
  });

  test('a partner cannot write, not even to its own topic', async () => {
    const producer = client(board.username, passwords.board).producer({ retry: { retries: 0 } });
    await producer.connect();
    const sending = producer.send({ topic: board.topic, messages: [{ key: 'of_1', value: 'forged' }] });
    await expect(sending).rejects.toThrow(/not authorized/i);
    await producer.disconnect();
  });

  test("Apache Kafka's own client reads the topic of its partner and is refused another's", async () => {
    using folder = temporaryDirectory();
    const program = join(folder.path, 'Reader.java');
    writeFileSync(program, JAVA_READER);
    const own = `${board.groupPrefix}java`;
    const readings = [board.topic, own, museum.topic, own, board.topic, museum.group];
    const login = [kafka.authorityPath, board.username, passwords.board];
    const args = [kafka.brokers.join(','), ...login, ...readings];
    const { stdout } = await run(kafka.java.command, ['-cp', kafka.java.classPath, program, ...args]);
    const outcomes = stdout.split('\n').filter((line) => line.startsWith('> '));
    expect(outcomes).toEqual([
      '> of_1="for the board"',
      '> TopicAuthorizationException',
      '> GroupAuthorizationException',
    ]);
  });

  test('what a partner lacks, and who else may read its topic, is told', async () => {
    expect(await readingRights(options, 'board')).toEqual({ missing: [], others: [] });
    await allow('User:curious', 'test.relais.');
    expect(await readingRights(options, 'board')).toEqual({ missing: [], others: ['User:curious'] });
    const { missing } = await readingRights(options, 'stranger');
    expect(missing).toEqual([
      'a password of test.relais-partner-stranger',
      'reading the topic test.relais.partner.stranger.v1',
      'reading with groups that begin with test.relais.partner.stranger.',
    ]);
  });

  test('a new password takes the place of the old one, and a partner that was taken away is let in no more', async () => {
    await grantPartner(options, { partner: 'board', password: 'another password', bytesPerSecond: null });
    const admin = (password: string) => client(board.username, password).admin();
    await expect(admin(passwords.board).connect()).rejects.toThrow(/authentication failed/i);
    const renewed = admin('another password');
    await renewed.connect();
    await renewed.disconnect();
    await revokePartner(options, 'board');
    await revokePartner(options, 'board');
    await expect(admin('another password').connect()).rejects.toThrow(/authentication failed/i);
    expect((await readingRights(options, 'board')).missing).toHaveLength(3);
  });
}

/** Arguments: brokers, the certificate to trust, user, password, and pairs of topic and group. Prints the first record of each, or the exception's name. */
const JAVA_READER = `
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

public class Reader {
  public static void main(String[] args) {
    var settings = new Properties();
    settings.put("bootstrap.servers", args[0]);
    settings.put("security.protocol", "SASL_SSL");
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", args[1]);
    settings.put("sasl.mechanism", "SCRAM-SHA-512");
    settings.put("sasl.jaas.config", String.format(
        "org.apache.kafka.common.security.scram.ScramLoginModule required username=\\"%s\\" password=\\"%s\\";",
        args[2], args[3]));
    settings.put("auto.offset.reset", "earliest");
    for (int at = 4; at < args.length; at += 2) {
      settings.put("group.id", args[at + 1]);
      System.out.println("> " + first(settings, args[at]));
    }
  }

  static String first(Properties settings, String topic) {
    try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      var end = System.currentTimeMillis() + 60_000;
      while (System.currentTimeMillis() < end) {
        for (var each : consumer.poll(Duration.ofMillis(500))) return each.key() + "=" + each.value();
      }
      return "nothing";
    } catch (Exception refused) {
      return refused.getClass().getSimpleName();
    }
  }
}
`;
