import type { Delivery, DeliveryChange } from '@relais/ledger';
import { judge, viewHash } from '@relais/policy';
import { type Offer, TOPICS } from '@relais/vacancy';
import type { Story } from './steps.ts';
import { FAILED, type ModelStores, SUBSCRIPTION, World } from './world.ts';

/** More rounds than any history needs to come to rest. */
const MOST_ROUNDS = 200;
const DAY_MS = 86_400_000;

/** Plays a story to its end and lets it come to rest. Returns what must not be: nothing, when all is well. */
export async function violationsOf(stores: ModelStores, story: Story): Promise<readonly string[]> {
  const world = await World.begin(stores, story.keeping);
  const broken: string[] = [];
  for (const [index, step] of story.steps.entries()) {
    await world.play(step);
    broken.push(...(await untrueStates(world)).map((what) => `after step ${index + 1}: ${what}`));
    if (broken.length > 0) return broken;
  }
  if (!(await comesToRest(world, story))) return [...world.partner.complaints, 'it never came to rest'];
  broken.push(...world.partner.complaints, ...(await differences(world)), ...(await untrueStates(world)));
  broken.push(...(await causeless(world, story)));
  return [...broken, ...(await unlikeTheLog(world, story))];
}

/** From now on nobody dies and the partner accepts; what it refused is replayed, what drifted is reconciled. */
async function comesToRest(world: World, story: Story): Promise<boolean> {
  await world.offers.land();
  world.partner.answers = story.resting === 'at once' ? [] : ['takes it in for later', 'takes it in for later'];
  await world.command({ type: 'subscription.resume', subscription: SUBSCRIPTION, reason: 'rest' });
  for (const { id, status } of await world.ledger.operations.list({ limit: 1_000, offset: 0 })) {
    if (status === 'paused') await world.command({ type: 'operation.resume', id });
  }
  if (!(await settles(world)) || !(await replaysFailed(world))) return false;
  if (world.partner.drifted.size === 0) return true;
  await world.ask(healing(world));
  return await settles(world);
}

async function replaysFailed(world: World): Promise<boolean> {
  await world.ask({ type: 'replay.request', request: { criteria: { states: FAILED }, limit: 1_000 } });
  return await settles(world);
}

/** What was lost comes back by a replay too; for what is older, or from elsewhere, the partner has to be asked. */
function healing({ partner }: World): Parameters<World['ask']>[0] {
  const onlyLost = [...partner.drifted.values()].every((how) => how === 'lost');
  if (!onlyLost || partner.sent % 2 === 0) return { type: 'reconcile.request', request: { repair: true } };
  return { type: 'replay.request', request: { criteria: {}, limit: 1_000 } };
}

async function settles(world: World): Promise<boolean> {
  for (let round = 0; round < MOST_ROUNDS; round++) {
    world.clock.moment += 1_000;
    const sink = await world.sink();
    while (await sink.operate());
    await world.judge(0);
    world.partner.workAll();
    await sink.collect();
    await sink.record(0);
    await sink.send();
    if (!sink.isIdle) continue;
    const next = await nextMoment(world);
    if (next === null) return true;
    if (round % 5 === 4) world.clock.moment = Math.max(world.clock.moment, next);
  }
  return false;
}

/** When something pending may go on; null when nothing is pending. */
async function nextMoment(world: World): Promise<number | null> {
  const pending = (await deliveriesOf(world)).filter(({ state }) => state === 'due' || state === 'awaiting');
  return pending.length === 0 ? null : Math.min(...pending.map(({ nextAt }) => nextAt), world.clock.moment + DAY_MS);
}

/** Partner contents against what policy allows at the newest version, and the ledger against both. */
async function differences(world: World): Promise<string[]> {
  const deliveries = new Map((await deliveriesOf(world)).map((delivery) => [delivery.offerId, delivery]));
  const offers = world.offers.newest();
  const known = new Set(offers.map(({ id }) => id));
  const unknown = [...deliveries.keys()].filter((id) => !known.has(id));
  return [
    ...offers.flatMap((offer) => differencesOf(world, offer.id, wantedOf(world, offer), deliveries.get(offer.id))),
    ...unknown.flatMap((id) => differencesOf(world, id, null, deliveries.get(id))),
  ];
}

