export { sourceErrors } from './errors.ts';
export type {
  RawFile,
  ReadRequest,
  RecordResult,
  RunEnd,
  RunResult,
  SourceAdapter,
  SourceContext,
  SourceDefinition,
  SourceItem,
  SourcePage,
  SourceRun,
} from './port.ts';
export { openSource, readSourceFile, SOURCES, type SourceSettings, sourceSettingsSchema } from './registry.ts';
