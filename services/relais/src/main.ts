import { EXIT, exitCodeOf } from '@relais/configuration';
import { CommanderError } from 'commander';
import { program } from './program.ts';
import { errorText } from './report.ts';

const json = process.argv.includes('--json');

// A reader that has seen enough, such as `head`, ends the command quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program(json).parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else {
    process.stderr.write(errorText(error, json));
    process.exitCode = exitCodeOf(error);
  }
}
