// Everything that must hold beside the tests: types, lint and format, dead code, generated files that are up to date.
import { spawnSync } from 'node:child_process';

const CHECKS = {
  types: ['npm', ['run', '--silent', 'typecheck']],
  lint: ['npm', ['run', '--silent', 'lint']],
  'dead code': ['npm', ['run', '--silent', 'deadcode']],
  'generated files': [process.execPath, ['scripts/generate.ts', '--check']],
};

const failed = Object.entries(CHECKS).filter(([name, [command, args]]) => {
  const shell = process.platform === 'win32' && command === 'npm';
  const { status } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], shell });
  console.error(`check: ${name} ${status === 0 ? 'ok' : 'FAILED'}`);
  return status !== 0;
});
process.exit(failed.length === 0 ? 0 : 1);
