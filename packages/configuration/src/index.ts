export { doubtsAbout } from './doubts.ts';
export { configurationErrors } from './errors.ts';
export { type LoadedConfiguration, loadConfiguration, requireConfiguration } from './load.ts';
export { meteredStores } from './metered-stores.ts';
export { embeddedPath, openStores, type Stores } from './open-stores.ts';
export type { ConfigurationFault } from './resolve-references.ts';
export {
  type Configuration,
  configurationSchema,
} from './schema.ts';
export {
  configurationPath,
  EXIT,
  exitCodeOf,
  processHolder,
  type RunningService,
  runService,
  type ServiceContext,
} from './service-process.ts';
export { healthAnswer, watchStores } from './store-health.ts';
