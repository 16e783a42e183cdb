import { afterAll, describe, inject, test } from 'vitest';
import type {
  Addresses,
  Component,
  Obtained,
  OwnServer,
  PostgresAddress,
  RedisAddress,
  Secured,
  Server,
} from './component.ts';
import { type SecuredKafka, startSecuredKafka } from './kafka-secured.ts';
import { securedPostgresRecipe } from './postgres.ts';
import { machineServer } from './recipe.ts';
import { securedRedisRecipe } from './redis.ts';
import { sharedData } from './repository.ts';
import { requiredComponents } from './requirement.ts';
import { startServer } from './servers.ts';
import { fetchShared, tellOwn } from './shared-servers.ts';

type OwnServers<S extends Server> = { readonly [K in S]: OwnServer<K> };

/**
 * A suite that needs real servers or programs, shared with all test files of the run: keep apart by fresh topics, prefixes,
 * databases and directories, and neither stop nor empty them. Await it at the top level of a `.it.test.ts` file. Where one
 * cannot be had, one skipped test stands for the suite and names it; where `RELAIS_REQUIRE` names it, the file fails.
 */
export async function describeWith<C extends Component>(
  components: readonly C[],
  title: string,
  body: (servers: Pick<Addresses, C>) => void,
): Promise<void> {
  const url = sharedServersUrl();
  const found = await Promise.all(components.map(async (each) => [each, await fetchShared(url, each)] as const));
  const missing = missingOf(found);
  if (missing) return skip(title, missing);
  describe(title, () => body(serversOf(found) as Pick<Addresses, C>));
}

/** Like `describeWith`, with servers of its own that the tests may restart and kill. They are closed after the suite. */
export async function describeWithOwn<S extends Server>(
  servers: readonly S[],
  title: string,
  body: (servers: OwnServers<S>) => void,
): Promise<void> {
  const url = sharedServersUrl();
  const found = await Promise.all(servers.map(async (each) => [each, await startOwn(url, each)] as const));
  const close = async () => {
    await Promise.all(found.map(async ([, each]) => each.ok && (await each.server.close())));
  };
  const missing = missingOf(found);
  if (missing) {
    await close();
    return skip(title, missing);
  }
  describe(title, () => {
    afterAll(close);
    body(serversOf(found) as OwnServers<S>);
  });
}

interface SecuredServers {
  readonly kafka: SecuredKafka;
  readonly redis: Secured<RedisAddress>;
  readonly postgres: Secured<PostgresAddress>;
}
type Start<S extends keyof SecuredServers> = () => Promise<Obtained<SecuredServers[S] & AsyncDisposable>>;

const SECURED: { readonly [S in keyof SecuredServers]: Start<S> } = {
  kafka: startSecuredKafka,
  redis: async () => await machineServer(securedRedisRecipe),
  postgres: async () => await machineServer(securedPostgresRecipe),
};

/** A suite with a server of its own that is reached over TLS alone; Kafka lets in only who may, too. Await it as `describeWith`. */
export async function describeWithSecured<S extends keyof SecuredServers>(
  name: S,
  title: string,
  body: (server: SecuredServers[S]) => void | Promise<void>,
): Promise<void> {
  const start: Start<S> = SECURED[name];
  const obtained = await start();
  const missing = missingOf([[name, obtained]]);
  if (!obtained.ok) return skip(title, missing ?? obtained.reason);
  const { server } = obtained;
  describe(title, async () => {
    afterAll(async () => await server[Symbol.asyncDispose]());
    await body(server);
  });
}

/** A suite that reads the shared data: `path` is the absolute path of the wanted file or folder. Skipped by name where it is absent. */
export function describeWithSharedData(title: string, relativePath: string, body: (path: string) => void): void {
  const path = sharedData(relativePath);
  if (path) describe(title, () => body(path));
  else skip(title, `shared data ${relativePath}`);
}

function sharedServersUrl(): string {
  const url = inject('relaisSharedServers');
  if (!url) throw new Error('real servers are for the integration project: name the file *.it.test.ts');
  return url;
}

async function startOwn<S extends Server>(url: string, server: S): Promise<Obtained<OwnServer<S>>> {
  const obtained = await startServer(server);
  await tellOwn(url, server, obtained);
  return obtained;
}

function missingOf(found: readonly (readonly [Component, Obtained<unknown>])[]): string | undefined {
  const missing = found.flatMap(([name, each]) => (each.ok ? [] : [{ name, text: `${name} (${each.reason})` }]));
  const required = requiredComponents();
  const text = missing.map((each) => each.text).join(', ');
  if (missing.some(({ name }) => required.includes(name))) throw new Error(`RELAIS_REQUIRE cannot be met: ${text}`);
  return text || undefined;
}

function serversOf<S>(found: readonly (readonly [Component, Obtained<S>])[]): Readonly<Record<string, S>> {
  return Object.fromEntries(found.flatMap(([name, each]) => (each.ok ? [[name, each.server]] : [])));
}

function skip(title: string, missing: string): void {
  test.skip(`${title} (without ${missing})`, () => undefined);
}
