import { runService } from '@relais/configuration';
import { openEnricherStage } from './serve.ts';

await runService('enricher', openEnricherStage);
