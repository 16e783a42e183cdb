import { type Logger, silentLogger } from '@relais/runtime';
import { partnerTopic } from '@relais/vacancy';
import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import type Cluster from 'kafkajs/src/cluster/index.js';
import { KafkaConnection } from './connection.ts';
import { failureOf } from './failures.ts';
import { type KafkaOptionsInput, kafkaOptionsSchema } from './options.ts';
import { dropPassword, hasPassword, putPassword, putReadingQuota } from './user-requests.ts';

// A CommonJS module: these names are not found by Node's lexer.
const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** Who reads a partner's topic, by the names that the cluster knows. */
export interface PartnerReader {
  /** SCRAM-SHA-512 user of the partner. */
  readonly username: string;
  readonly topic: string;
  /** Groups that the partner may read with begin so. */
  readonly groupPrefix: string;
  /** The group whose place is shown as how far the partner has read. */
  readonly group: string;
}

/** What stands between a partner and its topic. Both lists are empty when all is as wanted. */
export interface ReadingRights {
  /** Rights that the partner needs and does not have, in words. */
  readonly missing: readonly string[];
  /** Other users that a rule lets read the topic, but for the one of this process. */
  readonly others: readonly string[];
}

export interface PartnerGrant {
  readonly partner: string;
  readonly password: string;
  /** Bytes a second that the partner may read from each broker; null for any number. */
  readonly bytesPerSecond: number | null;
}

/** The reader of a partner's topic. @param prefix `topicPrefix` of the log's settings */
export function partnerReader(partner: string, prefix = ''): PartnerReader {
  const stem = `${prefix}relais.partner.${partner}.`;
  return {
    username: `${prefix}relais-partner-${partner}`,
    topic: `${prefix}${partnerTopic(partner).name}`,
    groupPrefix: stem,
    group: `${stem}reader`,
  };
}

/**
 * Lets a partner read its own topic, with groups of its own prefix, and nothing else: a SCRAM-SHA-512 user, the rules and the
 * quota. May be repeated; the password then takes the place of the earlier one. The cluster must have an authorizer.
 * @throws LOG_UNAVAILABLE, LOG_REFUSED
 */
export async function grantPartner(
  options: KafkaOptionsInput,
  grant: PartnerGrant,
  logger: Logger = silentLogger,
): Promise<PartnerReader> {
  return await administer(options, logger, async ({ admin, cluster, prefix }) => {
    const reader = partnerReader(grant.partner, prefix);
    await admin.createAcls({ acl: rulesOf(reader) });
    await putReadingQuota(cluster, reader.username, grant.bytesPerSecond);
    await putPassword(cluster, reader.username, grant.password);
    return reader;
  });
}

/**
 * Takes a partner's user, its rules and its quota away. The topic stays.
 * @throws LOG_UNAVAILABLE, LOG_REFUSED
 */
export async function revokePartner(
  options: KafkaOptionsInput,
  partner: string,
  logger: Logger = silentLogger,
): Promise<void> {
  await administer(options, logger, async ({ admin, cluster, prefix }) => {
    const reader = partnerReader(partner, prefix);
    await dropPassword(cluster, reader.username);
    await putReadingQuota(cluster, reader.username, null);
    await admin.deleteAcls({ filters: rulesOf(reader) });
  });
}

/**
 * What a partner lacks to read its topic, and who else may.
 * @throws LOG_UNAVAILABLE, LOG_REFUSED
 */
export async function readingRights(
  options: KafkaOptionsInput,
  partner: string,
  logger: Logger = silentLogger,
): Promise<ReadingRights> {
  return await administer(options, logger, async ({ admin, cluster, prefix, user }) => {
    const reader = partnerReader(partner, prefix);
    const present = await Promise.all(rulesOf(reader).map(async (rule) => await isPresent(admin, rule)));
    const missing = rulesOf(reader).flatMap((rule, index) => (present[index] === true ? [] : [wordsOf(rule)]));
    const password = (await hasPassword(cluster, reader.username)) ? [] : [`a password of ${reader.username}`];
    return {
      missing: [...password, ...missing],
      others: await otherReaders(admin, reader.topic, [reader.username, user]),
    };
  });
}

interface Administration {
  readonly admin: Admin;
  readonly cluster: Cluster;
  readonly prefix: string;
  /** Of this process; empty where it does not log in. */
  readonly user: string;
}

async function administer<Result>(
  given: KafkaOptionsInput,
  logger: Logger,
  work: (administration: Administration) => Promise<Result>,
): Promise<Result> {
  const options = kafkaOptionsSchema.parse(given);
  const connection = new KafkaConnection(options, logger);
  const { admin } = connection;
  try {
    await admin.connect();
    return await connection.withCluster(
      async (cluster) =>
        await work({ admin, cluster, prefix: options.topicPrefix, user: options.sasl?.username ?? '' }),
    );
  } catch (error) {
    throw failureOf(error);
  } finally {
    await admin.disconnect();
  }
}

/** Reading a topic with a group needs both; describing comes with reading. */
function rulesOf({ username, topic, groupPrefix }: PartnerReader): AclEntry[] {
  const reading = {
    principal: `User:${username}`,
    host: '*',
    operation: AclOperationTypes.READ,
    permissionType: AclPermissionTypes.ALLOW,
  };
  const { LITERAL, PREFIXED } = ResourcePatternTypes;
  return [
    { ...reading, resourceType: AclResourceTypes.TOPIC, resourceName: topic, resourcePatternType: LITERAL },
    { ...reading, resourceType: AclResourceTypes.GROUP, resourceName: groupPrefix, resourcePatternType: PREFIXED },
  ];
}

async function isPresent(admin: Admin, rule: AclEntry): Promise<boolean> {
  const { resources } = await admin.describeAcls(rule);
  return resources.some(({ acls }) => acls.length > 0);
}

/** Also by rules over a prefix or over all topics. */
async function otherReaders(admin: Admin, topic: string, known: readonly string[]): Promise<string[]> {
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.TOPIC,
    resourceName: topic,
    resourcePatternType: ResourcePatternTypes.MATCH,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ALLOW,
  });
  const reading = resources
    .flatMap(({ acls }) => acls)
    .filter(({ operation }) => operation === AclOperationTypes.READ || operation === AclOperationTypes.ALL);
  const principals = new Set(reading.map(({ principal }) => principal));
  return [...principals].filter((principal) => !known.includes(principal.replace(/^User:/, '')));
}

function wordsOf({ resourceType, resourceName }: AclEntry): string {
  return resourceType === AclResourceTypes.TOPIC
    ? `reading the topic ${resourceName}`
    : `reading with groups that begin with ${resourceName}`;
}
