import { type Coder, createCoder } from '@relais/competent';
import { EXIT } from '@relais/configuration';
import { createDeduplicator } from '@relais/dedup';
import { keepHeapSmall } from '@relais/runtime';
import { type Vacancy, vacancySchema } from '@relais/vacancy';
import { firstFaults, JsonLinesWriter, lineFault, readInput } from './json-lines.ts';
import { releaseNamed } from './release-named.ts';

export interface DedupOptions {
  /** Codes titles, so that one job is known under titles in two languages. Without it titles are compared as they stand. */
  readonly reference?: string;
  readonly json: boolean;
}

/** `relais dedup`: reads normalised vacancies and tells, once all are read, which offer each belongs to. */
export async function dedup({ reference, json }: DedupOptions): Promise<number> {
  keepHeapSmall();
  const coder = reference === undefined ? null : createCoder(await releaseNamed(reference));
  using deduplicator = createDeduplicator({
    // Any number of lines is to pass.
    memoryBytes: 0,
    ...(coder === null ? {} : { coded: (vacancy) => codedBy(coder, vacancy) }),
  });
  let faults = 0;
  for await (const line of readInput()) {
    const parsed = line.ok ? vacancySchema.safeParse(line.value) : null;
    if (parsed?.success === true) {
      deduplicator.add(parsed.data);
      continue;
    }
    faults += 1;
    const places = firstFaults(parsed?.error.issues ?? [], ({ path }) => path.join('.') || '(root)');
    const reason = line.ok ? `no normalised vacancy, at ${places}` : line.reason;
    process.stderr.write(lineFault(line.number, reason, json));
  }
  const output = new JsonLinesWriter(process.stdout);
  for (const assignment of deduplicator.assignments()) await output.write(assignment);
  await output.flush();
  return faults === 0 ? EXIT.ok : EXIT.failed;
}

/** Only what stands without a person: a guess would make one job of two. */
function codedBy(coder: Coder, { titles, occupations: codes }: Vacancy): string[] {
  const { competent, automatic } = coder.code({ titles, codes });
  return automatic ? competent.slice(0, 1).map(({ uuid }) => `coded:${uuid}`) : [];
}
