/** Headers of a CloudEvents 1.0 event in the binary mode of the Kafka protocol binding. */
export interface EventHeaders {
  readonly ce_specversion: '1.0';
  readonly ce_id: string;
  readonly ce_type: string;
  readonly ce_source: string;
  readonly ce_time: string;
  readonly 'content-type': 'application/json';
}

export interface EventAttributes {
  /** Deterministic event id. */
  id: string;
  /** For example `vacancy.observed`. */
  type: string;
  /** The producing stage, for example `/relais/ingest/vdab`. */
  source: string;
  /** RFC 3339 instant. */
  time: string;
}

/** Context attributes as record headers (CloudEvents Kafka protocol binding 1.0.2, section 3.2). */
export function eventHeaders(event: EventAttributes): Record<string, string> {
  const headers: EventHeaders = {
    ce_specversion: '1.0',
    ce_id: event.id,
    ce_type: `eu.relais.${event.type}`,
    ce_source: event.source,
    ce_time: event.time,
    'content-type': 'application/json',
  };
  return { ...headers };
}
