import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findProgram } from './engine.ts';
import { repositoryRoot } from './repository.ts';

const run = promisify(execFile);
const folder = join(repositoryRoot, 'infra', 'kafka');
const OLDEST_JAVA = 17;
const FETCH_WITHIN_MS = 10 * 60_000;

/** A broker that this machine can run. */
export interface KafkaBroker {
  readonly java: string;
  readonly classPath: string;
  /** Such as `4.3.1`. */
  readonly version: string;
}

/**
 * The broker that `infra/kafka/pom.xml` names. Maven fetches it once into `infra/kafka/target`, in a folder named after the
 * content of the pom; from then on neither Maven nor a network is needed.
 */
export async function kafkaBroker(): Promise<({ ok: true } & KafkaBroker) | { ok: false; reason: string }> {
  const java = await suitableJava();
  if (!java) return { ok: false, reason: `no Java ${OLDEST_JAVA} or later on this machine` };
  const pom = join(folder, 'pom.xml');
  const stamp = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const jars = join(folder, 'target', `broker-${stamp}`);
  if (!existsSync(jars)) {
    const maven = findProgram('mvn');
    if (!maven) return { ok: false, reason: 'no Maven on this machine to fetch the broker' };
    await fetchJars(maven, pom, jars);
  }
  const version = readdirSync(jars).flatMap((file) => /^kafka_[\d.]+-(.+)\.jar$/.exec(file)?.[1] ?? [])[0] ?? 'unknown';
  return { ok: true, java, classPath: join(jars, '*'), version };
}

async function fetchJars(maven: string, pom: string, jars: string): Promise<void> {
  // Into a folder of its own first: several processes may fetch at once, and an interrupted fetch must not look complete.
  const fetched = `${jars}.${process.pid}`;
  await run(maven, ['-B', '-q', '-ntp', '-f', pom, `-Dbroker.directory=${fetched}`, 'package'], {
    timeout: FETCH_WITHIN_MS,
  });
  try {
    renameSync(fetched, jars);
  } catch (error) {
    rmSync(fetched, { recursive: true, force: true });
    if (!existsSync(jars)) throw error;
  }
}

async function suitableJava(): Promise<string | undefined> {
  const home = process.env['JAVA_HOME'];
  const java = findProgram('java', home ? [join(home, 'bin')] : []);
  if (!java) return undefined;
  const { stderr } = await run(java, ['-version']).catch(() => ({ stderr: '' }));
  const release = Number(/version "(\d+)/.exec(stderr)?.[1]);
  return release >= OLDEST_JAVA ? java : undefined;
}
