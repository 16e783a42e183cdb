import type { Addresses, Component, Obtained, OwnServer } from './component.ts';
import { kafkaRecipe } from './kafka.ts';
import { postgresRecipe } from './postgres.ts';
import { newServer, type Recipe, serverAtAddress } from './recipe.ts';
import { redisRecipe } from './redis.ts';
import { sftpRecipe } from './sftp.ts';

const RECIPES: { readonly [C in Component]: Recipe<Addresses[C]> } = {
  kafka: kafkaRecipe,
  redis: redisRecipe,
  postgres: postgresRecipe,
  sftp: sftpRecipe,
};

/**
 * Starts a server that belongs to the caller alone, who must close it: from Docker where an engine answers, else from this
 * machine. An address in the environment does not count, since a server behind it cannot be restarted or killed.
 */
export async function startServer<C extends Component>(component: C): Promise<Obtained<OwnServer<C>>> {
  const recipe: Recipe<Addresses[C]> = RECIPES[component];
  return await newServer(recipe);
}

/** A server to share: the one at the address that the environment gives, else a new one. */
export async function sharedServer<C extends Component>(
  component: C,
): Promise<Obtained<Addresses[C] & Partial<Pick<OwnServer<C>, 'close'>>>> {
  const recipe: Recipe<Addresses[C]> = RECIPES[component];
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
