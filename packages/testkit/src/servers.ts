import type { Addresses, Component, Obtained, OwnServer, Provenance, Server } from './component.ts';
import { kafkaRecipe } from './kafka.ts';
import { obtainKcat } from './kcat.ts';
import { postgresRecipe } from './postgres.ts';
import { newServer, type Recipe, serverAtAddress } from './recipe.ts';
import { redisRecipe } from './redis.ts';
import { sftpRecipe } from './sftp.ts';

const RECIPES: { readonly [S in Server]: Recipe<Addresses[S]> } = {
  kafka: kafkaRecipe,
  redis: redisRecipe,
  postgres: postgresRecipe,
  sftp: sftpRecipe,
};

/**
 * Starts a server that belongs to the caller alone, who must close it: from Docker where an engine answers, else from this
 * machine. An address in the environment does not count, since a server behind it cannot be restarted or killed.
 */
export async function startServer<S extends Server>(server: S): Promise<Obtained<OwnServer<S>>> {
  const recipe: Recipe<Addresses[S]> = RECIPES[server];
  return await newServer(recipe);
}

/** A component to share. A server is the one at the address that the environment gives, else a new one, which can be closed. */
export async function sharedComponent(
  component: Component,
): Promise<Obtained<Provenance & { close?(): Promise<void> }>> {
  return component === 'kcat' ? await obtainKcat() : await sharedServer(component);
}

async function sharedServer<S extends Server>(
  server: S,
): Promise<Obtained<Addresses[S] & Partial<Pick<OwnServer<S>, 'close'>>>> {
  const recipe: Recipe<Addresses[S]> = RECIPES[server];
  return (await serverAtAddress(recipe)) ?? (await newServer(recipe));
}

/** Starts a Kafka broker of the caller's own. See `startServer`. */
export const startKafka = async (): Promise<Obtained<OwnServer<'kafka'>>> => await startServer('kafka');
/** Starts a Redis of the caller's own. See `startServer`. */
export const startRedis = async (): Promise<Obtained<OwnServer<'redis'>>> => await startServer('redis');
/** Starts a PostgreSQL of the caller's own. See `startServer`. */
export const startPostgres = async (): Promise<Obtained<OwnServer<'postgres'>>> => await startServer('postgres');
/** Starts an OpenSSH of the caller's own. See `startServer`. */
export const startSftp = async (): Promise<Obtained<OwnServer<'sftp'>>> => await startServer('sftp');
