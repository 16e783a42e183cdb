import type { CodingRule } from '@relais/competent';
import type { Observation, Offer } from '@relais/vacancy';
import { offerIdOf, TOPICS } from '@relais/vacancy';
import { describe, expect, test } from 'vitest';
import type { EnricherSurroundings } from '../../src/leased-work.ts';
import { chooseCommand, codingRecord } from '../../src/rules/coding-commands.ts';
import { mergeCommand, type RuleCommand, ruleRecord, splitCommand } from '../../src/rules/commands.ts';
import { RuleBook } from '../../src/rules/rule-book.ts';
import type { VacancyCoder } from '../../src/vacancy-coder.ts';
import {
  aCoder,
  applyRulesIn,
  aStageForEachTest,
  aVacancy,
  batchOf,
  enrichIn,
  observed,
  openTestStage,
  publishedOffers,
  standingOffers,
  unmapped,
  withdrawn,
} from '../open-stage.ts';

const stage = aStageForEachTest();

const said = { at: '2026-11-24T10:00:00.000Z', by: 'test', reason: 'one chef' };
const enrich = (...observations: Observation[]) => enrichIn(stage.around, batchOf(...observations));
const cook = aVacancy('vdab', 'V1');
const sameCook = aVacancy('actiris', 'A1', {
  origin: { service: 'vdab', reference: 'V1', hops: ['vdab', 'actiris'], provenance: 'echo', channel: null },
});
const chef = aVacancy('actiris', 'A2', { titles: { fr: 'Chef de cuisine' } });

describe('a merge', () => {
  test('makes one offer of two at once, the first one named, and says so', async () => {
    await enrich(observed(cook), observed(chef));
    const merge = await merged('vdab:V1', 'actiris:A2');
    const [open, ...others] = await openOffers();
    expect(others).toEqual([]);
    expect(open?.id).toBe(merge.offers[0]?.id);
    expect(open?.members.map(({ reason }) => reason)).toContain('an operator merged them: one chef');
    expect(await offerOf('actiris:A2')).toBe(open?.id);
  });

  test('holds when both are observed again, and when one is withdrawn and comes back', async () => {
    await enrich(observed(cook), observed(chef));
    await merged('vdab:V1', 'actiris:A2');
    await enrich(observed({ ...cook, positions: 3 }, 2), observed({ ...chef, positions: 2 }, 2));
    await enrich(withdrawn('actiris', 'A2', 3));
    await enrich(observed(chef, 4));
    expect(await memberKeys()).toEqual([['actiris:A2', 'vdab:V1']]);
  });

  test('brings together vacancies that founded offers anew, after everything but the log was lost', async () => {
    await enrich(observed(cook), observed(chef));
    await merged('vdab:V1', 'actiris:A2');
    const fresh = await openTestStage();
    const unreadable = { topic: TOPICS.commands.name, key: 'stranger', value: '{"half":', headers: {} };
    await fresh.around.log.publish([unreadable, ...(await recordsOf(TOPICS.commands.name))]);
    const rules = await RuleBook.open(fresh.around.log, fresh.around.state);
    await enrichIn({ ...fresh.around, rules }, batchOf(observed(cook)));
    await enrichIn({ ...fresh.around, rules }, batchOf(observed(chef)));
    expect((await standingOffers(fresh.around)).map(({ members }) => members.length)).toEqual([2]);
    await fresh.close();
  });

  test('changes nothing when it is asked for again', async () => {
    await enrich(observed(cook), observed(chef));
    const command = await merged('vdab:V1', 'actiris:A2');
    const before = await publishedOffers(stage.around);
    await say(command);
    expect(await publishedOffers(stage.around)).toEqual(before);
  });

  test('that is undone gives back the offers as they were', async () => {
    await enrich(observed(cook), observed(chef));
    const before = await memberKeys();
    const command = await merged('vdab:V1', 'actiris:A2');
    await say(undoing(command));
    expect(await memberKeys()).toEqual(before);
    expect((await openOffers()).map(({ id }) => id)).toEqual(command.offers.map(({ id }) => id).toSorted());
    await enrich(observed({ ...chef, positions: 2 }, 2));
    expect(await memberKeys()).toEqual(before);
  });
});

