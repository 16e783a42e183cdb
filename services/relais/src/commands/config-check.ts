import { type Configuration, configurationPath, EXIT, loadConfiguration } from '@relais/configuration';
import { scheduleFault } from '@relais/ingest';
import { type InstallationOptions, print } from './installation.ts';

/** `relais config check`: every fault of a configuration at once; of its schedules, when the rest is in order. Opens nothing. */
export function checkConfiguration(options: Pick<InstallationOptions, 'config' | 'json'>): number {
  const path = options.config ?? configurationPath(process.env);
  const loaded = loadConfiguration({ path, environment: process.env });
  const faults = loaded.ok ? scheduleFaults(loaded.configuration) : loaded.faults;
  const ok = faults.length === 0;
  print(options, { path, ok, faults }, () =>
    ok ? `${path} is in order.\n` : `${faults.map((fault) => `${fault.path}: ${fault.message}`).join('\n')}\n`,
  );
  return ok ? EXIT.ok : EXIT.usage;
}

/** What is wrong with the cron expressions: only the stages that run by them know how they are read. */
function scheduleFaults({ sources, partners }: Configuration): { path: string; message: string }[] {
  const rounds = sources.map(({ schedule }, at) => [`sources.${at}.schedule.round`, schedule.round] as const);
  const comparisons = partners.flatMap(({ subscriptions }, of) =>
    subscriptions.map(
      ({ reconcile }, at) => [`partners.${of}.subscriptions.${at}.reconcile.schedule`, reconcile.schedule] as const,
    ),
  );
  return [...rounds, ...comparisons].flatMap(([path, expression]) => {
    const message = expression === null ? null : scheduleFault(expression);
    return message === null ? [] : [{ path, message }];
  });
}
