export { commandErrors } from './errors.ts';
