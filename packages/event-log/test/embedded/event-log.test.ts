import { join } from 'node:path';
import { temporaryDirectory } from '@relais/testkit';
import { afterAll } from 'vitest';
import { eventLogContract } from '../event-log-contract.ts';

const directory = temporaryDirectory();
afterAll(directory.remove);
let places = 0;

eventLogContract('the embedded log', () => ({
  driver: 'embedded',
  path: join(directory.path, `log-${++places}.db`),
}));
