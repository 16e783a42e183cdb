export { sinkErrors } from './errors.ts';
export { openSinkStage, type SinkStage } from './serve.ts';
