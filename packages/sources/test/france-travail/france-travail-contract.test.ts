import { franceTravailSource } from '../../src/france-travail/index.ts';
import { sourceContract } from '../source-contract.ts';
import { offer } from './builders.ts';
import { franceTravailSettings, recordedWorld } from './recorded.ts';

sourceContract('france-travail', async () => {
  const references = Array.from({ length: 40 }, (_, index) => `ref${String(index).padStart(4, '0')}`);
  const world = await recordedWorld(references.map((reference) => offer(reference)));
  const settings = franceTravailSettings(world, { pageSize: 15 });
  return {
    name: 'france-travail',
    open: (context) => franceTravailSource.open('france-travail', settings, context),
    parse: (bytes) => franceTravailSource.parseFile('france-travail', settings, { name: 'raw', bytes }),
    live: () => references,
    change: null,
    close: () => world.close(),
  };
});
