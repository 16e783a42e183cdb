import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf } from '@relais/runtime';
import type { KcatProgram, Obtained } from './component.ts';
import { findProgram } from './engine.ts';
import { repositoryRoot } from './repository.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const run = promisify(execFile);

/** Earlier ones fail to log in to Kafka 4 by SCRAM (confluentinc/librdkafka#4895). */
const OLDEST_LIBRDKAFKA = [2, 6, 1];
/** A package that carries the source of a newer one. */
const SOURCE = {
  package: 'node-rdkafka@3.6.1',
  sha512: 'sfpTbrT35429cs0RE8Yb9avGX9BiRRvpV7aweQsghKTjtrVZP3jBrKOPItWXAqHb8doyh3SkuGuUVBLgig1SRg==',
  folder: 'package/deps/librdkafka',
  version: '2.12.0',
} as const;
const LIBRARY = 'librdkafka.so.1';
/**
 * What reads a topic of Relais: SCRAM, which is OpenSSL's, and zstd. Nothing else, and nothing optimised, which would take most
 * of the time.
 */
const OPTIONS = [
  // Asked for and not used: nothing in C++ is built.
  '--cxx=cc',
  ...['ssl', 'zstd'].map((feature) => `--enable-${feature}`),
  ...['gssapi', 'curl', 'zlib', 'lz4-ext', 'syslog', 'optimization', 'debug-symbols'].map(
    (each) => `--disable-${each}`,
  ),
];
const WITHIN_MS = 10 * 60_000;

/**
 * A kcat that can log in to Kafka 4: the one that `RELAIS_TEST_KCAT` names, else the one on this machine. Where that is linked
 * against an older librdkafka, a newer one is built for it once, into `infra/kafka/target`, in a folder named after its
 * version and the way it is built.
 */
export async function obtainKcat(): Promise<Obtained<KcatProgram>> {
  const named = process.env['RELAIS_TEST_KCAT'];
  const command = named || findProgram('kcat');
  if (!command) return { ok: false, reason: 'no kcat on this machine' };
  const obtained = named ? 'the path in RELAIS_TEST_KCAT' : 'this machine';
  try {
    const asItIs = await tried(command, {}, obtained);
    if (asItIs.ok || named || process.platform !== 'linux') return asItIs;
    const folder = await newerLibrary();
    return await tried(command, { LD_LIBRARY_PATH: folder }, `${obtained}, librdkafka built from ${SOURCE.package}`);
  } catch (error) {
    return { ok: false, reason: messageOf(error).slice(0, 500) };
  }
}

async function tried(
  command: string,
  environment: KcatProgram['environment'],
  obtained: string,
): Promise<Obtained<KcatProgram>> {
  const { stdout } = await run(command, ['-V'], { env: { ...process.env, ...environment } });
  const kcat = /^Version ([\d.]+)/m.exec(stdout)?.[1] ?? 'of an unknown version';
  const library = /librdkafka (\d+\.\d+\.\d+)/.exec(stdout)?.[1] ?? '0.0.0';
  if (isOld(library)) {
    return { ok: false, reason: `kcat is linked against librdkafka ${library}, before ${OLDEST_LIBRDKAFKA.join('.')}` };
  }
  return { ok: true, server: { command, environment, version: `kcat ${kcat} on librdkafka ${library}`, obtained } };
}

function isOld(version: string): boolean {
  const given = version.split('.').map(Number);
  const difference = OLDEST_LIBRDKAFKA.map((part, index) => (given[index] ?? 0) - part).find((each) => each !== 0);
  return (difference ?? 0) < 0;
}

/** The folder of the library, which is built when it is not there yet. */
async function newerLibrary(): Promise<string> {
  const stamp = createHash('sha256')
    .update(JSON.stringify([SOURCE, OPTIONS]))
    .digest('hex')
    .slice(0, 12);
  const folder = join(repositoryRoot, 'infra', 'kafka', 'target', `librdkafka-${SOURCE.version}-${stamp}`);
  const library = join(folder, LIBRARY);
  if (existsSync(library)) return folder;
  using directory = temporaryDirectory();
  await fetchSource(directory.path);
  const source = join(directory.path, SOURCE.folder);
  const options = { cwd: source, timeout: WITHIN_MS };
  await run('./configure', ['--no-download', ...OPTIONS], options);
  await run('make', [`-j${availableParallelism()}`, '-s', '-C', 'src', LIBRARY], options);
  mkdirSync(folder, { recursive: true });
  // Several processes may build at once, and an interrupted copy must not look complete.
  const copied = `${library}.${process.pid}`;
  copyFileSync(join(source, 'src', LIBRARY), copied);
  renameSync(copied, library);
  return folder;
}

async function fetchSource(folder: string): Promise<void> {
  const options = { cwd: folder, timeout: WITHIN_MS };
  const { stdout } = await run('npm', ['pack', SOURCE.package, '--ignore-scripts', '--silent'], options);
  const archive = join(folder, stdout.trim());
  const sha512 = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (sha512 !== SOURCE.sha512) throw new Error(`${SOURCE.package} is not what it was: its SHA-512 is ${sha512}`);
  await run('tar', ['-xzf', archive, SOURCE.folder], options);
}
