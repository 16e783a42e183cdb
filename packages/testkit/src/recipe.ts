import type { Component, Obtained, Provenance, ServerControl } from './component.ts';
import { type ContainerRecipe, containerEngine, dockerAnswers } from './container.ts';
import type { Engine } from './engine.ts';
import { eventually } from './eventually.ts';

type Bare<A> = Omit<A, keyof Provenance>;

/** How one component is had. `A` is its address. */
export interface Recipe<A extends Provenance> {
  readonly component: Component;
  /** Reads the address that the environment gives. */
  fromAddress(text: string): Bare<A>;
  fromMachine(): Promise<
    { readonly ok: true; readonly engine: Engine; readonly address: Bare<A> } | { readonly ok: false; readonly reason: string }
  >;
  container(): ContainerRecipe<Bare<A>> | Promise<ContainerRecipe<Bare<A>>>;
  /** One round trip as a client. Resolves to product and version; rejects while the server is not ready. */
  probe(address: Bare<A>): Promise<string>;
}

const READY_WITHIN_MS = 60_000;

/** The server of the environment: `RELAIS_TEST_KAFKA` and so on. Undefined where the variable is not set. */
export async function serverAtAddress<A extends Provenance>(recipe: Recipe<A>): Promise<Obtained<A> | undefined> {
  const variable = `RELAIS_TEST_${recipe.component.toUpperCase()}`;
  const text = process.env[variable];
  if (!text) return undefined;
  try {
    const address = recipe.fromAddress(text);
    return { ok: true, server: complete(address, await recipe.probe(address), `the address in ${variable}`) };
  } catch (error) {
    return { ok: false, reason: `${variable} is set, but its server does not answer: ${reasonOf(error)}` };
  }
}

/** A new server: from Docker where an engine answers, else from the programs of this machine. */
export async function newServer<A extends Provenance>(recipe: Recipe<A>): Promise<Obtained<A & ServerControl>> {
  try {
    const inDocker = await dockerAnswers();
    const made = inDocker ? await containerEngine(await recipe.container()) : await recipe.fromMachine();
    if (!made.ok) return made;
    return { ok: true, server: await running(recipe, made, inDocker ? 'Docker' : 'this machine') };
  } catch (error) {
    return { ok: false, reason: reasonOf(error) };
  }
}

async function running<A extends Provenance>(
  recipe: Recipe<A>,
  { engine, address }: { engine: Engine; address: Bare<A> },
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
  return { ...complete(address, version, obtained), ...control };
}

async function ready<A extends Provenance>(recipe: Recipe<A>, engine: Engine, address: Bare<A>): Promise<string> {
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

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
