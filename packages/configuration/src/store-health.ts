import { type DoorAnswer, type Logger, type Metrics, shared, within } from '@relais/runtime';
import type { Stores } from './open-stores.ts';

type StoreName = 'log' | 'state' | 'ledger';

/** What is asked of the stores. */
export type PingedStores = Readonly<Record<StoreName, Pick<Stores[StoreName], 'ping'>>>;

/** Which stores answer. */
export type StoreHealth = Readonly<Record<StoreName, boolean>>;

/** A store that has not answered by then counts as one that does not. */
const PATIENCE_MS = 5_000;
/** However many ask, the stores are asked no more often. */
const FRESH_MS = 500;

/** Asks the stores, each time it is called, whether they answer, and has the metrics tell it too. */
export function watchStores(
  stores: PingedStores,
  { logger, metrics }: { logger: Logger; metrics: Metrics },
): () => Promise<StoreHealth> {
  const answers = async (store: StoreName): Promise<boolean> => {
    try {
      await within(PATIENCE_MS, stores[store].ping(), () => new Error('no answer in time'));
      return true;
    } catch (error) {
      logger.warn({ store, error }, 'a store does not answer');
      return false;
    }
  };
  const look = shared(FRESH_MS, async () => {
    const [log, state, ledger] = await Promise.all([answers('log'), answers('state'), answers('ledger')]);
    return { log, state, ledger };
  });
  metrics.beforeLook(async () => {
    const samples = Object.entries(await look()).map(([store, up]) => ({ labels: { store }, value: up ? 1 : 0 }));
    metrics.replace('relais_store_up', samples);
  });
  return look;
}

/** Before `running` a stage waits for others, as the enricher does while the ledger is rebuilt; after it, it drains. */
export type Standing = 'starting' | 'running' | 'ending';

/** What the health check answers: 200 while the process can do its work; when not, 503 with the stores and how it stands. */
export function healthAnswer(stores: StoreHealth, stage: Standing = 'running'): DoorAnswer {
  const ok = stage === 'running' && Object.values(stores).every(Boolean);
  return { status: ok ? 200 : 503, type: 'application/json', text: JSON.stringify({ ok, stage, stores }) };
}