function wantedOf(world: World, offer: Offer): string | null {
  const { partner, filter } = world.subscription;
  const judgement = judge(offer, partner, { filter });
  return judgement.held ? viewHash(judgement.view) : null;
}

function differencesOf(world: World, id: string, wanted: string | null, delivery: Delivery | undefined): string[] {
  const held = world.partner.holds(id);
  const state = delivery?.state ?? 'none';
  const atRest = wanted === null ? ['none', 'removed'] : ['confirmed'];
  return [
    ...(held === wanted ? [] : [`${id}: the partner holds ${held}, and should hold ${wanted} (${state})`]),
    ...(atRest.includes(state) ? [] : [`${id}: is ${state}, and should be ${atRest.join(' or ')}`]),
    ...((delivery?.desiredHash ?? null) === wanted
      ? []
      : [`${id}: ${delivery?.desiredHash} is desired, not ${wanted}`]),
  ];
}

/**
 * What the ledger says is confirmed or removed is so at the partner, at any moment, unless it drifted; what it says the
 * partner refused or took in, the partner did, at this revision.
 */
async function untrueStates(world: World): Promise<string[]> {
  return (await deliveriesOf(world)).flatMap(({ offerId, revision, state, desiredHash }) => {
    const said = ({ rejected: 'rejected', awaiting: 'handed-over' } as const)[state as 'rejected' | 'awaiting'];
    const isTold = said === undefined || world.partner.hasSaid({ offerId, revision }, said);
    if (!isTold) return [`${offerId}: is ${state} at revision ${revision}, of which the partner said no such thing`];
    if ((state !== 'confirmed' && state !== 'removed') || world.partner.drifted.has(offerId)) return [];
    const held = world.partner.holds(offerId);
    return held === desiredHash ? [] : [`${offerId}: is ${state} with ${desiredHash}, and the partner holds ${held}`];
  });
}

/** Each revision was caused by something that changed what is to be held, or asked for it again. */
async function causeless(world: World, story: Story): Promise<string[]> {
  if (story.steps.some((step) => step.does === 'drift' && step.how === 'ghost')) return [];
  const causes = new Map<string, number>();
  for (const { value } of world.log.records(TOPICS.deliveries.name)) {
    const { offerId, event } = JSON.parse(value ?? 'null') as DeliveryChange;
    const isCause = event.type === 'desired' || event.type === 'replayed' || event.type === 'inventoried';
    if (isCause) causes.set(offerId, (causes.get(offerId) ?? 0) + 1);
  }
  return (await deliveriesOf(world)).flatMap(({ offerId, revision }) => {
    const caused = causes.get(offerId) ?? 0;
    return revision <= caused
      ? []
      : [`${offerId}: is at revision ${revision}, and only ${caused} changes asked for one`];
  });
}

/**
 * The ledger is a view of the log: thrown away and built anew, it leads to the same contents. Where no process died between
 * publishing a change and applying it, it is the same to the letter, and nothing is sent again.
 */
async function unlikeTheLog(world: World, story: Story): Promise<string[]> {
  const [before, sent] = [await dump(world), world.partner.sent];
  await world.rebuild();
  const after = await dump(world);
  if (!(await settles(world))) return ['it never came to rest after a rebuild'];
  const again = world.partner.sent - sent;
  if (!(await replaysFailed(world))) return ['it never came to rest after a rebuild and a replay'];
  const broken = (await differences(world)).map((what) => `after a rebuild: ${what}`);
  if (story.steps.some((step) => 'dies' in step && step.dies !== null)) return broken;
  if (again > 0) broken.push(`after a rebuild ${again} offers were sent again`);
  return before === after ? broken : [...broken, `rebuilt from the log, the ledger is another:\n${before}\n${after}`];
}

async function dump(world: World): Promise<string> {
  const deliveries = await deliveriesOf(world);
  const attempts = await Promise.all(deliveries.map(({ offerId }) => world.ledger.deliveries.attemptsOf(offerId)));
  return [...deliveries.map(told), ...attempts.flat().map((attempt) => JSON.stringify(attempt))].join('\n');
}

function told({ changedAt: _changedAt, batchId: _batchId, ...delivery }: Delivery): string {
  return JSON.stringify(delivery);
}

async function deliveriesOf(world: World): Promise<Delivery[]> {
  const found: Delivery[] = [];
  for await (const page of world.ledger.deliveries.scan(SUBSCRIPTION)) found.push(...page);
  return found;
}
