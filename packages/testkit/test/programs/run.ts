// Stands for the main process of a run of tests: it ends at once when it is interrupted, and has a process that fills its directory.
import { spawn } from 'node:child_process';
import { setup } from '../../src/run-directory.ts';

setup();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const worker = spawn('sh', [
  '-c',
  'while :; do mkdir -p $TMPDIR/made && touch $TMPDIR/made/$(date +%N); sleep 0.01; done',
]);
process.stdout.write(`${JSON.stringify({ worker: worker.pid })}\n`);
