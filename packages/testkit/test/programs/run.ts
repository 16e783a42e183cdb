// Stands for the main process of a run of tests, with a process that fills its directory.
import { spawn } from 'node:child_process';
import { setup } from '../../src/run-directory.ts';

setup();
const worker = spawn('sh', [
  '-c',
  'cd "$TMPDIR" && while :; do mkdir -p made && touch made/$(date +%N); sleep 0.01; done',
]);
process.stdout.write(`${JSON.stringify({ worker: worker.pid })}\n`);
