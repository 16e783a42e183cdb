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
export { piecesOf, type RawBytes, wholeOf } from './raw-bytes.ts';
export { type FieldsFormat, reasonToDrop } from './records/dropped.ts';
export { openSource, readSourceFile, SOURCES, type SourceSettings, sourceSettingsSchema } from './registry.ts';
