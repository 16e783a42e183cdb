/** An HR-Open 3.2 document as one service sends it. */
export function document(
  given: { number?: string; agency?: string; alternate?: string; title?: string; status?: string } = {},
): string {
  const {
    number = '1',
    agency = 'Voorbeeld',
    alternate,
    title = 'Verpleegkundige voor de nachtdienst',
    status = 'Active',
  } = given;
  const other = alternate === undefined ? '' : `<AlternateDocumentID>${alternate}</AlternateDocumentID>`;
  return `<?xml version="1.0" encoding="ISO-8859-1"?>
<x:PositionOpening xmlns:x="http://www.hr-xml.org/3" xmlns="http://www.hr-xml.org/3" xmlns:oa="http://www.openapplications.org/oagis/9">
<DocumentID schemeID="offers" schemeAgencyID="${agency}" schemeAgencyName="${agency}">${number}</DocumentID>${other}
<PositionOpeningStatusCode>${status}</PositionOpeningStatusCode>
<PostingRequester><PartyID>7</PartyID></PostingRequester>
<PositionProfile languageCode="nl"><PositionTitle>${title}</PositionTitle>
<PositionLocation><Address><oa:CityName>Gent</oa:CityName><CountryCode>BE</CountryCode><oa:PostalCode>9000</oa:PostalCode></Address></PositionLocation>
<PositionOpenQuantity>1</PositionOpenQuantity><JobCategoryCode listName="ISCO2008">2221</JobCategoryCode>
<PositionOfferingTypeCode>DirectHire</PositionOfferingTypeCode>
<PositionFormattedDescription><Content>&lt;p&gt;Zorg – élke nacht&lt;/p&gt;</Content></PositionFormattedDescription>
</PositionProfile></x:PositionOpening>`;
}