describe('a split', () => {
  test('gives the vacancy an offer of its own, and holds against the reference that had joined them', async () => {
    await enrich(observed(cook), observed(sameCook));
    expect(await memberKeys()).toEqual([['actiris:A1', 'vdab:V1']]);
    await split('actiris:A1', 'vdab:V1');
    expect(await memberKeys()).toEqual([['actiris:A1'], ['vdab:V1']]);
    await enrich(observed({ ...sameCook, positions: 2 }, 2), observed({ ...cook, positions: 2 }, 2));
    expect(await memberKeys()).toEqual([['actiris:A1'], ['vdab:V1']]);
  });

  test('of the founder leaves the offer to the others', async () => {
    await enrich(observed(cook), observed(sameCook));
    const [offer] = await openOffers();
    await split('vdab:V1', 'actiris:A1');
    expect(await offerOf('actiris:A1')).toBe(offer?.id);
    await enrich(withdrawn('vdab', 'V1', 2));
    await enrich(observed(cook, 3));
    expect(await memberKeys()).toEqual([['actiris:A1'], ['vdab:V1']]);
  });

  test('holds for a vacancy that was gone when it was asked for', async () => {
    await enrich(observed(cook), observed(sameCook));
    await enrich(withdrawn('actiris', 'A1', 2));
    await split('actiris:A1', 'vdab:V1');
    await enrich(observed(sameCook, 3));
    expect(await memberKeys()).toEqual([['actiris:A1'], ['vdab:V1']]);
  });

  test('opens the offer that the vacancy had founded again, also when that one was merged', async () => {
    await enrich(observed(cook));
    await enrich(observed(aVacancy('vdab', 'V2', { titles: { nl: 'Chef-kok' } })));
    const named = { titles: { nl: 'Chef-kok' }, duplicatesAtSource: ['V1'] };
    await enrich(observed(aVacancy('vdab', 'V2', named), 2));
    const own = (await standingOffers(stage.around)).find(({ status }) => status === 'merged')?.id;
    const [gone, other] = own === offerIdOf('vdab:V1') ? ['V1', 'V2'] : ['V2', 'V1'];
    await enrich(withdrawn('vdab', gone, 3));
    await split(`vdab:${gone}`, `vdab:${other}`);
    await enrich(observed(gone === 'V1' ? cook : aVacancy('vdab', 'V2', named), 4));
    expect(await memberKeys()).toEqual([['vdab:V1'], ['vdab:V2']]);
    expect((await openOffers()).map(({ id }) => id)).toContain(own);
  });

  test('is not undone by a third vacancy that shows both to be one job', async () => {
    await enrich(observed(cook), observed(sameCook));
    await split('actiris:A1', 'vdab:V1');
    await enrich(observed(aVacancy('vdab', 'V2', { duplicatesAtSource: ['V1'], origin: sameCook.origin })));
    const groups = await memberKeys();
    expect(groups.flat().toSorted()).toEqual(['actiris:A1', 'vdab:V1', 'vdab:V2']);
    expect(groups.some((keys) => keys.includes('actiris:A1') && keys.includes('vdab:V1'))).toBe(false);
  });

  test('that is undone brings it back into its offer', async () => {
    await enrich(observed(cook), observed(sameCook));
    const [before] = await openOffers();
    await say(undoing(await split('vdab:V1', 'actiris:A1')));
    expect(await memberKeys()).toEqual([['actiris:A1', 'vdab:V1']]);
    expect((await openOffers())[0]?.id).toBe(before?.id);
  });

  test('counts more than a merge before it, and less than one after it', async () => {
    await enrich(observed(cook), observed(chef));
    await merged('vdab:V1', 'actiris:A2');
    await split('actiris:A2', 'vdab:V1');
    expect(await memberKeys()).toEqual([['actiris:A2'], ['vdab:V1']]);
    await merged('vdab:V1', 'actiris:A2');
    expect(await memberKeys()).toEqual([['actiris:A2', 'vdab:V1']]);
  });
});

describe('a crash', () => {
  test.each(['index', 'publish', 'ledger'] as const)(
    'before the step %s of a split loses nothing of it',
    async (step) => {
      await enrich(observed(cook), observed(sameCook));
      const command = splitCommand(
        { offer: await offerOf('vdab:V1'), vacancies: ['actiris:A1'], others: ['vdab:V1'] },
        said,
      );
      await stage.around.log.publish([ruleRecord(command)]);
      const batch = { ...batchOf(), topic: TOPICS.commands.name, records: await recordsOf(TOPICS.commands.name) };
      await expect(applyRulesIn(failingAt(step), batch)).rejects.toThrow('power cut');
      // What is observed before the command is read again is decided by the rule already.
      await enrich(observed({ ...sameCook, positions: 2 }, 2));
      await applyRulesIn(stage.around, batch);
      expect(await memberKeys()).toEqual([['actiris:A1'], ['vdab:V1']]);
      const newest = new Map((await publishedOffers(stage.around)).map(({ offer }) => [offer.id, offer.status]));
      expect(newest).toEqual(new Map((await standingOffers(stage.around)).map(({ id, status }) => [id, status])));
    },
  );
});

