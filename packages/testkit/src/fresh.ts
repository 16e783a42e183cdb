import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import type { PostgresAddress, RedisAddress, SftpAddress } from './component.ts';
import { sftpClient } from './sftp.ts';

/** A name that nobody else uses, fit for topics, keys, consumer groups, databases and folders: `t3f9a01c2d4e`. */
export function freshPrefix(): string {
  return `t${randomBytes(6).toString('hex')}`;
}

/** Makes an empty database and gives its URL. */
export async function freshDatabase(postgres: PostgresAddress): Promise<string> {
  const name = freshPrefix();
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
  } finally {
    await client.end();
  }
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** Makes an empty directory on the SFTP server and gives its absolute path. */
export async function freshDirectory(sftp: SftpAddress): Promise<string> {
  const path = `${sftp.directory}/${freshPrefix()}`;
  const client = await sftpClient(sftp);
  try {
    await client.mkdir(path);
  } finally {
    await client.end();
  }
  return path;
}

/** Takes everything out of a Redis while it runs (FLUSHALL). For one of the caller's own. */
export async function emptyRedis({ url }: RedisAddress): Promise<void> {
  const client = new Redis(url);
  try {
    await client.flushall();
  } finally {
    client.disconnect();
  }
}
