/** A document of HR-XML 2.x in Le Forem's dialect, with everything that the tests do not say left plausible. */
export function foremOpening(given: Partial<Record<ForemPart, string>> = {}): string {
  const part = { ...FOREM, ...given };
  return `<PositionOpening xmlns="http://ns.hr-xml.org/2006-02-28" xml:lang="FR">
    <PositionRecordInfo>${part.ids}${part.status}</PositionRecordInfo>
    ${part.supplier}
    <PositionProfile xml:lang="FR">
      <PositionDateInfo>${part.dates}</PositionDateInfo>
      ${part.organization}
      <PositionDetail>
        <IndustryCode classificationName="NaceBel2008">8610100</IndustryCode>
        ${part.places}${part.categories}
        <PositionTitle>${part.title}</PositionTitle>
        ${part.contract}${part.schedules}${part.competencies}${part.pay}
        <UserArea><Experience unitOfMeasure="Years">2</Experience></UserArea>
      </PositionDetail>
      ${part.descriptions}
      <HowToApply>${part.apply}</HowToApply>
      ${part.userArea}
    </PositionProfile>
    <NumberToFill>3</NumberToFill>
  </PositionOpening>`;
}

const FOREM = {
  ids: '<Id idOwner="LEFOREM"><IdValue>2030588</IdValue></Id>',
  status: '<Status validFrom="2026-02-01" validTo="2026-04-01">Active</Status>',
  supplier:
    '<PositionSupplier><SupplierId idOwner="BCE"><IdValue>0403019261</IdValue></SupplierId><EntityName>Clinique du Parc</EntityName></PositionSupplier>',
  dates: '<StartAsSoonAsPossible>true</StartAsSoonAsPossible><StartDate>2026-03-01</StartDate>',
  organization:
    '<Organization><OrganizationName>Clinique du Parc</OrganizationName><LegalId idOwner="BCE"><IdValue>0403019261</IdValue></LegalId></Organization>',
  places:
    '<PhysicalLocation><PostalAddress><CountryCode>BE</CountryCode><PostalCode>5000</PostalCode><Municipality>NAMUR</Municipality></PostalAddress></PhysicalLocation>',
  categories:
    '<JobCategory><TaxonomyName version="1.0">ROMEV3</TaxonomyName><CategoryCode>J1506</CategoryCode></JobCategory><JobCategory><TaxonomyName version="1.0">DIMECO</TaxonomyName><CategoryCode>J150601-2</CategoryCode><CategoryDescription>Infirmier</CategoryDescription></JobCategory>',
  title: 'Infirmier / Infirmière',
  contract: '<PositionClassification>G</PositionClassification>',
  schedules: '<PositionSchedule>Full Time</PositionSchedule><PositionSchedule>x:Night Work</PositionSchedule>',
  competencies: '',
  pay: '',
  descriptions:
    '<FormattedPositionDescription><Name>jobDescription</Name><Value><![CDATA[<p>Vous soignez.</p>]]></Value></FormattedPositionDescription>',
  apply: '<PersonName><FamilyName>Exemple</FamilyName></PersonName><ApplicationMethod/>',
  userArea: '',
};
type ForemPart = keyof typeof FOREM;

/** A document of HR-Open 3.2 under prefixes of its own. */
export function hrOpenOpening(given: Partial<Record<HrOpenPart, string>> = {}): string {
  const part = { ...HR_OPEN, ...given };
  return `<h:PositionOpening xmlns:h="http://www.hr-xml.org/3" xmlns:o="http://www.openapplications.org/oagis/9" majorVersionID="3" minorVersionID="2" validFrom="2026-01-10">
    ${part.id}
    <h:PositionOpeningStatusCode name="Active">${part.status}</h:PositionOpeningStatusCode>
    <h:PostingRequester><h:PartyID schemeAgencyName="PES">PES</h:PartyID></h:PostingRequester>
    ${part.profiles}
  </h:PositionOpening>`;
}

const ADDRESS =
  '<h:Address><o:CityName>Eupen</o:CityName><o:CountrySubDivisionCode>BE336</o:CountrySubDivisionCode><h:CountryCode>BE</h:CountryCode><o:PostalCode>4700</o:PostalCode></h:Address>';

const HR_OPEN = {
  id: '<h:DocumentID schemeAgencyID="PES" schemeAgencyName="PES">doc-1</h:DocumentID>',
  status: 'Active',
  profiles: hrOpenProfile({}),
};
type HrOpenPart = keyof typeof HR_OPEN;

export function hrOpenProfile(given: {
  language?: string;
  title?: string;
  content?: string;
  more?: string;
  address?: string;
}): string {
  const { language = 'en', title = 'Cook', content = 'You cook.', more = '', address = ADDRESS } = given;
  return `<h:PositionProfile languageCode="${language}" validTo="2026-05-01">
    <h:PositionTitle>${title}</h:PositionTitle>
    <h:PositionLocation>${address}</h:PositionLocation>
    <h:PositionOrganization><h:OrganizationIdentifiers><h:OrganizationName>Kitchen</h:OrganizationName><h:OrganizationLegalID>0403019261</h:OrganizationLegalID></h:OrganizationIdentifiers></h:PositionOrganization>
    <h:PositionOpenQuantity>2</h:PositionOpenQuantity>
    <h:JobCategoryCode listName="ISCO2008">5120</h:JobCategoryCode>
    <h:PositionFormattedDescription><h:Content>${content}</h:Content></h:PositionFormattedDescription>
    ${more}
  </h:PositionProfile>`;
}
