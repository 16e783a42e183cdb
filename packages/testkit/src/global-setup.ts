import type { TestProject } from 'vitest/node';
import { requiredComponents } from './requirement.ts';
import { openSharedServers } from './shared-servers.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test files ask for the servers that they share. */
    relaisSharedServers: string;
  }
}

/** Opens the shared servers for a run of tests, those in `RELAIS_REQUIRE` at once; the returned function closes them and says which were used. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await openSharedServers();
  const close = async () => {
    const account = await servers.account();
    await servers.close();
    process.stdout.write(`\nReal components:\n${account.map((line) => `  ${line}\n`).join('')}`);
  };
  try {
    const required = requiredComponents();
    const outcomes = await Promise.all(required.map(async (each) => ({ each, outcome: await servers.obtain(each) })));
    const missing = outcomes.flatMap(({ each, outcome }) => (outcome.ok ? [] : [`${each} (${outcome.reason})`]));
    if (missing.length > 0) throw new Error(`RELAIS_REQUIRE cannot be met: ${missing.join('; ')}`);
  } catch (error) {
    await close();
    throw error;
  }
  project.provide('relaisSharedServers', servers.url);
  return close;
}
