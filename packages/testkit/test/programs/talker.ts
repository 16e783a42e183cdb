// Says what the tests of service processes listen for, then waits for its end.
process.once('SIGTERM', () => process.exit(3));
process.stderr.write('a warning\n');
process.stdout.write('starting\n{"event":"ready","port":7}\n');
if (process.argv.includes('--fail')) throw new Error('cannot go on');
setInterval(() => undefined, 1000);
