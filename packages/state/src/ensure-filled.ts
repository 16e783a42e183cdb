import type { NamedValues } from './port.ts';

/**
 * Fills a view of the hot state when it has never been filled or was lost with the store; true when it had to. Several
 * processes may fill at once, so filling must be repeatable. `name` changes with the form of what is filled.
 */
export async function ensureFilled(values: NamedValues, name: string, fill: () => Promise<void>): Promise<boolean> {
  const filling = `filling:${name}`;
  if (await isFilled(values, name)) return false;
  // A store that loses its contents while it is being filled loses this too.
  do {
    await values.set(filling, new Date().toISOString());
    await fill();
  } while ((await values.get(filling)) === null);
  await values.set(filledMark(name), new Date().toISOString());
  return true;
}

/** Whether a view of the hot state was filled, and not lost since. */
export async function isFilled(values: NamedValues, name: string): Promise<boolean> {
  return (await values.get(filledMark(name))) !== null;
}

const filledMark = (name: string) => `filled:${name}`;
