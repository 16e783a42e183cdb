import { runService } from '@relais/configuration';
import { openSinkStage } from './serve.ts';

await runService('sink', openSinkStage);
