import type { Origin } from '@relais/vacancy';
import { decodeEuresHandle } from '../eures/handle.ts';
import { serviceNamed, serviceOfEnterprise } from './services.ts';

type Text = string | null | undefined;

/** Everything in a record that may tell where its source had it from. Each is optional; empty ones say nothing. */
export interface OriginHints {
  /** Members that may hold a EURES handle. */
  readonly handles?: readonly Text[];
  /** Numbers of the record with the names of those who issued them (HR-XML `Id/@idOwner`, HR-Open `DocumentID`). */
  readonly numbers?: readonly { readonly owner: Text; readonly number: Text }[];
  /** Services that an echo comes from by the source's own flag; it may name several, of which one is meant. */
  readonly flagged?: readonly string[];
  /** Names of channel and supplier (Le Forem `source`, VDAB `bron` and `leverancier.naam`). */
  readonly names?: readonly Text[];
  /** Enterprise number of the supplier. */
  readonly enterpriseNumber?: Text;
  /** The reference that the supplier or channel has for the offer (Le Forem `referenceexterne`, VDAB `externeReferentie`). */
  readonly externalReference?: Text;
}

/** Services that had the offer before the source; the reference is that of the first of them. */
interface Finding {
  readonly services: readonly string[];
  readonly reference: string | null;
}

/**
 * The rules, strongest first. The first that names another service tells the origin and its reference; what the others
 * name is part of the way, since an offer must not go back to any of them.
 */
const RULES: readonly ((hints: OriginHints, own: string) => Finding[])[] = [
  /** A EURES handle holds the reference and the data source that published the offer (it encodes both). */
  ({ handles = [] }) =>
    handles.flatMap((handle) => {
      const found = decodeEuresHandle(handle);
      return found === null ? [] : [{ services: [found.service], reference: found.reference }];
    }),
  /** A number of the record that another service issued. */
  ({ numbers = [] }) => numbers.flatMap(({ owner, number }) => named(owner, number)),
  /** The source's own flag: nothing is known but that it is an echo, and of whom at most. */
  ({ flagged = [] }) => (flagged.length === 0 ? [] : [{ services: flagged, reference: null }]),
  /** A channel or supplier that bears a service's name. */
  ({ names = [], externalReference }) => names.flatMap((name) => named(name, externalReference)),
  /** A supplier that has a service's enterprise number, whatever it calls itself. */
  ({ enterpriseNumber, externalReference }) => {
    const service = serviceOfEnterprise(enterpriseNumber);
    return service === null ? [] : [{ services: [service], reference: externalReference ?? null }];
  },
];

/**
 * Origin and hop path of a record. Where no hint names another service the offer is the source's own, and
 * `otherwise` says how the source came by it.
 */
export function originFrom(
  hints: OriginHints,
  record: { readonly service: string; readonly reference: string; readonly channel: string | null },
  otherwise: Origin['provenance'],
): Origin {
  const { service, reference, channel } = record;
  const findings = RULES.flatMap((rule) => rule(hints, service))
    .map((finding) => ({ ...finding, services: finding.services.filter((other) => other !== service) }))
    .filter(({ services }) => services.length > 0);
  const [first] = findings;
  if (first === undefined) return { service, reference, hops: [service], provenance: otherwise, channel };
  const before = new Set(findings.flatMap(({ services }) => services));
  const [only] = first.services;
  const origin = first.services.length === 1 && only !== undefined ? only : 'unknown';
  const confirmed = origin === 'unknown' ? confirmedBy(findings, first) : null;
  return {
    service: confirmed?.services[0] ?? origin,
    reference: (confirmed ?? first).reference,
    hops: [...before, service].slice(-MOST_HOPS),
    provenance: 'echo',
    channel,
  };
}

/** The model's limit. */
const MOST_HOPS = 20;

/** A flag that names several services is made certain by a weaker hint that names one of them. */
function confirmedBy(findings: readonly Finding[], flag: Finding): Finding | null {
  return (
    findings.find(({ services: [name, second] }) => second === undefined && flag.services.includes(name ?? '')) ?? null
  );
}

function named(name: Text, reference: Text): Finding[] {
  const service = serviceNamed(name);
  return service === null ? [] : [{ services: [service], reference: reference || null }];
}
