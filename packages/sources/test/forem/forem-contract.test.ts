import { foremSource } from '../../src/forem/index.ts';
import { simulatedWorld } from '../simulated.ts';
import { sourceContract } from '../source-contract.ts';
import { simulatedForem } from './builders.ts';

sourceContract('forem', async () => {
  const world = await simulatedWorld();
  const settings = simulatedForem(world);
  return {
    name: 'forem',
    open: (context) => foremSource.open('forem', settings, context),
    // The number of rows is asked for in an answer of its own, which holds no offers of the run.
    parse: (bytes) =>
      Buffer.from(bytes).includes('total_count')
        ? []
        : foremSource.parseFile('forem', settings, { name: 'raw', bytes }),
    live: () => world.live('forem'),
    change: async () => void (await world.simulator.advance()),
    close: () => world.close(),
  };
});
