// Plain JavaScript for any Node >= 18.20: installs the workspace once, then runs a task on the pinned Node.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { isatty } from 'node:tty';
import { fileURLToPath } from 'node:url';

const PNPM = 'pnpm@12.21.0';
const NODE_MAJOR = 24;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.bootstrap-stamp');

/** Program and first arguments of each task; what the caller adds comes after. */
const TASKS = {
  start: ['services/relais/src/main.ts', 'run', '--simulate'],
  relais: ['services/relais/src/main.ts'],
  test: ['node_modules/vitest/vitest.mjs', 'run'],
  bench: ['scripts/bench.ts'],
  'bench:delivery': ['scripts/bench-delivery.ts'],
  'bench:ingest': ['scripts/bench-ingest.ts'],
  'bench:quality': ['scripts/bench-quality.ts'],
  'bench:coding': ['scripts/bench-coding.ts'],
  'bench:dedup': ['scripts/bench-dedup-scale.ts'],
  'coverage:fields': ['scripts/coverage-fields.ts'],
  fuzz: ['packages/sources/fuzz/main.ts'],
  model: ['scripts/model.ts'],
  soak: ['scripts/soak.ts'],
  check: ['scripts/check.mjs'],
  generate: ['scripts/generate.ts'],
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
  // The output goes to stderr: stdout belongs to the task.
  const done = spawnSync('npx', args, { cwd: root, env, stdio: ['ignore', 2, 2], shell: windows });
  if (done.error) fail(`could not run npx: ${done.error.message}`);
  if (done.status !== 0) {
    fail(`installing the dependencies failed (npx ${args.join(' ')}, exit ${done.status ?? done.signal})`);
  }
  linkCommand();
}

/** pnpm links no command of the root package itself; with the link, `npx relais` starts at once and touches nothing. */
function linkCommand() {
  const link = join(modules, '.bin', 'relais');
  if (!windows && !existsSync(link)) symlinkSync(join('..', '..', 'scripts', 'relais.mjs'), link);
}

function runtime() {
  const local = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
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
const [program, ...args] = TASKS[task] ?? fail(`unknown task ${task}; one of ${Object.keys(TASKS).join(', ')}`);
installIfNeeded();
const node = runtime();
writeFileSync(stampFile, wantedStamp());
// TypeScript is stripped and compiled once, not at every start: half the start-up time and a quarter of the memory.
const cache = process.env.NODE_COMPILE_CACHE ?? join(modules, '.cache', 'compile');
const env = { ...process.env, NODE_COMPILE_CACHE: cache, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` };
// Paths given to the command line are relative to where the caller stands; all else works from the root.
const cwd = task === 'relais' ? process.cwd() : root;
// Relais makes many short-lived objects: a small young generation, and few pools of the allocator, keep memory down at no cost in speed.
const isService = program.startsWith('services/');
const flags = isService ? ['--max-semi-space-size=16'] : [];
if (isService) env.MALLOC_ARENA_MAX ??= '2';
const child = spawn(node, [...flags, join(root, program), ...args, ...rest], { cwd, env, stdio: 'inherit' });
child.on('error', (error) => fail(error.message));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm's `sh -c` dies of SIGTERM without passing it on: under npm, the shell's end is the signal.
const shell = process.ppid;
if (process.env.npm_lifecycle_event) setInterval(() => process.ppid === shell || child.kill('SIGTERM'), 500).unref();
// A terminal sends Ctrl-C to the whole process group: the child has it already.
const terminal = [0, 1, 2].some((descriptor) => isatty(descriptor));
process.on('SIGINT', () => terminal || child.kill('SIGINT'));
