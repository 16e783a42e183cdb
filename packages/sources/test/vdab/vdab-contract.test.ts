import { vdabSource } from '../../src/vdab/index.ts';
import { simulatedWorld, vdabSettings } from '../simulated.ts';
import { sourceContract } from '../source-contract.ts';

sourceContract('vdab', async () => {
  const world = await simulatedWorld();
  const settings = vdabSettings(world);
  return {
    name: 'vdab',
    open: (context) => vdabSource.open('vdab', settings, context),
    parse: (bytes) => vdabSource.parseFile('vdab', settings, { name: 'raw', bytes }),
    live: () => world.live('vdab'),
    change: async () => void (await world.simulator.advance()),
    close: () => world.close(),
  };
});
