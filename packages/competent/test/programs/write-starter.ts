import { fileURLToPath } from 'node:url';
import { writeRelease } from '../../src/index.ts';
import { compileStarter } from '../../src/starter/compile-starter.ts';

/** Writes the compiled starter set anew, after a change of its labels or of how labels are read. */
await writeRelease(compileStarter(), fileURLToPath(new URL('../../src/starter/starter.reference', import.meta.url)));
