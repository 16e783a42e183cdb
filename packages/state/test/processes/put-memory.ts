import { openAt, type StoreAddress } from '../store.ts';

// Puts batch after batch for ever, and says which were acknowledged.
const [address = ''] = process.argv.slice(2);
const { memory } = openAt(JSON.parse(address) as StoreAddress);
for (let batch = 0; ; batch++) {
  const entry = (index: number) => ({
    reference: `${batch}-${index}`,
    hash: `h${batch}`,
    version: 1,
    live: index % 3 > 0,
    endsAt: null,
    sourceVersion: null,
  });
  await memory.put(
    'vdab',
    Array.from({ length: 100 }, (_, index) => entry(index)),
  );
  process.stdout.write(`${batch}\n`);
}
