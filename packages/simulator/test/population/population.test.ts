import { randomInt } from 'node:crypto';
import { parseEnterpriseNumber } from '@relais/vacancy';
import { assert, nat, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Population, type PopulationOptions } from '../../src/population/population.ts';
import { profileOf } from '../../src/population/profile.ts';
import { indexOfUuid, referenceOf } from '../../src/population/references.ts';
import { wordingOf } from '../../src/population/wording.ts';
import { DAY_MS, heldClock, temporaryFolder } from '../simulation.ts';

const SHARES = { vdab: 0.6, actiris: 0.25, forem: 0.15 };

function open(options: Partial<PopulationOptions> = {}): Promise<Population> {
  const file = options.file ?? `${temporaryFolder()}/population.json`;
  return Population.open({ offers: 2000, seed: 11, day: 0, shares: SHARES, clock: heldClock(), ...options, file });
}

describe('day 0', () => {
  test('has as many records as asked for, shared out to the record', async () => {
    const { live, liveJobs, merges } = (await open()).summary();
    expect(live).toEqual({ vdab: 1200, actiris: 500, forem: 300 });
    expect(liveJobs + merges).toBe(2000);
  });

  test('is the same for the same seed and another for another seed', async () => {
    const [first, same, other] = await Promise.all([open(), open(), open({ seed: 12 })]);
    expect(same.truth()).toEqual(first.truth());
    expect(other.truth().list[0]).not.toEqual(first.truth().list[0]);
  });

  test('knows echoes, twins, likenesses and three languages', async () => {
    const { world, ...population } = await open();
    const { kinds } = (await open()).summary();
    expect(population.fresh).toBe(true);
    expect(kinds.echo).toBeGreaterThan(100);
    expect(kinds['channel-twin']).toBeGreaterThan(80);
    expect(world.jobs.filter(({ likeness }) => likeness?.how === 'multi-location').length).toBeGreaterThan(30);
    expect(world.jobs.filter(({ likeness }) => likeness?.how === 'near').length).toBeGreaterThan(20);
    const languages = world.jobs.map((job) => profileOf(world.seed, job, 0).language);
    expect(new Set(languages)).toEqual(new Set(['nl', 'fr', 'de']));
  });

  test('passes nothing that came by an agency or a job board on to Actiris as an echo', async () => {
    const { world } = await open();
    const echoes = world.of.actiris.filter(({ kind }) => kind === 'echo');
    expect(echoes.every(({ source }) => source?.channel === 'employer')).toBe(true);
  });

  test('has no two jobs of one employer, occupation, place and variant', async () => {
    const { world } = await open({ offers: 20_000 });
    const marks = world.jobs.map((job) => {
      const { employer, occupation, place, variant } = profileOf(world.seed, job, 0);
      return `${employer.enterpriseNumber} ${occupation.key} ${place.postcode} ${variant}`;
    });
    expect(new Set(marks).size).toBe(marks.length);
  });

  test('has twins that job boards wrote anew, while echoes keep the words of their origin', async () => {
    const { world } = await open();
    const wordings = world.appearances.flatMap(({ job, kind, index, source }) => {
      if (source === null) return [];
      const profile = profileOf(world.seed, job, 0);
      const shown = [index, source.index].map((appearance) =>
        wordingOf(profile, profile.language, { revision: 0, appearance }),
      );
      return [
        {
          kind,
          texts: shown.map(({ introduction, tasks, closing }) => `${introduction} ${tasks.join(' ')} ${closing}`),
        },
      ];
    });
    const differing = wordings.filter(({ texts }) => texts[0] !== texts[1]);
    expect(new Set(differing.map(({ kind }) => kind))).toEqual(new Set(['channel-twin']));
    expect(differing.length).toBe(wordings.filter(({ kind }) => kind === 'channel-twin').length);
  });

  test('has employers with right enterprise numbers and names of their own', async () => {
    const { world } = await open();
    const names = new Map<string, string>();
    for (const job of world.jobs) {
      const { name, enterpriseNumber } = profileOf(world.seed, job, 0).employer;
      expect(parseEnterpriseNumber(enterpriseNumber)).toBe(enterpriseNumber);
      expect(names.get(name) ?? enterpriseNumber).toBe(enterpriseNumber);
      names.set(name, enterpriseNumber);
    }
  });
});

