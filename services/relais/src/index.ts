export type { RoundResult } from './commands/run.ts';
export { commandErrors } from './errors.ts';
export { settle } from './run/settle.ts';
export { environmentOf, simulatedConfigurationPath } from './run/simulated-configuration.ts';
