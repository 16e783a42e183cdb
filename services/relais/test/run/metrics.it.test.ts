import { starterRelease } from '@relais/competent';
import { meteredStores, openStores, requireConfiguration } from '@relais/configuration';
import { CloseStack, createMetrics, silentLogger } from '@relais/runtime';
import { temporaryDirectory } from '@relais/testkit';
import { expect, test } from 'vitest';
import { openPipeline } from '../../src/run/pipeline.ts';
import { settle } from '../../src/run/settle.ts';
import { simulatedConfigurationPath } from '../../src/run/simulated-configuration.ts';
import { startSimulation } from '../../src/run/simulation.ts';

/** A round of all stages in this process, on a file. */
async function aRound(directory: string, closing: CloseStack) {
  const simulated = { offers: 150, seed: 5, directory: `${directory}/simulated`, recorded: null };
  const simulation = closing.use(await startSimulation(simulated));
  const given = requireConfiguration({ path: simulatedConfigurationPath(), environment: simulation.environment });
  const configuration = { ...given, directory: `${directory}/var` };
  const metrics = createMetrics();
  const stores = closing.use(meteredStores(await openStores(configuration, silentLogger), metrics));
  const signal = AbortSignal.timeout(60_000);
  const context = { configuration, stores, metrics, signal, logger: silentLogger, holder: 'test' };
  const pipeline = closing.use(
    await openPipeline(context, { reference: starterRelease(), onProgress: () => undefined }),
  );
  await simulation.readFeed(pipeline.feedUrl ?? '');
  const rounds = await pipeline.ingest.round(signal);
  await settle({ stores, patienceMs: 20_000, signal });
  return { stores, opsUrl: pipeline.opsUrl, batches: rounds.flatMap((one) => one.batches) };
}

type Told = ReadonlyMap<string, number>;

function toldIn(text: string): Told {
  const lines = text.split('\n').filter((line) => line.startsWith('relais_'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

/** The samples of a metric that are not 0. */
function samplesOf(told: Told, name: string): Record<string, number> {
  return Object.fromEntries([...told].filter(([sample, value]) => sample.startsWith(`${name}{`) && value !== 0));
}

function countsOf<Item>(items: Iterable<Item>, name: (item: Item) => string, by: (item: Item) => number = () => 1) {
  const counts: Record<string, number> = {};
  for (const item of items) if (by(item) > 0) counts[name(item)] = (counts[name(item)] ?? 0) + by(item);
  return counts;
}

test('after a round the metrics tell what the books tell', async () => {
  using directory = temporaryDirectory();
  const closing = new CloseStack();
  try {
    const { stores, opsUrl, batches } = await aRound(directory.path, closing);
    const told = toldIn(await (await fetch(`${opsUrl}/metrics`)).text());
    const attempts = [];
    for await (const offers of stores.ledger.offers.scanOffers({}))
      for (const { id } of offers) attempts.push(...(await stores.ledger.deliveries.attemptsOf(id)));
    expect(attempts.length).toBeGreaterThan(300);
    expect(samplesOf(told, 'relais_delivery_attempts_total')).toEqual(
      countsOf(
        attempts,
        ({ subscription, channel, outcome }) =>
          `relais_delivery_attempts_total{subscription="${subscription}",channel="${channel}",outcome="${outcome}"}`,
      ),
    );
    expect(samplesOf(told, 'relais_deliveries')).toEqual(
      countsOf(
        await stores.ledger.deliveries.counts(),
        ({ subscription, state }) => `relais_deliveries{subscription="${subscription}",state="${state}"}`,
        ({ count }) => count,
      ),
    );
    const outcomes = (['observed', 'unchanged', 'withdrawn', 'quarantined'] as const).flatMap((outcome) =>
      batches.map((batch) => ({ source: batch.source, outcome, count: batch[outcome] })),
    );
    expect(samplesOf(told, 'relais_source_records_total')).toEqual(
      countsOf(
        outcomes,
        ({ source, outcome }) => `relais_source_records_total{source="${source}",outcome="${outcome}"}`,
        ({ count }) => count,
      ),
    );
    for (const topic of ['relais.observations.v1', 'relais.offers.v1']) {
      const published = told.get(`relais_records_published_total{topic="${topic}"}`);
      expect(published).toBeGreaterThan(100);
      expect(told.get(`relais_records_read_total{topic="${topic}"}`)).toBe(published);
    }
    expect(samplesOf(told, 'relais_lag_records')).toEqual({});
    expect(samplesOf(told, 'relais_store_errors_total')).toEqual({});
  } finally {
    await closing.close();
  }
});
