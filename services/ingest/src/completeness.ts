import type { HoldReason } from '@relais/ledger';

/** What a snapshot showed, against what was live before. */
export interface SnapshotSight {
  /** True when the adapter vouches that the snapshot arrived whole: as long as announced, and nothing unread. */
  readonly complete: boolean;
  /** References that the snapshot named. */
  readonly shown: number;
  /** Live vacancies, and those of them that the snapshot did not name. */
  readonly live: number;
  readonly absent: number;
  readonly limitPercent: number;
}

/** So few absences are believed whatever their share: of a handful, one or two are soon a fifth. */
const HANDFUL = 5;
/** So many are believed as long as they are not more than half: a small source may well lose a fifth in a night. */
const FEW = 50;

/** Why the absences of a snapshot must not be acted on without a person's word; null when they are withdrawals. */
export function holdReason({ complete, shown, live, absent, limitPercent }: SnapshotSight): HoldReason | null {
  if (absent === 0) return null;
  if (shown === 0) return 'empty';
  if (!complete) return 'incomplete';
  const few = absent <= HANDFUL || (absent <= FEW && absent * 2 <= live);
  return few || absent * 100 <= live * limitPercent ? null : 'many-absent';
}
