import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import SftpClient from 'ssh2-sftp-client';
import type { SftpAddress } from './component.ts';
import { findProgram, machineEngine } from './engine.ts';
import { freePort } from './free-port.ts';
import type { Recipe } from './recipe.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';

const run = promisify(execFile);

/** OpenSSH that offers SFTP alone, to one user with one key, under an Ed25519 host key made for it. */
export const sftpRecipe: Recipe<SftpAddress> = {
  component: 'sftp',
  fromAddress: (text) => addressOf(new URL(text)),
  fromMachine: async () => {
    const command = findProgram('sshd');
    if (!command) return { ok: false, reason: 'no sshd on this machine' };
    const [directory, port, { username }] = [temporaryDirectory(), await freePort(), userInfo()];
    const keys = await makeKeys(directory);
    const root = join(directory.path, 'drop');
    mkdirSync(root);
    const config = join(directory.path, 'sshd_config');
    const authorized = join(directory.path, 'authorized_keys');
    writeFileSync(authorized, keys.userPublic, { mode: 0o600 });
    writeFileSync(config, configuration({ listen: `127.0.0.1:${port}`, hostKey: keys.hostFile, authorized }));
    // sshd as root insists on its empty folder for privilege separation.
    if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });
    const engine = machineEngine({
      command,
      args: ['-D', '-e', '-f', config],
      stopSignal: 'SIGTERM',
      forget: directory.remove,
    });
    const address = { host: '127.0.0.1', port, username, privateKey: keys.userPrivate, directory: root };
    return { ok: true, engine, address: { ...address, hostKeyFingerprint: keys.fingerprint } };
  },
  container: async () => {
    using directory = temporaryDirectory();
    const keys = await makeKeys(directory);
    const [hostKey, authorized] = ['/etc/ssh/relais_host_key', '/etc/ssh/relais_authorized_keys'];
    return {
      image: {
        name: 'relais-testkit-sftp',
        folder: join(import.meta.dirname, '..', 'docker', 'sftp'),
        base: 'debian:12-slim',
      },
      port: 22,
      command: ['/usr/sbin/sshd', '-D', '-e', '-f', '/etc/ssh/relais_config'],
      files: [
        {
          content: configuration({ listen: '0.0.0.0:22', hostKey, authorized }),
          target: '/etc/ssh/relais_config',
          mode: 0o644,
        },
        { content: keys.hostPrivate, target: hostKey, mode: 0o600 },
        { content: keys.userPublic, target: authorized, mode: 0o644 },
      ],
      address: (host, port) => ({
        host,
        port,
        username: 'root',
        privateKey: keys.userPrivate,
        hostKeyFingerprint: keys.fingerprint,
        directory: '/srv/drop',
      }),
    };
  },
  probe: async (address) => {
    const client = await sftpClient(address);
    await client.list(address.directory);
    await client.end();
    return await softwareOf(address.host, address.port);
  },
};

// Unless told otherwise the library prints these events.
const quiet = () => undefined;

/** A connected client that accepts the server's own host key and no other. */
export async function sftpClient(
  address: Omit<SftpAddress, 'version' | 'obtained' | 'directory'>,
): Promise<SftpClient> {
  const client = new SftpClient('testkit', { error: quiet, end: quiet, close: quiet });
  const connecting = client.connect({
    host: address.host,
    port: address.port,
    username: address.username,
    privateKey: address.privateKey,
    readyTimeout: 10_000,
    hostVerifier: (key: Buffer) => fingerprintOf(key) === address.hostKeyFingerprint,
  });
  // Without it each small packet waits for the server's delayed acknowledgement, a dozen times before the first operation.
  (client as unknown as { client: { setNoDelay(on: boolean): void } }).client.setNoDelay(true);
  await connecting;
  return client;
}

/** What the server calls itself in its first line (RFC 4253, section 4.2). */
async function softwareOf(host: string, port: number): Promise<string> {
  const socket = connect(port, host);
  const [line] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return (/^SSH-[\d.]+-(\S+)/.exec(line.toString('latin1'))?.[1] ?? 'unknown software').replace('_', ' ');
}

/** `sftp://user@host:port/directory?key=<path of the private key>&fingerprint=SHA256:…` */
function addressOf(url: URL): Omit<SftpAddress, 'version' | 'obtained'> {
  const [key, fingerprint] = [url.searchParams.get('key'), url.searchParams.get('fingerprint')];
  if (!key || !fingerprint) throw new Error('the parameters "key" and "fingerprint" are needed');
  return {
    host: url.hostname,
    port: Number(url.port || 22),
    username: decodeURIComponent(url.username),
    privateKey: readFileSync(key, 'utf8'),
    // A plus sign in a query means a space.
    hostKeyFingerprint: fingerprint.replaceAll(' ', '+'),
    directory: decodeURIComponent(url.pathname),
  };
}

async function makeKeys(directory: TemporaryDirectory) {
  const [hostFile, userFile] = [join(directory.path, 'host_key'), join(directory.path, 'user_key')];
  for (const file of [hostFile, userFile]) {
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'relais-test', '-f', file]);
  }
  const hostPublic = readFileSync(`${hostFile}.pub`, 'utf8').split(' ')[1] ?? '';
  return {
    hostFile,
    hostPrivate: readFileSync(hostFile, 'utf8'),
    fingerprint: fingerprintOf(Buffer.from(hostPublic, 'base64')),
    userPrivate: readFileSync(userFile, 'utf8'),
    userPublic: readFileSync(`${userFile}.pub`, 'utf8'),
  };
}

/** SHA-256 of the key blob as OpenSSH prints it (`FingerprintHash sha256`, base64 without padding). */
function fingerprintOf(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replaceAll('=', '')}`;
}

function configuration(server: {
  readonly listen: string;
  readonly hostKey: string;
  readonly authorized: string;
}): string {
  return [
    `ListenAddress ${server.listen}`,
    `HostKey "${server.hostKey}"`,
    `AuthorizedKeysFile "${server.authorized}"`,
    'PidFile none',
    'AuthenticationMethods publickey',
    'PermitRootLogin prohibit-password',
    'UsePAM no',
    // The keys lie below a folder that everyone may write.
    'StrictModes no',
    'Subsystem sftp internal-sftp',
    'ForceCommand internal-sftp',
    'AllowTcpForwarding no',
    'X11Forwarding no',
    'MaxStartups 100',
    '',
  ].join('\n');
}
