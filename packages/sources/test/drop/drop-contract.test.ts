import { dropSource } from '../../src/drop/index.ts';
import { dropSettings, simulatedWorld } from '../simulated.ts';
import { sourceContract } from '../source-contract.ts';

sourceContract('drop', async () => {
  const world = await simulatedWorld();
  const settings = dropSettings(world.simulator.addresses.drop, { snapshotFiles: ['*-full.xml'] });
  return {
    name: 'forem',
    open: (context) => dropSource.open('forem', settings, context),
    parse: (bytes) => dropSource.parseFile('forem', settings, { name: 'raw', bytes }),
    live: () => world.live('forem'),
    change: async () => void (await world.simulator.advance()),
    close: () => world.close(),
  };
});
