import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { CERTIFIED_HOST, makeCertificate } from './certificate.ts';
import type { PostgresAddress, Secured } from './component.ts';
import { findProgram, machineEngine } from './engine.ts';
import { freePort } from './free-port.ts';
import type { MachineRecipe, Recipe } from './recipe.ts';
import { type TemporaryDirectory, temporaryDirectory } from './temporary-directory.ts';

const run = promisify(execFile);
const DEBIAN = '/usr/lib/postgresql';

/** PostgreSQL with its ordinary durability (fsync on), reached over TCP with a password. */
export const postgresRecipe: Recipe<PostgresAddress> = {
  component: 'postgres',
  fromAddress: (url) => ({ url }),
  fromMachine: async () => {
    const cluster = await newCluster();
    if (!cluster.ok) return cluster;
    const { port, password } = cluster;
    const address = { url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres` };
    return { ok: true, engine: engineOf(cluster), address };
  },
  container: () => {
    const password = randomBytes(12).toString('hex');
    return {
      image: 'postgres:15-alpine',
      port: 5432,
      environment: () => ({ POSTGRES_PASSWORD: password }),
      address: (host, port) => ({ url: `postgres://postgres:${password}@${host}:${port}/postgres` }),
    };
  },
  probe,
};

/** The same, where a password is taken over TLS alone. */
export const securedPostgresRecipe: MachineRecipe<Secured<PostgresAddress>> = {
  component: 'postgres',
  fromMachine: async () => {
    const cluster = await newCluster();
    if (!cluster.ok) return cluster;
    const made = await makeCertificate(cluster.directory.path);
    if (!made.ok) return made;
    const { port, password, folder, account } = cluster;
    const { authority, authorityPath, keyPath } = made.certificate;
    for (const path of account ? [authorityPath, keyPath] : []) chownSync(path, account?.uid ?? -1, account?.gid ?? -1);
    writeFileSync(join(folder, 'pg_hba.conf'), 'hostssl all all 127.0.0.1/32 scram-sha-256\n');
    const engine = engineOf(cluster, { ssl: 'on', ssl_cert_file: authorityPath, ssl_key_file: keyPath });
    const url = `postgres://postgres:${password}@${CERTIFIED_HOST}:${port}/postgres`;
    return { ok: true, engine, address: { url, authority } };
  },
  probe,
};

type Cluster = Extract<Awaited<ReturnType<typeof newCluster>>, { ok: true }>;

async function newCluster() {
  const programs = programFolders().find((each) => existsSync(join(each, 'initdb')));
  if (!programs) return { ok: false, reason: 'no PostgreSQL server programs on this machine' } as const;
  const account = unprivilegedAccount();
  if (account === 'none') {
    return { ok: false, reason: 'PostgreSQL refuses root, and there is no account "postgres"' } as const;
  }
  const [directory, port, password] = [temporaryDirectory(), await freePort(), randomBytes(12).toString('hex')];
  const folder = await initialise({ programs, directory, account, password });
  return { ok: true, programs, account, directory, folder, port, password } as const;
}

function engineOf(
  { programs, folder, port, account, directory }: Cluster,
  more: Readonly<Record<string, string>> = {},
) {
  const settings = { port, listen_addresses: '127.0.0.1', unix_socket_directories: '', max_connections: 200, ...more };
  return machineEngine({
    command: join(programs, 'postgres'),
    args: ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    cwd: folder,
    ...(account && { account }),
    stopSignal: 'SIGINT',
    deathSignal: 'SIGQUIT',
    forget: directory.remove,
  });
}

async function probe({ url, authority }: Pick<PostgresAddress, 'url'> & { authority?: string }): Promise<string> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 2000,
    ...(authority === undefined ? {} : { ssl: { ca: authority } }),
  });
  // A connection lost after the answer is no failure of the probe.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    return `PostgreSQL ${rows[0]?.server_version ?? 'of an unknown version'}`;
  } finally {
    await client.end();
  }
}

function programFolders(): string[] {
  const inPath = findProgram('initdb');
  const debian = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newestFirst = debian.toSorted((a, b) => Number(b) - Number(a)).map((version) => join(DEBIAN, version, 'bin'));
  return inPath ? [...newestFirst, join(inPath, '..')] : newestFirst;
}

interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account to run under: undefined (our own) unless we are root, which PostgreSQL refuses. */
function unprivilegedAccount(): Account | 'none' | undefined {
  if (process.getuid?.() !== 0) return undefined;
  try {
    const text = execFileSync('getent', ['passwd', 'postgres'], { encoding: 'utf8', stdio: 'pipe' });
    const [, , uid, gid] = text.split(':').map(Number);
    return uid && gid ? { uid, gid } : 'none';
  } catch {
    return 'none';
  }
}

async function initialise(cluster: {
  readonly programs: string;
  readonly directory: TemporaryDirectory;
  readonly account: Account | undefined;
  readonly password: string;
}): Promise<string> {
  const { programs, directory, account, password } = cluster;
  const [folder, passwordFile] = [join(directory.path, 'cluster'), join(directory.path, 'password')];
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  for (const path of account ? [directory.path, folder, passwordFile] : [])
    chownSync(path, account?.uid ?? -1, account?.gid ?? -1);
  const options = [
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ];
  await run(join(programs, 'initdb'), ['-D', folder, ...options, '--no-sync'], { cwd: folder, ...account });
  return folder;
}
