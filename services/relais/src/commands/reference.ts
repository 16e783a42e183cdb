import { importReference as importTables, writeRelease } from '@relais/competent';
import { EXIT } from '@relais/configuration';

/** `relais reference import`: one compact release file out of a folder of tables. */
export async function importReference(folder: string, options: { out: string; json: boolean }): Promise<number> {
  const release = await importTables(folder);
  await writeRelease(release, options.out);
  const { facts } = release;
  process.stdout.write(
    options.json ? `${JSON.stringify({ ...facts, path: options.out })}\n` : `${facts.id} written to ${options.out}\n`,
  );
  return EXIT.ok;
}
