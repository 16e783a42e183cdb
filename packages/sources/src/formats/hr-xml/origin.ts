import { type Origin, parseEnterpriseNumber, type Supplier, type Vacancy } from '@relais/vacancy';
import { folded } from '../../records/codes.ts';
import { line } from '../../records/parts.ts';
import { serviceNamed } from '../../records/services.ts';
import type { SourceProfile } from '../../settings.ts';
import { attribute, element, elements, textAt, type XmlElement } from '../xml/tree.ts';

/** A document may carry numbers of several services: the source's own is the reference, else the first. */
export function hrXmlReference(opening: XmlElement, source: SourceProfile): string | null {
  const numbers = numbersOf(opening).filter(({ number }) => number !== null);
  const own =
    numbers.find(({ service }) => service === source.service) ?? numbers.find(({ service }) => service === null);
  return (own ?? numbers[0])?.number ?? null;
}

function numbersOf(opening: XmlElement): { service: string | null; number: string | null }[] {
  return elements(opening, 'PositionRecordInfo', 'Id').map((id) => ({
    service: serviceNamed(attribute(id, 'idOwner')),
    number: textAt(id, 'IdValue'),
  }));
}

/** `SupplierId` holds an enterprise number when its owner says BCE or KBO, else the partner's own code. */
export function supplierOf(opening: XmlElement, employer: Vacancy['employer']): Supplier | null {
  const supplier = element(opening, 'PositionSupplier');
  if (supplier === null) return null;
  const owner = attribute(element(supplier, 'SupplierId'), 'idOwner');
  const value = textAt(supplier, 'SupplierId', 'IdValue');
  const isNumber = /^(?:BCE|KBO|CBE)$/i.test(owner ?? '');
  const named = {
    name: line(textAt(supplier, 'EntityName') ?? (isNumber ? null : value)),
    enterpriseNumber: isNumber ? parseEnterpriseNumber(value) : null,
  };
  return {
    ...named,
    type: supplierType(named, employer),
    rawType: owner,
    reference: textAt(opening, 'PositionPostings', 'PositionPosting', 'Id'),
  };
}

type Company = Pick<Supplier, 'name' | 'enterpriseNumber'>;

/** The dialect names no type: a service is known by its name, and an employer by being its own supplier. */
function supplierType(supplier: Company, employer: Company): Supplier['type'] {
  if (serviceNamed(supplier.name) !== null) return 'public-service';
  const sameNumber = supplier.enterpriseNumber !== null && supplier.enterpriseNumber === employer.enterpriseNumber;
  const sameName = supplier.name !== null && folded(supplier.name) === folded(employer.name ?? '');
  return sameNumber || sameName ? 'employer' : 'unknown';
}

/** Another service that owns one of the document's numbers, or that supplies it, had the offer first. */
export function originOf(
  document: { opening: XmlElement; reference: string; supplier: Supplier | null },
  source: SourceProfile,
): Origin {
  const { opening, reference, supplier } = document;
  const channel = supplier?.name ?? null;
  const foreign = numbersOf(opening).find(({ service }) => service !== null && service !== source.service);
  const service = foreign?.service ?? serviceNamed(channel);
  if (service === null || service === source.service) {
    const provenance = supplier?.type === 'employer' || service !== null ? 'own' : 'unknown';
    return { service: source.service, reference, hops: [source.service], provenance, channel };
  }
  const hops = [service, source.service];
  return { service, reference: foreign?.number ?? reference, hops, provenance: 'echo', channel };
}
