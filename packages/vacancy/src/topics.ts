/** A topic of the log. `partitions` is the default of a new installation; `retentionDays` counts for uncompacted topics. */
export interface TopicDefinition {
  readonly name: string;
  readonly partitions: number;
  readonly cleanup: 'compact' | 'delete';
  readonly retentionDays: number | null;
  readonly holds: string;
}

export const TOPICS = {
  observations: {
    name: 'relais.observations.v1',
    partitions: 6,
    cleanup: 'compact',
    retentionDays: null,
    holds: 'vacancy observed or withdrawn, by <source>:<source reference>',
  },
  offers: {
    name: 'relais.offers.v1',
    partitions: 6,
    cleanup: 'compact',
    retentionDays: null,
    holds: 'offer published, updated, closed or merged, by offer id',
  },
  deliveries: {
    name: 'relais.deliveries.v1',
    partitions: 6,
    cleanup: 'delete',
    retentionDays: 400,
    holds: 'every change of a delivery, by <subscription>:<offer id>',
  },
  batches: {
    name: 'relais.batches.v1',
    partitions: 1,
    cleanup: 'compact',
    retentionDays: null,
    holds: 'batch closed, failed, held or decided, with its counts, by batch id',
  },
  commands: {
    name: 'relais.commands.v1',
    partitions: 1,
    cleanup: 'compact',
    retentionDays: null,
    holds: 'what operations ask of a stage, such as to release a held batch or to replay, by batch or operation',
  },
  alerts: {
    name: 'relais.alerts.v1',
    partitions: 1,
    cleanup: 'delete',
    retentionDays: 400,
    holds: 'partners that fail, or answer again, by subscription',
  },
  deadLetters: {
    name: 'relais.dead-letters.v1',
    partitions: 6,
    cleanup: 'compact',
    retentionDays: null,
    holds: 'deliveries that were refused or given up, by <subscription>:<offer id>; gone once they move again',
  },
  quarantine: {
    name: 'relais.quarantine.v1',
    partitions: 1,
    cleanup: 'delete',
    retentionDays: 90,
    holds: 'input that could not be normalised, by batch id and position',
  },
} as const satisfies Record<string, TopicDefinition>;

/** The topic that holds one partner's view. */
export function partnerTopic(partner: string): TopicDefinition {
  return {
    name: `relais.partner.${partner}.v1`,
    partitions: 3,
    cleanup: 'compact',
    retentionDays: null,
    holds: `the offers that ${partner} may have, in its view, by offer id`,
  };
}

/** Consumer groups of the stages. An installation keeps them for ever: a new name would read everything again. */
export const CONSUMER_GROUPS = {
  enricher: 'relais.enricher',
  sink: 'relais.sink',
  sinkCommands: 'relais.sink.commands',
  enricherCommands: 'relais.enricher.commands',
} as const;
