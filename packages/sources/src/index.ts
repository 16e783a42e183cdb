export { sourceErrors } from './errors.ts';
export type {
  RecordResult,
  RunEnd,
  RunResult,
  SourceAdapter,
  SourceContext,
  SourceItem,
  SourcePage,
  SourceRun,
} from './port.ts';
export { type FieldsFormat, reasonToDrop } from './records/dropped.ts';
export { openSource, readSourceFile, SOURCES, type SourceSettings, sourceSettingsSchema } from './registry.ts';
