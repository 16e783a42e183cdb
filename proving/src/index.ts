export { Cluster, type Servers, STAGES } from './cluster.ts';
export { type Population, runOnce } from './embedded.ts';
export { runSoak, type SoakResult } from './soak/soak.ts';
