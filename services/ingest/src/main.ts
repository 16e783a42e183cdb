import { runService } from '@relais/configuration';
import { serveIngest } from './serve.ts';

await runService('ingest', serveIngest);
