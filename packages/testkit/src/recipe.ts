import { messageOf } from '@relais/runtime';
import type { Obtained, Provenance, Server, ServerControl } from './component.ts';
import { type ContainerRecipe, containerEngine, namesDocker } from './container.ts';
import type { Engine } from './engine.ts';
import { eventually } from './eventually.ts';

type Bare<A> = Omit<A, keyof Provenance>;

/** How one server is had from the programs of this machine. `A` is its address. */
export interface MachineRecipe<A extends Provenance> {
  readonly component: Server;
  fromMachine(): Promise<({ readonly ok: true } & Prepared<Bare<A>>) | { readonly ok: false; readonly reason: string }>;
  /** One round trip as a client. Resolves to product and, where it can be asked, version; rejects while the server is not ready. */
  probe(address: Bare<A>): Promise<string>;
}

/** How one server is had, from wherever it can be. */
export interface Recipe<A extends Provenance> extends MachineRecipe<A> {
  /** Reads the address that the environment gives. */
  fromAddress(text: string): Bare<A>;
  container(): ContainerRecipe<Bare<A>> | Promise<ContainerRecipe<Bare<A>>>;
}

/** A server that only waits to be started. */
interface Prepared<B> {
  readonly engine: Engine;
  readonly address: B;
  /** Product and version, where a client cannot ask the server for them. */
  readonly version?: string;
}

const READY_WITHIN_MS = 300_000;

/**
 * The server of the environment, or undefined where its variable is not set. It must be one that may be littered.
 * `RELAIS_TEST_KAFKA=host:port[,host:port]`, `RELAIS_TEST_REDIS=redis://…`, `RELAIS_TEST_POSTGRES=postgres://…`,
 * `RELAIS_TEST_SFTP=sftp://user@host:port/directory?key=<path of the private key>&fingerprint=SHA256:…`.
 */
export async function serverAtAddress<A extends Provenance>(recipe: Recipe<A>): Promise<Obtained<A> | undefined> {
  const variable = `RELAIS_TEST_${recipe.component.toUpperCase()}`;
  const text = process.env[variable];
  if (!text) return undefined;
  try {
    const address = recipe.fromAddress(text);
    return { ok: true, server: complete(address, await recipe.probe(address), `the address in ${variable}`) };
  } catch (error) {
    return { ok: false, reason: `${variable} is set, but its server does not answer: ${messageOf(error)}` };
  }
}

/** A new server: from Docker where an engine answers and can run it, else from the programs of this machine. */
export async function newServer<A extends Provenance>(recipe: Recipe<A>): Promise<Obtained<A & ServerControl>> {
  if (!namesDocker()) return await machineServer(recipe);
  const inDocker = await attempt(recipe, 'Docker', async () => await containerEngine(await recipe.container()));
  if (inDocker.ok) return inDocker;
  const without = `without Docker: ${inDocker.reason}`;
  const onMachine = await machineServer(recipe, `this machine (${without})`);
  return onMachine.ok ? onMachine : { ok: false, reason: `${onMachine.reason}; ${without}` };
}

/** A new server from the programs of this machine; `obtained` says why from there. */
export async function machineServer<A extends Provenance>(
  recipe: MachineRecipe<A>,
  obtained = 'this machine',
): Promise<Obtained<A & ServerControl>> {
  return await attempt(recipe, obtained, async () => await recipe.fromMachine());
}

async function attempt<A extends Provenance>(
  recipe: MachineRecipe<A>,
  obtained: string,
  prepare: () => ReturnType<MachineRecipe<A>['fromMachine']>,
): Promise<Obtained<A & ServerControl>> {
  try {
    const prepared = await prepare();
    return prepared.ok ? { ok: true, server: await running(recipe, prepared, obtained) } : prepared;
  } catch (error) {
    return { ok: false, reason: messageOf(error) };
  }
}

async function running<A extends Provenance>(
  recipe: MachineRecipe<A>,
  { engine, address, version: told }: Prepared<Bare<A>>,
  obtained: string,
): Promise<A & ServerControl> {
  const start = async () => {
    await engine.start();
    return await ready(recipe, engine, address);
  };
  const version = await start().catch(async (error: unknown) => {
    await engine.close();
    throw error;
  });
  const close = async () => await engine.close();
  const control: ServerControl = {
    restart: async () => {
      await engine.stop();
      await start();
    },
    kill: async () => await engine.kill(),
    close,
    [Symbol.asyncDispose]: close,
  };
  return { ...complete(address, told ?? version, obtained), ...control };
}

async function ready<A extends Provenance>(
  recipe: MachineRecipe<A>,
  engine: Engine,
  address: Bare<A>,
): Promise<string> {
  const outcome = await eventually(
    async () => {
      const ended = engine.ended();
      return ended === undefined ? { version: await recipe.probe(address) } : { ended };
    },
    { deadlineMs: READY_WITHIN_MS, intervalMs: 50, what: `an answer of ${recipe.component}` },
  );
  if ('version' in outcome) return outcome.version;
  throw new Error(`${recipe.component} ended while it started: ${outcome.ended.trim()}`);
}

function complete<A extends Provenance>(address: Bare<A>, version: string, obtained: string): A {
  // An address and its provenance are together all of A, which the compiler cannot see through Omit.
  return { ...address, version, obtained } as unknown as A;
}
