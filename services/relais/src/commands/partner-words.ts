import type { ConfiguredPartner, ConfiguredSubscription } from './partner-subscription.ts';

type Filter = ConfiguredSubscription['filter'];
type Policy = ConfiguredPartner['policy'];

const orOf = (values: readonly string[]) => values.map((value) => `\`${value}\``).join(' or ');

/** What a subscription wants, a sentence for each condition; all of them must hold. */
export function filterWords(filter: Filter): string[] {
  const occupations = [...filter.competent, ...filter.esco, ...filter.isco, ...filter.rome];
  const places = placeWords(filter);
  const conditions: readonly (readonly [boolean, string])[] = [
    [filter.origins.length > 0, `It was first published by ${orOf(filter.origins)}.`],
    [filter.languages.length > 0, `Its title or text is in ${orOf(filter.languages)}.`],
    [filter.countries.length > 0, `A workplace is in ${orOf(filter.countries)}.`],
    [places.length > 0, `${filter.countries.length > 0 ? 'That' : 'A'} workplace's ${places.join(', or its ')}.`],
    [filter.contractTypes.length > 0, `Its contract is ${orOf(filter.contractTypes)}.`],
    [occupations.length > 0, `One of its occupation codes begins with ${orOf(occupations)}.`],
    [filter.minimumConfidence > 0, `Its occupation is coded with a confidence of ${filter.minimumConfidence} or more.`],
  ];
  const words = conditions.flatMap(([holds, sentence]) => (holds ? [sentence] : []));
  return words.length === 0 ? ['Every offer that the policy allows.'] : words;
}

/** What may be said of a workplace; one of it must hold. */
function placeWords({ postcodes, nuts, nis, within }: Filter): string[] {
  const begins = [...postcodes, ...nuts];
  return [
    ...(begins.length > 0 ? [`postcode or NUTS code begins with ${orOf(begins)}`] : []),
    ...(nis.length > 0 ? [`municipality has a NIS code that begins with ${orOf(nis)}`] : []),
    ...within.map(({ postcode, km }) => `place is at most ${km} km from the postcode ${orOf([postcode])}`),
  ];
}

const CONTACT: Readonly<Record<Policy['contactData'], string>> = {
  none: 'Contact data is never given.',
  'application-only':
    'Of contact data only the e-mail address, telephone number and postal address to apply to are given.',
  all: 'Contact data is given in full: it is personal data, and may be used for the application alone.',
};

/** What a partner may have. */
export function policyWords({ service, policy, languages }: ConfiguredPartner): string[] {
  const { origins, sources, suppliers, acceptShareAlike, honourRefusal, maxHops, contactData } = policy;
  const conditions: readonly (readonly [boolean, string])[] = [
    [service !== null, `What came from or through \`${service}\` does not go back to it.`],
    [origins.allow !== null, `Only what was first published by ${orOf(origins.allow ?? []) || 'nobody'}.`],
    [origins.deny.length > 0, `Nothing that was first published by ${orOf(origins.deny)}.`],
    [sources.allow !== null, `Only what was read from ${orOf(sources.allow ?? []) || 'nowhere'}.`],
    [sources.deny.length > 0, `Nothing that was read from ${orOf(sources.deny)}.`],
    [maxHops !== null, `At most ${maxHops} services stand between origin and Relais.`],
    [honourRefusal, 'Nothing whose employer refused that it be passed on.'],
    [!acceptShareAlike, 'Nothing under a share-alike licence, such as CC BY-SA.'],
    [acceptShareAlike, 'Also offers under a share-alike licence: what is made of them stands under it too.'],
    [true, CONTACT[contactData]],
    [languages.length > 0, `Texts come in ${languages.join(', ')} (the best first), or in one other language.`],
  ];
  const rules = suppliers.map(
    (rule) =>
      `Nothing that was supplied by ${orOf(rule.deny)}${rule.origins.length === 0 ? '' : ` at ${orOf(rule.origins)}`}.`,
  );
  return [...conditions.flatMap(([holds, sentence]) => (holds ? [sentence] : [])), ...rules];
}
