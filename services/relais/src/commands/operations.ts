import { EXIT, type ServiceContext } from '@relais/configuration';
import { type ToldOperation, toldOperation } from '@relais/ops';
import { deterministicId } from '@relais/runtime';
import { commandRecord, type SinkCommand } from '@relais/sink';
import { commandErrors } from '../errors.ts';
import { textTable } from '../run/books-table.ts';
import { type InstallationOptions, onInstallation, print } from './installation.ts';
import { lookUntil, progressLines } from './look-until.ts';
import { subscriptionOf } from './partner-subscription.ts';

export interface AskingOptions extends InstallationOptions {
  /** Seconds to wait for the end; 0 returns as soon as the request is durable. */
  readonly wait: number;
}

type Request = Extract<SinkCommand, { request: unknown }>;
type Asked = { [Type in Request['type']]: Omit<Extract<Request, { type: Type }>, 'id' | 'at' | 'by'> }[Request['type']];

const ENDED: readonly ToldOperation['status'][] = ['done', 'failed', 'cancelled'];

/** Asks the sink for an operation, shows its progress, and prints what came of it. */
export async function ask(context: ServiceContext, asked: Asked, options: AskingOptions): Promise<number> {
  // A slip of the pen would be kept for ever.
  subscriptionOf(context.configuration, asked.subscription);
  const at = new Date().toISOString();
  const id = `op_${deterministicId(asked.type, asked.subscription, at, context.holder).slice(0, 16)}`;
  await context.stores.log.publish([commandRecord({ ...asked, id, at, by: context.holder })]);
  const operation = await followed(context, id, options);
  print(options, { id, operation }, () => (operation === null ? notTakenUp(id) : operationText(operation)));
  return operation?.status === 'failed' ? EXIT.failed : EXIT.ok;
}

async function followed(
  { stores, signal }: ServiceContext,
  id: string,
  { wait: seconds, json }: AskingOptions,
): Promise<ToldOperation | null> {
  const show = progressLines(json);
  const look = async () => {
    const stored = await stores.ledger.operations.get(id);
    const operation = stored === null ? null : toldOperation(stored.operation);
    if (operation !== null) show(`${operation.looked} looked at, ${operation.changed} changed\n`);
    return operation;
  };
  return await lookUntil(look, (operation) => operation !== null && ENDED.includes(operation.status), {
    seconds,
    signal,
  });
}

function notTakenUp(id: string): string {
  return `Asked for as ${id}. A sink takes it up as soon as one runs; \`relais operation list\` then shows how far it is.\n`;
}

function operationText(operation: ToldOperation): string {
  const head = `${operation.kind} ${operation.id} of ${operation.subscription}: ${operation.status}`;
  const counts = `${operation.looked} deliveries looked at, ${operation.changed} changed`;
  return `${head}, ${counts}\n${operation.report === null ? '' : `${reportText(operation.report)}\n`}`;
}

function reportText(report: NonNullable<ToldOperation['report']>): string {
  return Object.entries(report)
    .map(([name, value]) => `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}

/** `relais operation list`: the newest operations. */
export function listOperations(options: InstallationOptions & { readonly limit: number }): Promise<number> {
  return onInstallation(options, async ({ stores }) => {
    const listed = await stores.ledger.operations.list({ limit: options.limit, offset: 0 });
    const operations = listed.map(toldOperation);
    print(options, operations, () => operationsText(operations));
    return EXIT.ok;
  });
}

function operationsText(operations: readonly ToldOperation[]): string {
  if (operations.length === 0)
    return 'There are none. One that was asked for shows here once a sink has taken it up.\n';
  const rows = operations.map((one) => [
    ...[one.id, one.subscription, one.kind, one.status, String(one.looked), String(one.changed)],
    ...[one.requestedBy, new Date(one.requestedAt).toISOString()],
  ]);
  return `${textTable(['operation', 'subscription', 'kind', 'state', 'looked', 'changed', 'by', 'asked'], rows)}\n`;
}

/** `relais operation pause|resume|cancel`. */
export function changeOperation(
  id: string,
  change: 'pause' | 'resume' | 'cancel',
  options: InstallationOptions,
): Promise<number> {
  return onInstallation(options, async ({ stores, holder }) => {
    if ((await stores.ledger.operations.get(id)) === null)
      throw commandErrors.create('COMMAND_OPERATION_UNKNOWN', { id });
    const command = { type: `operation.${change}`, id, at: new Date().toISOString(), by: holder } as const;
    await stores.log.publish([commandRecord(command)]);
    print(options, { id, asked: change }, () => `Asked to ${change} ${id}.\n`);
    return EXIT.ok;
  });
}