describe('a day', () => {
  test('brings new records, edits, withdrawals, reopenings and reposts over time', async () => {
    const population = await open();
    const total = { created: 0, edited: 0, withdrawn: 0, reopened: 0, reposted: 0 };
    for (let day = 0; day < 10; day++) {
      const changes = await population.advance({});
      for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += changes[name];
    }
    expect(Object.values(total).every((count) => count > 0)).toBe(true);
    expect(population.day).toBe(10);
  });

  test('lets echoes and twins follow their source in the next step', async () => {
    const population = await open();
    for (let day = 0; day < 5; day++) await population.advance({});
    const before = population.world.appearances.map(({ source, live, shown }) => ({
      source: source?.live,
      live,
      shown,
    }));
    const lagging = before.filter(({ source, live }) => source !== undefined && source !== live);
    expect(lagging.length).toBeGreaterThan(0);
    const states = population.world.appearances.map(({ source }) => source?.live);
    await population.advance({ kind: 'tick', share: 0.000_001 });
    for (const [index, source] of states.entries()) {
      if (source !== undefined) expect(population.world.appearances[index]?.live).toBe(source);
    }
  });

  test('gives a repost a new reference for the same job, and never brings the old one back', async () => {
    const population = await open();
    for (let day = 0; day < 10; day++) await population.advance({});
    const reposts = population
      .truth()
      .list.filter(({ appearances }) => appearances.some(({ kind }) => kind === 'repost'));
    expect(reposts.length).toBeGreaterThan(10);
    for (const { appearances } of reposts) {
      const [original, repost] = [
        appearances.find(({ kind }) => kind === 'original'),
        appearances.findLast(({ kind }) => kind === 'repost'),
      ];
      expect(original?.live).toBe(false);
      expect(repost?.reference).not.toBe(original?.reference);
    }
  });

  test('changes what a record says with every edit', async () => {
    const population = await open();
    const { world } = population;
    for (let day = 0; day < 10; day++) await population.advance({});
    const edited = world.appearances.filter(({ shown }) => shown > 0);
    expect(edited.length).toBeGreaterThan(50);
    for (const { job, shown, index } of edited) {
      const [before, after] = [shown - 1, shown].map((revision) => {
        const profile = profileOf(world.seed, job, revision);
        return JSON.stringify(wordingOf(profile, profile.language, { revision, appearance: index }));
      });
      expect(after).not.toBe(before);
    }
  });

  test('ends what is past its last day', async () => {
    const clock = heldClock();
    const population = await open({ clock });
    clock.move(120 * DAY_MS);
    await population.advance({ kind: 'tick', share: 0.000_001 });
    expect(population.summary().liveJobs).toBe(0);
  });

  test('touches live VDAB records without changing them', async () => {
    const clock = heldClock();
    const population = await open({ clock });
    const versions = population.world.of.vdab.map(({ version }) => version);
    clock.move(1000);
    expect((await population.advance({ kind: 'touch', records: 700 })).touched).toBe(700);
    expect(population.world.of.vdab.filter(({ changed }) => changed === clock.now()).length).toBe(700);
    expect(population.world.of.vdab.map(({ version }) => version)).toEqual(versions);
  });

  test('may be a burst: so many live records of all services get another content and version at once', async () => {
    const clock = heldClock();
    const population = await open({ clock });
    const { appearances } = population.world;
    const before = appearances.map(({ live, version, shown }) => ({ live, version, shown }));
    clock.move(1000);
    const { edited, created, withdrawn } = await population.advance({ kind: 'burst', records: 900 });
    expect(edited).toBeGreaterThanOrEqual(900);
    expect([created, withdrawn]).toEqual([0, 0]);
    const touched = appearances.filter(({ changed }) => changed === clock.now());
    expect(touched).toHaveLength(edited);
    for (const { index, live, version, shown } of touched) {
      expect([live, version - 1]).toEqual([true, before[index]?.version]);
      expect(shown).toBeGreaterThan(before[index]?.shown ?? 0);
    }
  });

  test('may be a burst that is larger than the world: everything live is touched, and nothing else', async () => {
    const population = await open();
    await population.advance({});
    const live = population.world.appearances.filter((appearance) => appearance.live).length;
    expect((await population.advance({ kind: 'burst' })).edited).toBe(live);
  });
});

describe('a restart', () => {
  test('finds the same world again', async () => {
    const file = `${temporaryFolder()}/population.json`;
    const clock = heldClock();
    const first = await open({ file, clock });
    for (const kind of ['day', 'tick', 'day', 'touch', 'burst'] as const) {
      clock.move(5000);
      await first.advance({ kind });
    }
    const second = await open({ file, clock });
    expect(second.fresh).toBe(false);
    expect(second.world.appearances.map(withoutJob)).toEqual(first.world.appearances.map(withoutJob));
    expect(second.truth()).toEqual(first.truth());
  });

  test('begins anew for another seed or size', async () => {
    const file = `${temporaryFolder()}/population.json`;
    await open({ file });
    expect((await open({ file, seed: 99 })).fresh).toBe(true);
    expect((await open({ file, offers: 1000 })).fresh).toBe(true);
  });

  test('at a later day ends in the same world as living until then', async () => {
    const clock = heldClock();
    const started = await open({ clock, day: 3 });
    const moving = heldClock(clock.now() - 3 * DAY_MS);
    const stepped = await open({ clock: moving });
    for (let day = 0; day < 3; day++) {
      moving.move(DAY_MS);
      await stepped.advance({});
    }
    expect(started.truth()).toEqual(stepped.truth());
  });
});

describe('a VDAB reference', () => {
  test('leads back to its record, for any seed', () => {
    assert(
      property(nat(), nat(5_000_000), (seed, index) => {
        const reference = referenceOf(seed, { index, service: 'vdab' });
        expect(reference).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        expect(indexOfUuid(seed, reference)).toBe(index);
      }),
    );
  });

  test('that was never given out leads nowhere', () => {
    const reference = referenceOf(1, { index: randomInt(1000), service: 'vdab' });
    expect(indexOfUuid(2, reference)).toBeNull();
    expect(indexOfUuid(1, 'NOT_FOUND')).toBeNull();
  });
});

function withoutJob({ job, source, ...record }: Population['world']['appearances'][number]): object {
  return { ...record, job: job.index, source: source?.index };
}
