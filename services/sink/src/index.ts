export { sinkErrors } from './errors.ts';
export { openSinkStage } from './serve.ts';
