import { EXIT } from '@relais/configuration';
import { createDeduplicator } from '@relais/dedup';
import { vacancySchema } from '@relais/vacancy';
import { JsonLinesWriter, readJsonLines } from './json-lines.ts';

/** `relais dedup`: reads normalised vacancies and tells, once all are read, which offer each belongs to. */
export async function dedup(): Promise<number> {
  const deduplicator = createDeduplicator();
  let faults = 0;
  for await (const line of readJsonLines(process.stdin)) {
    const parsed = line.ok ? vacancySchema.safeParse(line.value) : null;
    if (parsed?.success === true) {
      deduplicator.add(parsed.data);
      continue;
    }
    faults += 1;
    const paths = parsed?.error.issues.map((issue) => issue.path.join('.')).join(', ');
    process.stderr.write(`line ${line.number}: ${line.ok ? `no normalised vacancy, at ${paths}` : line.reason}\n`);
  }
  const output = new JsonLinesWriter(process.stdout);
  for (const assignment of deduplicator.assignments()) await output.write(assignment);
  await output.flush();
  return faults === 0 ? EXIT.ok : EXIT.failed;
}
