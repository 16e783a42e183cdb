// Starts another service and says its process id.
import { startService } from '@relais/testkit';

const service = startService({ entry: 'packages/testkit/test/programs/talker.ts' });
await service.line(/starting/);
process.stdout.write(`${JSON.stringify({ pid: service.pid })}\n`);
