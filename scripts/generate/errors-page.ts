import { channelErrors } from '@relais/channels';
import { competentErrors } from '@relais/competent';
import { configurationErrors } from '@relais/configuration';
import { dedupErrors } from '@relais/dedup';
import { enricherErrors } from '@relais/enricher';
import { eventLogErrors } from '@relais/event-log';
import { ingestErrors } from '@relais/ingest';
import { ledgerErrors } from '@relais/ledger';
import { placesErrors } from '@relais/places';
import { commandErrors } from '@relais/relais';
import { doorErrors, type ErrorDefinition, httpErrors } from '@relais/runtime';
import { sinkErrors } from '@relais/sink';
import { sourceErrors } from '@relais/sources';
import { stateErrors } from '@relais/state';
import { vacancyErrors } from '@relais/vacancy';

const CATALOGUES: Readonly<Record<string, { definitions: Readonly<Record<string, ErrorDefinition>> }>> = {
  'Command line': commandErrors,
  Configuration: configurationErrors,
  Ingest: ingestErrors,
  Sources: sourceErrors,
  'Calls to the outside': httpErrors,
  'Looks from outside': doorErrors,
  Model: vacancyErrors,
  Enricher: enricherErrors,
  Deduplication: dedupErrors,
  Reference: competentErrors,
  Places: placesErrors,
  Sink: sinkErrors,
  Channels: channelErrors,
  'Event log': eventLogErrors,
  'Hot state': stateErrors,
  Ledger: ledgerErrors,
};

/** The page of error codes. */
export function errorsPage(): string {
  const sections = Object.entries(CATALOGUES).map(([title, { definitions }]) => section(title, definitions));
  return `# Error codes

Generated from the code by \`npm run generate\`. Codes are stable. \`{names}\` are filled in; they never hold secrets or contact data.
A *passing* failure may succeed when the same is tried again.

${sections.join('\n')}`;
}

function section(title: string, definitions: Readonly<Record<string, ErrorDefinition>>): string {
  const rows = Object.entries(definitions)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([code, one]) => `| \`${code}\` | ${cell(one.message)} | ${one.retriable ? 'yes' : 'no'} | ${cell(one.remedy)} |`,
    );
  return `## ${title}\n\n| code | message | passing | what to do |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
