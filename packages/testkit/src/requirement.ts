import { COMPONENTS, type Component } from './component.ts';

/**
 * The components that must not be skipped, from `RELAIS_REQUIRE` (`kafka,redis`).
 * @throws Error when it names something unknown
 */
export function requiredComponents(): readonly Component[] {
  const names = (process.env['RELAIS_REQUIRE'] ?? '').split(',').map((name) => name.trim());
  return names.filter(Boolean).map((name) => {
    const component = COMPONENTS.find((each) => each === name);
    if (!component) throw new Error(`RELAIS_REQUIRE names "${name}"; it may name ${COMPONENTS.join(', ')}`);
    return component;
  });
}
