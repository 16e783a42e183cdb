import { runService } from '@relais/configuration';
import { openOpsStage } from './serve.ts';

await runService('ops', openOpsStage);
