import { openAt, type StoreAddress } from '../store.ts';

// Takes as many tokens of one bucket as it is given in a number of tries, and says between which moments.
const [address = '', tries = '', perSecond = '', burst = ''] = process.argv.slice(2);
const state = openAt(JSON.parse(address) as StoreAddress);
await state.ping();
const from = Date.now();
let taken = 0;
for (let attempt = 0; attempt < Number(tries); attempt++) {
  const wait = await state.limits.take('partner', { perSecond: Number(perSecond), burst: Number(burst) });
  if (wait === 0) taken++;
}
process.stdout.write(`${JSON.stringify({ taken, from, to: Date.now() })}\n`);
await state.close();
