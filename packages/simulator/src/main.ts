import { setFlagsFromString } from 'node:v8';

// Answers are short-lived text: with a small nursery, set before anything has grown it, the process stays half the size.
setFlagsFromString('--max-semi-space-size=4');

const { runCommand } = await import('./command.ts');
process.exit(await runCommand());
