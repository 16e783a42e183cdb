import { EXIT, exitCodeOf } from '@relais/configuration';
import { CommanderError } from 'commander';
import { program } from './program.ts';
import { errorText } from './report.ts';

const json = process.argv.includes('--json');

// A reader that has seen enough, such as `head`, ends the command quietly. A full disk does not.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit();
  process.stderr.write(errorText(error, json));
  process.exit(EXIT.failed);
});
// Whoever does not listen is still told by the exit code.
process.stderr.on('error', () => undefined);

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
