export type {
  Addresses,
  Component,
  KafkaAddress,
  Obtained,
  OwnServer,
  PostgresAddress,
  RedisAddress,
  ServerControl,
  SftpAddress,
} from './component.ts';
export { describeWith, describeWithOwn, describeWithSecured, describeWithSharedData } from './describe-with.ts';
export { eventually, type Patience } from './eventually.ts';
export { freePort } from './free-port.ts';
export { emptyRedis, freshDatabase, freshDirectory, freshPrefix } from './fresh.ts';
export type { SecuredKafka } from './kafka-secured.ts';
export { repositoryRoot, sharedData } from './repository.ts';
export { startKafka, startPostgres, startRedis, startSftp } from './servers.ts';
export { type ServiceCommand, type ServiceProcess, startService } from './service-process.ts';
export { sftpClient } from './sftp.ts';
export { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';
