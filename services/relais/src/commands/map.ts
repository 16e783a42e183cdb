import { createCoder, mapInputSchema } from '@relais/competent';
import { EXIT } from '@relais/configuration';
import { keepHeapSmall } from '@relais/runtime';
import { firstFaults, JsonLinesWriter, lineFault, readInput } from './json-lines.ts';
import { releaseNamed } from './release-named.ts';

export interface MapOptions {
  readonly top: number;
  readonly reference: string;
  readonly json: boolean;
}

/** `relais map`: codes titles line by line. A line at fault is named on standard error and does not stop the rest. */
export async function map(options: MapOptions): Promise<number> {
  keepHeapSmall();
  const coder = createCoder(await releaseNamed(options.reference));
  const output = new JsonLinesWriter(process.stdout);
  let faults = 0;
  for await (const line of readInput()) {
    const parsed = line.ok ? mapInputSchema.safeParse(line.value) : null;
    if (parsed?.success === true) {
      await output.write(coder.map(parsed.data, options.top));
      continue;
    }
    faults += 1;
    process.stderr.write(lineFault(line.number, line.ok ? faultsOf(parsed) : line.reason, options.json));
  }
  await output.flush();
  return faults === 0 ? EXIT.ok : EXIT.failed;
}

function faultsOf(parsed: ReturnType<typeof mapInputSchema.safeParse> | null): string {
  return firstFaults(parsed?.error?.issues ?? [], ({ path, message }) =>
    path.length === 0 ? message : `${path.join('.')}: ${message}`,
  );
}
