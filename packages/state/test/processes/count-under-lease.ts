import { deterministicId, sleep } from '@relais/runtime';
import { openAt, type StoreAddress } from '../store.ts';

// Adds one to counters that others add to as well, by reading and then writing: right only where nobody else holds the name.
const [address = '', holder = '', rounds = ''] = process.argv.slice(2);
const state = openAt(JSON.parse(address) as StoreAddress);
let added = 0;
for (let round = 0; round < Number(rounds); round++) {
  const names = namesOf(round);
  const { granted, fence } = await state.leases.acquire(holder, [{ id: 'all', names }], 60_000);
  if (granted.length === 0) {
    await sleep(1);
    continue;
  }
  for (const name of names) await addOne(name, fence);
  await state.leases.release(holder, names);
  added += names.length;
}
await state.close();
process.stdout.write(`${JSON.stringify({ added })}\n`);

async function addOne(name: string, fence: number): Promise<void> {
  const before = JSON.parse((await state.values.get(name)) ?? '{"count":0,"fence":0}') as {
    count: number;
    fence: number;
  };
  if (fence <= before.fence) throw new Error(`fence ${fence} came after ${before.fence}`);
  await state.values.set(name, JSON.stringify({ count: before.count + 1, fence }));
}

/** One to three of five names, in no order. */
function namesOf(round: number): string[] {
  const digits = deterministicId(holder, round).slice(0, 3);
  return [...new Set(digits.split('').map((digit) => `counter-${Number.parseInt(digit, 16) % 5}`))];
}
