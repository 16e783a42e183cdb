import { EXIT, type ServiceContext } from '@relais/configuration';
import type { Delivery, VacancyRow } from '@relais/ledger';
import { traceOffers } from '@relais/ops';
import { judge } from '@relais/policy';
import { type Offer, type Vacancy, vacancyKey } from '@relais/vacancy';
import { commandErrors } from '../errors.ts';
import { type Facts, qualityOf, storyOf } from './explain-story.ts';
import { de } from './explain-words/de.ts';
import { en } from './explain-words/en.ts';
import { fr } from './explain-words/fr.ts';
import { nl } from './explain-words/nl.ts';
import type { Words } from './explain-words/words.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';

const WORDS = { nl, fr, de, en } satisfies Record<string, Words>;
type ExplainedLanguage = keyof typeof WORDS;
export const EXPLAINED_LANGUAGES = Object.keys(WORDS) as ExplainedLanguage[];

interface ExplainOptions extends InstallationOptions {
  readonly language: string;
}

/** `relais explain`: the whole story of an offer in words, without contact data. */
export function explain(name: string, options: ExplainOptions): Promise<number> {
  const language = EXPLAINED_LANGUAGES.find((each) => each === options.language);
  if (language === undefined) {
    const known = EXPLAINED_LANGUAGES.join(', ');
    throw commandErrors.create('COMMAND_LANGUAGE_UNKNOWN', { language: options.language, known });
  }
  return onInstallation(options, async (context) => {
    const found = await traceOffers(context.stores.ledger, name);
    const stories = await Promise.all(
      found.map(async ({ offer, deliveries }) => {
        const facts = await factsOf(context, offer, deliveries);
        return { ...facts, quality: qualityOf(offer.vacancy), story: storyOf(facts, language, WORDS[language]) };
      }),
    );
    print(
      options,
      stories,
      () => stories.map(({ story }) => `${story.join('\n')}\n`).join('\n') || `Nothing is known by the name ${name}.\n`,
    );
    return stories.length > 0 ? EXIT.ok : EXIT.failed;
  });
}

async function factsOf(
  { stores, configuration }: ServiceContext,
  offer: Omit<Offer, 'contact'>,
  deliveries: readonly Delivery[],
): Promise<Facts> {
  const rows = await stores.ledger.offers.vacancies(offer.members.map(vacancyKey));
  const subscribed = configuration.partners.flatMap((partner) =>
    partner.subscriptions.map((subscription) => {
      const judgement = judge({ ...offer, contact: null }, partner, subscription);
      const notHeld = judgement.held ? null : judgement.reason;
      return { id: subscription.id, partner: `${partner.name} (${subscription.id})`, notHeld };
    }),
  );
  return {
    offer,
    members: offer.members.map((member) => {
      const row = rows.get(vacancyKey(member));
      const { source, reference, reason } = member;
      return { source, reference, reason, published: publishedOn(row), changed: dayOf(row?.changedAt) };
    }),
    deliveries: deliveries.map((delivery) => {
      const { partner = delivery.subscription, notHeld = null } =
        subscribed.find(({ id }) => id === delivery.subscription) ?? {};
      return { ...delivery, partner, notHeld };
    }),
    without: subscribed
      .filter(({ id }) => !deliveries.some(({ subscription }) => subscription === id))
      .map(({ partner, notHeld }) => ({ partner, notHeld })),
  };
}

/** Of the row's content only the dates are looked at: contact data stands beside them. */
function publishedOn(row: VacancyRow | undefined): string {
  const content = JSON.parse(row?.content ?? 'null') as { readonly vacancy: Vacancy } | null;
  const { from, created } = content?.vacancy.publication ?? { from: null, created: null };
  return (from ?? created ?? '').slice(0, 10);
}

function dayOf(moment: number | undefined): string {
  return moment === undefined ? '' : new Date(moment).toISOString().slice(0, 10);
}
