import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { within } from '@relais/runtime';
import type { Engine } from './engine.ts';
import { freePort } from './free-port.ts';

/** A server as a Docker container with one port, published at the same port of the host for all its life. */
export interface ContainerRecipe<A> {
  /** An image by name, or one to make under a name from the folder of a Dockerfile. */
  readonly image: string | { readonly name: string; readonly folder: string; readonly base: string };
  /** The port inside. */
  readonly port: number;
  readonly command?: readonly string[];
  readonly version?: string;
  /** May depend on where the server will be reached from. */
  environment?(host: string, port: number): Readonly<Record<string, string>>;
  readonly files?: readonly { readonly content: string; readonly target: string; readonly mode: number }[];
  address(host: string, port: number): A;
}

/** An engine that is there answers at once. */
const ANSWER_WITHIN_MS = 10_000;
/** With images to fetch; less than the five minutes that a test file waits for a server. */
const STARTED_WITHIN_MS = 3 * 60_000;

/** Whether this machine names a Docker engine; it may not run. */
export function namesDocker(): boolean {
  const sockets = [
    '/var/run/docker.sock',
    join(homedir(), '.docker/run/docker.sock'),
    join(process.env['XDG_RUNTIME_DIR'] ?? '/run', 'docker.sock'),
  ];
  return Boolean(process.env['DOCKER_HOST']) || sockets.some((socket) => existsSync(socket));
}

interface PreparedContainer<A> {
  readonly ok: true;
  readonly engine: Engine;
  readonly address: A;
  readonly version?: string;
}

/** What did not come in time once: this process does not wait for it again. */
let missed: Error | undefined;

/**
 * Makes and starts the container. testcontainers' own watcher removes it should this process die.
 * @throws Error when the engine does not answer, or an image cannot be had, in time
 */
export async function containerEngine<A>(recipe: ContainerRecipe<A>): Promise<PreparedContainer<A>> {
  if (missed) throw missed;
  const { getContainerRuntimeClient } = await import('testcontainers');
  await inTime(ANSWER_WITHIN_MS, getContainerRuntimeClient(), 'an answer of the engine');
  return await inTime(STARTED_WITHIN_MS, startContainer(recipe), 'a started container');
}

async function inTime<T>(deadlineMs: number, wanted: Promise<T>, what: string): Promise<T> {
  return await within(deadlineMs, wanted, () => {
    missed = new Error(`${what} did not come within ${deadlineMs / 1000} s`);
    return missed;
  });
}

async function startContainer<A>(recipe: ContainerRecipe<A>): Promise<PreparedContainer<A>> {
  const { GenericContainer, getContainerRuntimeClient, ImageName } = await import('testcontainers');
  const client = await getContainerRuntimeClient();
  const { host } = client.info.containerRuntime;
  const port = await freePort();
  const { image } = recipe;
  if (typeof image !== 'string') {
    // A build whose base image cannot be had would never end.
    await client.image.pull(ImageName.fromString(image.base));
    await GenericContainer.fromDockerfile(image.folder).build(image.name, { deleteOnExit: false });
  }
  const container = new GenericContainer(typeof image === 'string' ? image : image.name)
    .withExposedPorts({ container: recipe.port, host: port })
    .withStartupTimeout(STARTED_WITHIN_MS)
    .withEnvironment({ ...recipe.environment?.(host, port) })
    .withCopyContentToContainer([...(recipe.files ?? [])]);
  if (recipe.command) container.withCommand([...recipe.command]);
  const started = await container.start();
  const handle = client.container.getById(started.getId());
  let [up, present] = [true, true];
  const engine: Engine = {
    start: async () => {
      if (!up) await handle.start();
      up = true;
    },
    stop: async () => {
      if (up) await handle.stop();
      up = false;
    },
    kill: async () => {
      if (up) await handle.kill();
      up = false;
    },
    close: async () => {
      if (!present) return;
      present = false;
      await handle.remove({ force: true, v: true });
    },
    ended: () => undefined,
  };
  const { version } = recipe;
  return { ok: true, engine, address: recipe.address(host, port), ...(version && { version }) };
}
