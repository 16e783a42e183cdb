import { test } from 'vitest';
import { expectLateWritersToBeHarmless } from './late-writer.ts';
import { openTestStage } from './open-stage.ts';

test('a process that stood still beyond its leases changes nothing that another has decided meanwhile', async () => {
  await expectLateWritersToBeHarmless(openTestStage, 50);
});
