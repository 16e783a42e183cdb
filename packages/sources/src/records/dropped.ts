/** Why a field of a source is in no vacancy. */
const REASONS = {
  technical: 'describes the document and not the offer',
  repeated: 'says again what another field says; taken where that one is missing',
  wording: 'words that explain a code in general; the code is kept',
  reference: 'an amount beside the range; the range is kept as pay',
  list: 'list, version or address of a code: its shape tells the scheme',
  logo: 'a picture of the company',
  employer: 'tells something of the company that the model has no place for',
  foreign: 'a company number of another country: only Belgian ones have a place in the model',
  terms: 'terms of work that the model has no place for',
  street: 'a street address: places go down to the municipality',
  contact: 'a way to reach the company or the supplier, not the way to apply',
  route: 'a way to apply, or a word of it, that the model has no place for',
  competences: 'the competences of an occupation in general; the occupation is kept',
  optional: 'says whether a requirement may be waived; the model has no place for it with this one',
  level: 'a level of a language whose relation to those of the model is not published',
  statistics: 'counted by the service for its own use',
} as const;

type Dropped = Readonly<Record<string, string>>;

/**
 * Fields of each format that are read and then left out, with the reason. A name may begin or end with `*`, which stands
 * for anything. What is neither in a vacancy nor here is drift, or an oversight.
 */
export const DROPPED_FIELDS = {
  vdab: {
    'arbeidsovereenkomst.aantalDagen': REASONS.terms,
    'leverancier.prioriteit': REASONS.statistics,
    'profiel.beroepCompetenties.competenties': REASONS.competences,
    'profiel.beroepCompetenties.versie': REASONS.list,
    'profiel.vereisten.score.label': REASONS.level,
    'sollicitatieprocedure.contactpersoon.aanspreking': REASONS.route,
    'sollicitatieprocedure.contactpersoon.fax': REASONS.route,
    'sollicitatieprocedure.cvGewenst': REASONS.terms,
    'sollicitatieprocedure.motivatiebriefGewenst': REASONS.terms,
    'sollicitatieprocedure.sollicitatieVia.brief': REASONS.route,
    'sollicitatieprocedure.sollicitatieVia.fax': REASONS.route,
    'sollicitatieprocedure.sollicitatieVia.persoonlijkAanmelden': REASONS.route,
    'tewerkstellingsadres.provincie.label': REASONS.repeated,
  },
  actiris: {
    communeNl: REASONS.repeated,
    'employeur.nomNl': REASONS.repeated,
  },
  forem: {},
  'france-travail': {
    accessibleTH: REASONS.terms,
    'agence.courriel': REASONS.repeated,
    'contact.courriel': REASONS.repeated,
    deplacementCode: REASONS.terms,
    deplacementLibelle: REASONS.terms,
    employeurHandiEngage: REASONS.employer,
    entrepriseAdaptee: REASONS.employer,
    'entreprise.entrepriseAdaptee': REASONS.employer,
    'entreprise.logo': REASONS.logo,
    'entreprise.url': REASONS.employer,
    'formations.exigence': REASONS.optional,
    offresManqueCandidats: REASONS.statistics,
    'origineOffre.partenaires.logo': REASONS.logo,
    'qualitesProfessionnelles.description': REASONS.wording,
    qualificationCode: REASONS.terms,
    qualificationLibelle: REASONS.terms,
    secteurActivite: REASONS.repeated,
    trancheEffectifEtab: REASONS.employer,
  },
  'hr-open-3.2': {
    '@majorVersionID': REASONS.technical,
    '@minorVersionID': REASONS.technical,
    'DocumentID@*': REASONS.technical,
    'PositionOpeningStatusCode@name': REASONS.repeated,
    'PostingRequester.PartyID*': REASONS.technical,
    '*@typeCode': REASONS.technical,
    '*@type': REASONS.technical,
    '*@sequence': REASONS.technical,
    '*@listName': REASONS.list,
    '*@listURI': REASONS.list,
    '*@listVersionID': REASONS.list,
    'PositionProfile.OfferedRemunerationPackage.RemunerationRange.RemunerationMaximumAmount@currencyID':
      REASONS.repeated,
    'PositionProfile.OfferedRemunerationPackage.RemunerationRange.RemunerationReferenceAmount*': REASONS.reference,
    'PositionProfile.PositionLocation.Address.AddressLine': REASONS.street,
    'PositionProfile.PositionOrganization.OrganizationIdentifiers.OrganizationLegalID*': REASONS.foreign,
    'PositionProfile.PositionPeriod.EndDate.DateText': REASONS.terms,
    'PositionProfile.PositionQualifications.EducationRequirement.DegreeTypeCode': REASONS.wording,
    'PositionProfile.TravelPreference.*': REASONS.terms,
  },
  'hr-xml-position-opening': {
    '@lang': REASONS.repeated,
    'PositionRecordInfo.Id@idOwner': REASONS.repeated,
    'PositionProfile.Organization.ContactMethod.*': REASONS.contact,
    'PositionSupplier.ContactMethod.*': REASONS.contact,
    'PositionSupplier.SupplierId.IdValue': REASONS.repeated,
    'PositionProfile.PositionDetail.Competency.CompetencyId@description': REASONS.wording,
    'PositionProfile.PositionDetail.Competency.TaxonomyId@*': REASONS.list,
    'PositionProfile.PositionDetail.JobCategory.TaxonomyName*': REASONS.list,
    'PositionProfile.PositionDetail.PhysicalLocation.PostalAddress.Recipient.*': REASONS.street,
    'PositionProfile.PositionDetail.RemunerationPackage.Benefits.*': REASONS.terms,
    'PositionProfile.PositionDetail.Shift*': REASONS.terms,
    'UserArea.TotalNumberOfJobs': REASONS.repeated,
  },
} as const satisfies Readonly<Record<string, Dropped>>;

/** A format whose fields are accounted for. */
export type FieldsFormat = keyof typeof DROPPED_FIELDS;

/** Why a field is left out, of a format or by a list of reasons of its own; null when nobody decided so. */
export function reasonToDrop(format: FieldsFormat | Dropped, path: string): string | null {
  const listed: Dropped = typeof format === 'string' ? DROPPED_FIELDS[format] : format;
  const exact = listed[path];
  if (exact !== undefined) return exact;
  return Object.entries(listed).find(([name]) => matches(name, path))?.[1] ?? null;
}

function matches(name: string, path: string): boolean {
  if (name.startsWith('*')) return path.endsWith(name.slice(1));
  return name.endsWith('*') && path.startsWith(name.slice(0, -1));
}
