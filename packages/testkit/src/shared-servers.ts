import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { messageOf } from '@relais/runtime';
import { type Addresses, COMPONENTS, type Component, type Obtained, type Provenance } from './component.ts';
import { sharedComponent } from './servers.ts';

/**
 * The components that all test files of one run share. Each is started when the first test file asks for it, by
 * `GET <url>/<component>`; a test file that starts one of its own tells so by `POST <url>/<component>`.
 */
export interface SharedServers {
  readonly url: string;
  obtain(component: Component): Promise<Obtained<Provenance>>;
  /** One line for each component: what was used and where it came from, or why it was skipped. */
  account(): Promise<string[]>;
  close(): Promise<void>;
}

/** Opens the door to the servers; none is started yet. */
export async function openSharedServers(): Promise<SharedServers> {
  const obtained = new Map<Component, ReturnType<typeof sharedComponent>>();
  const own = new Map<Component, Obtained<Provenance>>();
  const obtain = async (component: Component) => {
    const known = obtained.get(component) ?? sharedComponent(component);
    obtained.set(component, known);
    return await known;
  };
  const reply = async (request: IncomingMessage) => {
    const component = COMPONENTS.find((each) => request.url === `/${each}`);
    if (!component) throw new Error(`no component at ${request.url}`);
    if (request.method === 'GET') return await obtain(component);
    return own.set(component, (await json(request)) as Obtained<Provenance>).size;
  };
  const http = createServer((request, response) => {
    reply(request).then(
      (body) => response.end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(400).end(messageOf(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(http, 'listening');
  const accountOf = async (component: Component) =>
    lineOf(component, (await obtained.get(component)) ?? own.get(component));
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    obtain,
    account: async () => await Promise.all(COMPONENTS.map(accountOf)),
    close: async () => {
      http.closeAllConnections();
      http.close();
      const servers = await Promise.all(obtained.values());
      await Promise.all(servers.map(async (each) => each.ok && (await each.server.close?.())));
    },
  };
}

function lineOf(component: Component, obtained: Obtained<Provenance> | undefined): string {
  const name = component.padEnd(9);
  if (!obtained) return `${name} not needed by these tests`;
  if (!obtained.ok) return `${name} SKIPPED: ${obtained.reason}`;
  return `${name} ${obtained.server.version}, from ${obtained.server.obtained}`;
}

/** Asks the shared servers of this run for one. */
export async function fetchShared<C extends Component>(url: string, component: C): Promise<Obtained<Addresses[C]>> {
  const response = await fetch(`${url}/${component}`);
  return (await response.json()) as Obtained<Addresses[C]>;
}

/** Tells the shared servers of this run what came of starting one of a test file's own. */
export async function tellOwn(url: string, component: Component, obtained: Obtained<Provenance>): Promise<void> {
  const told = obtained.ok
    ? { ok: true, server: { version: obtained.server.version, obtained: obtained.server.obtained } }
    : obtained;
  await fetch(`${url}/${component}`, { method: 'POST', body: JSON.stringify(told) });
}
