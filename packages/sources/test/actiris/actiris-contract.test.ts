import { actirisSource } from '../../src/actiris/index.ts';
import { actirisSettings, simulatedWorld } from '../simulated.ts';
import { sourceContract } from '../source-contract.ts';

sourceContract('actiris', async () => {
  const world = await simulatedWorld();
  const settings = actirisSettings(world);
  return {
    name: 'actiris',
    open: (context) => actirisSource.open('actiris', settings, context),
    parse: (bytes) => actirisSource.parseFile('actiris', settings, { name: 'raw', bytes }),
    live: () => world.live('actiris'),
    change: async () => void (await world.simulator.advance()),
    close: () => world.close(),
  };
});
