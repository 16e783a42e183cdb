import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { freePort } from './free-port.ts';

/** A server as a Docker container with one port, published at the same port of the host for all its life. */
export interface ContainerRecipe<A> {
  /** An image by name, or the folder of a Dockerfile. */
  readonly image: string | { readonly folder: string };
  /** The port inside. */
  readonly port: number;
  readonly command?: readonly string[];
  readonly version?: string;
  /** May depend on where the server will be reached from. */
  environment?(host: string, port: number): Readonly<Record<string, string>>;
  readonly files?: readonly { readonly content: string; readonly target: string; readonly mode: number }[];
  address(host: string, port: number): A;
}

let answer: Promise<boolean> | undefined;

/** Whether a Docker engine answers; asked once for each process. */
export async function dockerAnswers(): Promise<boolean> {
  answer ??= engineAnswers();
  return await answer;
}

async function engineAnswers(): Promise<boolean> {
  const sockets = [
    '/var/run/docker.sock',
    join(homedir(), '.docker/run/docker.sock'),
    join(process.env['XDG_RUNTIME_DIR'] ?? '/run', 'docker.sock'),
  ];
  if (!process.env['DOCKER_HOST'] && !sockets.some((socket) => existsSync(socket))) return false;
  const { getContainerRuntimeClient } = await import('testcontainers');
  return await getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

/** Makes and starts the container. testcontainers' own watcher removes it should this process die. */
export async function containerEngine<A>(
  recipe: ContainerRecipe<A>,
): Promise<{ readonly ok: true; readonly engine: Engine; readonly address: A; readonly version?: string }> {
  const { GenericContainer, getContainerRuntimeClient } = await import('testcontainers');
  const client = await getContainerRuntimeClient();
  const { host } = client.info.containerRuntime;
  const port = await freePort();
  const { image } = recipe;
  const plain =
    typeof image === 'string'
      ? new GenericContainer(image)
      : await GenericContainer.fromDockerfile(image.folder).build();
  const container = plain
    .withExposedPorts({ container: recipe.port, host: port })
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
