import { EXIT, exitCodeOf } from '@relais/configuration';
import { RelaisError } from '@relais/runtime';
import { CommanderError } from 'commander';
import { program } from './program.ts';

// A reader that has seen enough, such as `head`, ends the command quietly.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program().parseAsync(process.argv);
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  } else {
    report(error);
    process.exitCode = exitCodeOf(error);
  }
}

/** One line for a person; details of a known fault each on their own line. Bugs show where they are. */
function report(error: unknown): void {
  if (!(error instanceof RelaisError)) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return;
  }
  const { faults } = error.details;
  const lines = Array.isArray(faults) ? faults.map((fault: string) => `  ${fault}\n`) : [];
  process.stderr.write(`${error.code}: ${error.message}\n${lines.join('')}`);
  if (error.cause !== undefined) {
    process.stderr.write('because of ');
    report(error.cause);
  }
}
