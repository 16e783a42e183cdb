import type { ConfigurationFault } from './resolve-references.ts';
import type { Configuration } from './schema.ts';

/**
 * What of a valid configuration is more likely a slip of the pen than meant: sources in policies that are not configured. They
 * may be: offers of a source that was taken out stand until they end, and a policy has to hold for them.
 */
export function doubtsAbout({ sources, partners }: Configuration): ConfigurationFault[] {
  const known = sources.map(({ id }) => id);
  return partners.flatMap(({ policy }, index) =>
    (['allow', 'deny'] as const).flatMap((list) => {
      const unknown = (policy.sources[list] ?? []).filter((name) => !known.includes(name));
      const path = `partners.${index}.policy.sources.${list}`;
      const message = `not configured as a source: ${unknown.join(', ')} (there are ${known.join(', ') || 'none'})`;
      return unknown.length === 0 ? [] : [{ path, message }];
    }),
  );
}
