import { pbkdf2Sync, randomBytes } from 'node:crypto';
import type Cluster from 'kafkajs/src/cluster/index.js';
import Decoder from 'kafkajs/src/protocol/decoder.js';
import Encoder from 'kafkajs/src/protocol/encoder.js';
import { eventLogErrors } from '../errors.ts';

/** SCRAM-SHA-512 by its number in KIP-554; Kafka's least number of rounds is 4096. */
const SCRAM_SHA_512 = 2;
const ROUNDS = 8192;
const SALT_BYTES = 32;
const HASH_BYTES = 64;
/** RESOURCE_NOT_FOUND: there is no such credential. */
const NOT_FOUND = 91;

interface Outcome {
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

/** A request that kafkajs does not have, in the form that its connections take. */
interface BrokerRequest<Result> {
  readonly request: {
    readonly apiKey: number;
    readonly apiVersion: 0;
    readonly apiName: string;
    encode(): Promise<Encoder>;
  };
  readonly response: { decode(payload: Buffer): Promise<Result>; parse(decoded: Result): Promise<Result> };
}

interface Pool {
  readonly connectionPool: { send<Result>(request: BrokerRequest<Result>): Promise<Result> };
}

/** Gives a user a SCRAM-SHA-512 password, over the one it had (AlterUserScramCredentials 0, KIP-554). The password itself does not travel. */
export async function putPassword(cluster: Cluster, username: string, password: string): Promise<void> {
  const salt = randomBytes(SALT_BYTES);
  const salted = pbkdf2Sync(password.normalize('NFKC'), salt, ROUNDS, HASH_BYTES, 'sha512');
  const upsertion = new Encoder()
    .writeUVarIntString(username)
    .writeInt8(SCRAM_SHA_512)
    .writeInt32(ROUNDS)
    .writeUVarIntBytes(salt)
    .writeUVarIntBytes(salted)
    .writeUVarIntBytes();
  throwAny(await send(cluster, alterCredentials([], [upsertion])));
}

/** Takes a user's password away; one without any is left as it is. */
export async function dropPassword(cluster: Cluster, username: string): Promise<void> {
  const deletion = new Encoder().writeUVarIntString(username).writeInt8(SCRAM_SHA_512).writeUVarIntBytes();
  const outcomes = await send(cluster, alterCredentials([deletion], []));
  throwAny(outcomes.filter(({ errorCode }) => errorCode !== NOT_FOUND));
}

/** True when the user has a SCRAM-SHA-512 password (DescribeUserScramCredentials 0, KIP-554). */
export async function hasPassword(cluster: Cluster, username: string): Promise<boolean> {
  const { outcomes, mechanisms } = await send(cluster, describeCredentials(username));
  throwAny(outcomes.filter(({ errorCode }) => errorCode !== NOT_FOUND));
  return mechanisms.includes(SCRAM_SHA_512);
}

/** Sets how many bytes a second a user may read from each broker, or lifts that (AlterClientQuotas 0, KIP-546). */
export async function putReadingQuota(
  cluster: Cluster,
  username: string,
  bytesPerSecond: number | null,
): Promise<void> {
  throwAny(await send(cluster, alterQuotas(username, bytesPerSecond)));
}

async function send<Result>(cluster: Cluster, request: BrokerRequest<Result>): Promise<Result> {
  await cluster.refreshMetadata();
  // Any broker passes these on to the controller; kafkajs's own door for requests is a private symbol.
  const broker = (await cluster.findControllerBroker()) as unknown as Pool;
  return await broker.connectionPool.send(request);
}

function throwAny(outcomes: readonly Outcome[]): void {
  const failed = outcomes.find(({ errorCode }) => errorCode !== 0);
  if (failed === undefined) return;
  const reason = failed.errorMessage ?? `Kafka's error code ${failed.errorCode}`;
  throw eventLogErrors.create('LOG_REFUSED', { reason });
}

function alterCredentials(deletions: Encoder[], upsertions: Encoder[]): BrokerRequest<Outcome[]> {
  return {
    request: {
      apiKey: 51,
      apiVersion: 0,
      apiName: 'AlterUserScramCredentials',
      encode: async () =>
        new Encoder()
          .writeUVarIntBytes()
          .writeUVarIntArray(deletions)
          .writeUVarIntArray(upsertions)
          .writeUVarIntBytes(),
    },
    response: answered((decoder) => {
      decoder.readTaggedFields();
      decoder.readInt32();
      return decoder.readUVarIntArray((each) => {
        each.readUVarIntString();
        const outcome = { errorCode: each.readInt16(), errorMessage: each.readUVarIntString() };
        each.readTaggedFields();
        return outcome;
      });
    }),
  };
}

function describeCredentials(username: string): BrokerRequest<{ outcomes: Outcome[]; mechanisms: number[] }> {
  const user = new Encoder().writeUVarIntString(username).writeUVarIntBytes();
  return {
    request: {
      apiKey: 50,
      apiVersion: 0,
      apiName: 'DescribeUserScramCredentials',
      encode: async () => new Encoder().writeUVarIntBytes().writeUVarIntArray([user]).writeUVarIntBytes(),
    },
    response: answered((decoder) => {
      decoder.readTaggedFields();
      decoder.readInt32();
      const whole = { errorCode: decoder.readInt16(), errorMessage: decoder.readUVarIntString() };
      const users = decoder.readUVarIntArray(readUser);
      return { outcomes: [whole, ...users], mechanisms: users.flatMap(({ mechanisms }) => mechanisms) };
    }),
  };
}

function readUser(decoder: Decoder): Outcome & { mechanisms: number[] } {
  decoder.readUVarIntString();
  const outcome = { errorCode: decoder.readInt16(), errorMessage: decoder.readUVarIntString() };
  const mechanisms = decoder.readUVarIntArray((each) => {
    const mechanism = each.readInt8();
    each.readInt32();
    each.readTaggedFields();
    return mechanism;
  });
  decoder.readTaggedFields();
  return { ...outcome, mechanisms };
}

function alterQuotas(username: string, bytesPerSecond: number | null): BrokerRequest<Outcome[]> {
  const user = new Encoder().writeString('user').writeString(username);
  const operation = new Encoder()
    .writeString('consumer_byte_rate')
    .writeDouble(bytesPerSecond ?? 0)
    .writeBoolean(bytesPerSecond === null);
  const entry = new Encoder().writeArray([user]).writeArray([operation]);
  return {
    request: {
      apiKey: 49,
      apiVersion: 0,
      apiName: 'AlterClientQuotas',
      encode: async () => new Encoder().writeArray([entry]).writeBoolean(false),
    },
    response: answered((decoder) => {
      decoder.readInt32();
      return decoder.readArray((each) => {
        const outcome = { errorCode: each.readInt16(), errorMessage: each.readString() };
        each.readArray((entity) => [entity.readString(), entity.readString()]);
        return outcome;
      });
    }),
  };
}

function answered<Result>(read: (decoder: Decoder) => Result): BrokerRequest<Result>['response'] {
  return { decode: async (payload) => read(new Decoder(payload)), parse: async (decoded) => decoded };
}
