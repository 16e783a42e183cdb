// Plain JavaScript for any Node >= 18.20: installs the workspace once, then runs a task on the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.21.0';
const NODE_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const stampFile = join(root, 'node_modules', '.bootstrap-stamp');

const TASKS = {
  start: ['services/b/src/main.ts'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
};

function wantedStamp() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${PNPM}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json']) {
    hash.update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

function installIfNeeded() {
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wantedStamp()) return;
  const env = { ...process.env, CI: 'true', npm_config_loglevel: 'error' };
  const args = ['--yes', PNPM, 'install', '--frozen-lockfile', '--trust-lockfile'];
  const done = spawnSync('npx', args, { cwd: root, env, stdio: ['ignore', 2, 2], shell: windows });
  if (done.error) fail(`could not run npx: ${done.error.message}`);
  if (done.status !== 0)
    fail(`installing the dependencies failed (npx ${args.join(' ')}, exit ${done.status ?? done.signal})`);
}

function runtime() {
  const local = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
  for (const candidate of [local, process.execPath]) {
    const probe = spawnSync(candidate, ['-p', 'process.versions.node'], { encoding: 'utf8' });
    if (probe.status === 0 && Number.parseInt(probe.stdout, 10) >= NODE_MAJOR) return candidate;
  }
  return fail(
    `no Node ${NODE_MAJOR}: the npm package "node" has no binary for ${process.platform}-${process.arch}; install Node ${NODE_MAJOR} and try again`,
  );
}

function fail(message) {
  console.error(`bootstrap: ${message}`);
  process.exit(1);
}

const [task, ...rest] = process.argv.slice(2);
const command = TASKS[task] ?? fail(`unknown task ${task}; one of ${Object.keys(TASKS).join(', ')}`);
installIfNeeded();
const node = runtime();
writeFileSync(stampFile, wantedStamp());
const env = { ...process.env, PATH: `${dirname(node)}${windows ? ';' : ':'}${process.env.PATH}` };
const child = spawn(node, [...command, ...rest], { cwd: root, env, stdio: 'inherit' });
child.on('error', (error) => fail(error.message));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm's `sh -c` dies of SIGTERM without passing it on: under npm, the shell's end is the signal.
const shell = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === shell || child.kill('SIGTERM'), 500).unref();
// A terminal sends Ctrl-C to the whole process group: the child has it already.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
