import { runCommand } from './command.ts';

process.exit(await runCommand());
