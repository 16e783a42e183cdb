import { configurationPath, EXIT, loadConfiguration } from '@relais/configuration';
import { type InstallationOptions, print } from './installation.ts';

/** `relais config check`: every fault of a configuration at once. Opens nothing. */
export function checkConfiguration(options: Pick<InstallationOptions, 'config' | 'json'>): number {
  const path = options.config ?? configurationPath(process.env);
  const loaded = loadConfiguration({ path, environment: process.env });
  const faults = loaded.ok ? [] : loaded.faults;
  const ok = faults.length === 0;
  print(options, { path, ok, faults }, () =>
    ok ? `${path} is in order.\n` : `${faults.map((fault) => `${fault.path}: ${fault.message}`).join('\n')}\n`,
  );
  return ok ? EXIT.ok : EXIT.usage;
}
