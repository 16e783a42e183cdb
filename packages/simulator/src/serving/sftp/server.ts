import { createHash, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import ssh2, { type AuthContext, type Connection, type ParsedKey } from 'ssh2';
import type { FaultBoard } from '../faults.ts';
import { UserFiles } from './files.ts';
import { SftpSession } from './session.ts';

interface SftpUser {
  readonly username: string;
  /** OpenSSH private key, made when the server was. */
  readonly privateKey: string;
  readonly files: UserFiles;
}

export interface SftpServer {
  readonly port: number;
  readonly hostKeyFingerprint: string;
  readonly users: ReadonlyMap<string, SftpUser>;
  close(): Promise<void>;
}

export interface SftpServerOptions {
  /** Folder on disk per user name. */
  readonly roots: Readonly<Record<string, string>>;
  readonly faults: FaultBoard;
  readonly port: number | undefined;
}

/** An SSH server that offers SFTP alone: one Ed25519 key per user, each shut into its own folder. */
export async function startSftpServer({ roots, faults, port }: SftpServerOptions): Promise<SftpServer> {
  const hostKey = ed25519Keys();
  const users = new Map(
    Object.entries(roots).map(([username, root]) => {
      const { private: privateKey } = ed25519Keys();
      return [username, { username, privateKey, files: new UserFiles(root) }] as const;
    }),
  );
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (connection) => {
    connections.add(connection);
    socketOf(connection)?.setNoDelay(true);
    connection.on('close', () => connections.delete(connection));
    connection.on('error', () => connection.end());
    serveConnection(connection, users, faults);
  });
  server.listen(port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    hostKeyFingerprint: fingerprintOf(hostKey.public),
    users,
    close: async () => {
      for (const connection of connections) connection.end();
      // A second close finds nothing to close, which is as well.
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A key pair in OpenSSH's form. The library drops a leading zero of the public key (1 in 256) and then cannot read it. */
function ed25519Keys(): { private: string; public: string } {
  for (;;) {
    const keys = ssh2.utils.generateKeyPairSync('ed25519');
    if (!(ssh2.utils.parseKey(keys.private) instanceof Error)) return keys;
  }
}

function serveConnection(connection: Connection, users: ReadonlyMap<string, SftpUser>, faults: FaultBoard): void {
  let user: SftpUser | undefined;
  connection.on('authentication', (context) => {
    user = users.get(context.username);
    if (user !== undefined && provesKey(context, user)) context.accept();
    else context.reject(['publickey']);
  });
  connection.on('session', (accept) => {
    accept().on('sftp', (acceptSftp) => {
      if (user === undefined) return;
      const sftp = acceptSftp();
      new SftpSession(sftp, { files: user.files, faults, breakOff: () => destroy(connection) }).serve();
    });
  });
}

/** True when the client names the user's key and, once asked to, signs with it. */
function provesKey(context: AuthContext, user: SftpUser): boolean {
  if (context.method !== 'publickey') return false;
  const key = parsed(user.privateKey);
  const expected = key.getPublicSSH();
  const given = context.key.data;
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  // A failure may come back as an error object, whatever the library's types say.
  const verdict: unknown = key.verify(context.blob, context.signature, context.hashAlgo);
  return verdict === true;
}

/** SHA-256 of the key blob as OpenSSH prints it: base64 without padding. */
function fingerprintOf(publicKey: string): string {
  const digest = createHash('sha256').update(parsed(publicKey).getPublicSSH()).digest('base64');
  return `SHA256:${digest.replaceAll('=', '')}`;
}

function parsed(key: string): ParsedKey {
  const result = ssh2.utils.parseKey(key);
  if (result instanceof Error) throw result;
  return result;
}

/** Breaks a connection as a crash would. */
function destroy(connection: Connection): void {
  const socket = socketOf(connection);
  if (socket === undefined) connection.end();
  else socket.resetAndDestroy();
}

/** The socket below a connection: the library keeps it to itself. */
function socketOf(connection: Connection): Socket | undefined {
  return (connection as unknown as { _sock?: Socket })._sock;
}
