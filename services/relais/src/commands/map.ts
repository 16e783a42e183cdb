import { createCoder, mapInputSchema } from '@relais/competent';
import { EXIT } from '@relais/configuration';
import { keepHeapSmall } from '@relais/runtime';
import { JsonLinesWriter, readJsonLines } from './json-lines.ts';
import { releaseNamed } from './release-named.ts';

export interface MapOptions {
  readonly top: number;
  readonly reference: string;
}

/** `relais map`: codes titles line by line. A line at fault is named on standard error and does not stop the rest. */
export async function map(options: MapOptions): Promise<number> {
  keepHeapSmall();
  const coder = createCoder(await releaseNamed(options.reference));
  const output = new JsonLinesWriter(process.stdout);
  let faults = 0;
  for await (const line of readJsonLines(process.stdin)) {
    const parsed = line.ok ? mapInputSchema.safeParse(line.value) : null;
    if (parsed?.success === true) {
      await output.write(coder.map(parsed.data, options.top));
      continue;
    }
    faults += 1;
    process.stderr.write(`line ${line.number}: ${line.ok ? faultsOf(parsed) : line.reason}\n`);
  }
  await output.flush();
  return faults === 0 ? EXIT.ok : EXIT.failed;
}

function faultsOf(parsed: ReturnType<typeof mapInputSchema.safeParse> | null): string {
  const issues = parsed?.error?.issues ?? [];
  return issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)).join('; ');
}