describe('a choice of the occupation', () => {
  test('is of the title as it stands: an asterisk in it stands for no other words', () => {
    const offer = { id: 'of_1', vacancy: { ...cook, titles: { nl: '*** Kok *** (m/v/x)' } } };
    const { rules } = chooseCommand(offer, 'RS-1', said);
    expect(rules.map(({ when }) => when)).toEqual([
      { title: expect.not.stringContaining('*') as unknown, language: 'nl' },
    ]);
  });

  test('codes the offer anew at once by the rule, and again without it when it is undone', async () => {
    const coded: string[] = [];
    const known = { ...stage.around, coderBy: recording(coded) };
    await enrichIn(known, batchOf(observed(cook)));
    const [offer] = await openOffers();
    if (offer === undefined) throw new Error('there is an offer');
    const choice = chooseCommand(offer, 'RS-1', said);
    expect(choice.rules).toMatchObject([{ when: { title: 'Kok (m/v/x)', language: 'nl' }, occupation: 'RS-1' }]);
    for (const command of [choice, { ...choice, type: 'coding.undo' as const }]) {
      await stage.around.log.publish([codingRecord(command)]);
      const records = (await recordsOf(TOPICS.commands.name)).slice(-1);
      await applyRulesIn(known, { ...batchOf(), topic: TOPICS.commands.name, records });
    }
    expect(coded).toEqual(['', 'RS-1', '']);
    const versions = (await publishedOffers(stage.around)).map((event) => event.offer.coding?.release);
    expect(versions).toEqual(['rules: ', 'rules: RS-1', 'rules: ']);
  });
});

/** Coders whose release names the rules that they know; one is kept as long as these are the same. */
function recording(coded: string[]): EnricherSurroundings['coderBy'] {
  const coders = new Map<readonly CodingRule[], VacancyCoder>();
  return (rules) => {
    const known = rules.map(({ occupation }) => occupation).join();
    const code = () => {
      coded.push(known);
      return { ...unmapped, release: `rules: ${known}` };
    };
    const coder = coders.get(rules) ?? aCoder(code);
    coders.set(rules, coder);
    return coder;
  };
}

test('a process that read its rules before reads them again before it decides', async () => {
  const other = { ...stage.around, holder: 'other', rules: await RuleBook.open(stage.around.log, stage.around.state) };
  await enrich(observed(cook), observed(sameCook));
  await split('actiris:A1', 'vdab:V1');
  await enrichIn(other, batchOf(observed({ ...sameCook, positions: 2 }, 2)));
  expect(await memberKeys()).toEqual([['actiris:A1'], ['vdab:V1']]);
});

async function merged(...keys: readonly string[]) {
  const offers = await Promise.all(keys.map(async (key) => ({ id: await offerOf(key), vacancies: [key] })));
  const command = mergeCommand(offers, said);
  await say(command);
  return command;
}

async function split(key: string, other: string) {
  const command = splitCommand({ offer: await offerOf(other), vacancies: [key], others: [other] }, said);
  await say(command);
  return command;
}

function undoing(undone: ReturnType<typeof mergeCommand> | ReturnType<typeof splitCommand>): RuleCommand {
  return { ...said, type: 'offer-rule.undo', id: undone.id, undone };
}

/** Publishes a command, and applies it as the consumer of the topic would. */
async function say(command: RuleCommand): Promise<void> {
  await stage.around.log.publish([ruleRecord(command)]);
  const records = (await recordsOf(TOPICS.commands.name)).slice(-1);
  await applyRulesIn(stage.around, { ...batchOf(), topic: TOPICS.commands.name, records });
}

async function recordsOf(topic: string) {
  const all = [];
  for await (const records of stage.around.log.read({ topic })) all.push(...records);
  return all;
}

async function offerOf(key: string): Promise<string> {
  return (await stage.around.ledger.offers.vacancies([key])).get(key)?.offerId ?? '';
}

async function openOffers(): Promise<Offer[]> {
  return (await standingOffers(stage.around)).filter(({ status }) => status === 'open');
}

async function memberKeys(): Promise<string[][]> {
  const open = await openOffers();
  const keys = open.map(({ members }) => members.map(({ source, reference }) => `${source}:${reference}`).toSorted());
  return keys.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

function failingAt(step: 'index' | 'publish' | 'ledger'): EnricherSurroundings {
  const fails = () => Promise.reject(new Error('power cut'));
  const { ledger, state, log } = stage.around;
  if (step === 'publish')
    return { ...stage.around, log: Object.assign(Object.create(log) as typeof log, { publish: fails }) };
  const broken = <Part extends object>(part: Part) => Object.assign(Object.create(part) as Part, { apply: fails });
  if (step === 'index') return { ...stage.around, state: { ...state, matches: broken(state.matches) } };
  return { ...stage.around, ledger: { ...ledger, offers: broken(ledger.offers) } };
}
