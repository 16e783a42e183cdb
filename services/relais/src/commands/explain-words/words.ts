import type { Delivery, DeliveryState } from '@relais/ledger';
import type { Judgement } from '@relais/policy';
import type { OccupationCoding, Offer } from '@relais/vacancy';
import type { ClauseName } from './clauses.ts';

/** Things that readers of an offer look for. */
export const LOOKED_FOR = [
  'title',
  'description',
  'employer',
  'workplace',
  'contract',
  'hours',
  'pay',
  'requirements',
  'application',
  'end',
] as const;
export type LookedFor = (typeof LOOKED_FOR)[number];

/** Why a partner is not to have an offer. */
export type NotHeldReason = Extract<Judgement, { held: false }>['reason'];

/** The words of a story in one language. `{1}`, `{2}` are filled; `[… {1} …]` falls away when its part is empty. */
export interface Words {
  readonly status: Readonly<Record<Offer['status'], string>>;
  /** Parts: id, status, version, day. */
  readonly offer: string;
  readonly mergedInto: string;
  readonly membersOne: string;
  readonly membersMany: string;
  readonly noMembers: string;
  /** Parts: source, reference, day of publication, day of the last change, reasons. */
  readonly member: string;
  /** Part: list of vacancy keys. */
  readonly formerMembers: string;
  /** Parts: code, label, share, method, release. */
  readonly coded: string;
  readonly proposed: string;
  readonly unmapped: string;
  readonly because: string;
  readonly methods: Readonly<Record<OccupationCoding['method'], string>>;
  /** Parts: number found, number looked for, list of what is missing. */
  readonly quality: string;
  readonly lookedFor: Readonly<Record<LookedFor, string>>;
  readonly nobody: string;
  /** Parts: partner and subscription, revision, day, reason. */
  readonly deliveries: Readonly<Record<DeliveryState | 'unwanted' | 'unjudged', string>>;
  readonly notHeld: Readonly<Record<NotHeldReason, string>>;
  readonly reasons: Readonly<Record<NonNullable<Delivery['reason']>, string>>;
  readonly clauses: Readonly<Record<ClauseName, string>>;
}
