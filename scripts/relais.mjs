#!/usr/bin/env node
// `npx relais …` in the clone: the command line `relais` on the pinned Node.
process.argv.splice(2, 0, 'relais');
await import('./bootstrap.mjs');
