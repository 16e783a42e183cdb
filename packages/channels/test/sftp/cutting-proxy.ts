import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What the proxy does to a connection once `afterBytes` went from the client to the server. */
interface Cut {
  readonly afterBytes: number;
  readonly how: 'reset' | 'stall';
}

export interface CuttingProxy {
  readonly port: number;
  /** Connections seen so far. */
  connections: number;
  /** Connections open now. */
  readonly open: number;
  /** Most connections that were open at once. */
  most: number;
  /** Applied to each connection that opens from now on; null lets everything pass. */
  cut: Cut | null;
  /** Hangs up on both sides of all connections. */
  drop(): void;
  close(): Promise<void>;
}

/** A TCP proxy that resets or stalls the connections of a real server in mid-transfer. */
export async function startCuttingProxy(target: { host: string; port: number }): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    proxy.connections++;
    proxy.most = Math.max(proxy.most, proxy.open);
    upstream.pipe(client);
    passOn(client, upstream, proxy.cut);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: CuttingProxy = {
    port: (server.address() as AddressInfo).port,
    connections: 0,
    get open() {
      return open.size / 2;
    },
    most: 0,
    cut: null,
    drop() {
      for (const socket of open) socket.destroy();
    },
    async close() {
      proxy.drop();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

function passOn(client: Socket, upstream: Socket, cut: Cut | null): void {
  let passed = 0;
  client.on('data', (chunk) => {
    passed += chunk.length;
    if (cut === null || passed < cut.afterBytes) return void upstream.write(chunk);
    if (cut.how === 'reset') client.resetAndDestroy();
    else client.pause();
  });
}
