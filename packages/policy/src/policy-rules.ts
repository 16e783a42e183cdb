import type { OfferMember } from '@relais/vacancy';
import type { OfferFacts } from './facts.ts';
import type { Partner, Policy, Reach } from './partner.ts';

/** Why a partner may not have an offer. */
export type PolicyRefusal =
  | 'echo'
  | 'redistribution-refused'
  | 'origin-denied'
  | 'source-denied'
  | 'supplier-denied'
  | 'too-many-hops'
  | 'share-alike';

/** Why the partner may not have the offer; null when it may. */
export function refusedByPolicy(facts: OfferFacts, partner: Pick<Partner, 'service' | 'policy'>): PolicyRefusal | null {
  const { policy, service } = partner;
  if (service !== null && facts.services.has(service)) return 'echo';
  if (facts.refused && policy.honourRefusal) return 'redistribution-refused';
  const denied = memberDenied(facts.lead, policy);
  if (denied !== null) return denied;
  if (facts.vacancy.licence?.shareAlike === true && !policy.acceptShareAlike) return 'share-alike';
  return null;
}

/** Why a member may not be shown to the partner; null when it may. */
export function memberDenied(member: OfferMember, policy: Policy): PolicyRefusal | null {
  if (!reaches(policy.origins, member.origin.service)) return 'origin-denied';
  if (!reaches(policy.sources, member.source)) return 'source-denied';
  if (policy.suppliers.some((rule) => denies(rule, member))) return 'supplier-denied';
  if (policy.maxHops !== null && member.origin.hops.length > policy.maxHops) return 'too-many-hops';
  return null;
}

function reaches(reach: Reach, name: string): boolean {
  return (reach.allow === null || reach.allow.includes(name)) && !reach.deny.includes(name);
}

function denies(rule: Policy['suppliers'][number], member: OfferMember): boolean {
  const concerned = rule.origins.length === 0 || rule.origins.includes(member.origin.service);
  return concerned && rule.deny.includes(member.supplierType);
}
