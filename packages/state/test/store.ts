import { openEmbeddedFile } from '@relais/runtime';
import type { ServiceProcess } from '@relais/testkit';
import { startService } from '@relais/testkit';
import { type HotState, openEmbeddedState, openRedisState } from '../src/index.ts';

/** Where a store is, in a form that can be handed to another process. */
export type StoreAddress =
  | { readonly driver: 'embedded'; readonly path: string }
  | { readonly driver: 'redis'; readonly url: string; readonly keyPrefix: string };

/** An empty store for one test. */
export interface Store {
  readonly address: StoreAddress;
  /** Opens the store on a connection of its own, as another process would; closed with the store. */
  open(): HotState;
  /** Lets time pass for the store: by its held clock, or by the server's. */
  elapse(milliseconds: number): Promise<void>;
  /** How many entries the match index keeps, those past their end included. */
  standing(): Promise<number>;
  /** True when time passes by `elapse` alone. */
  readonly heldClock: boolean;
  close(): Promise<void>;
}

/** Opens a store by its address, with the system's clock. */
export function openAt(address: StoreAddress): HotState {
  if (address.driver === 'redis') return openRedisState({ url: address.url, keyPrefix: address.keyPrefix });
  const file = openEmbeddedFile(address.path);
  const state = openEmbeddedState(file);
  const close = async () => {
    await state.close();
    file.close();
  };
  return { ...state, close };
}

/** Starts a program of `processes/` that works on the store. */
export function startOn(address: StoreAddress, program: string, ...args: readonly string[]): ServiceProcess {
  return startService({
    entry: `packages/state/test/processes/${program}.ts`,
    args: [JSON.stringify(address), ...args],
  });
}
