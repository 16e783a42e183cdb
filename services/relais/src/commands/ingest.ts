import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { EXIT, type ServiceContext } from '@relais/configuration';
import { type HandReach, type HandReading, openIngestStage, type Plan } from '@relais/ingest';
import type { Batch } from '@relais/ledger';
import { commandErrors } from '../errors.ts';
import { printable } from '../report.ts';
import { batchText, planText } from './ingest-text.ts';
import { type InstallationOptions, onInstallation, print, requireSource } from './installation.ts';

export interface IngestOptions extends InstallationOptions {
  readonly full?: boolean;
  /** RFC 3339 instant. */
  readonly since?: string;
  readonly file?: string;
  readonly snapshot?: boolean;
  readonly dryRun: boolean;
}

/** What `relais ingest --json` prints. */
interface IngestResult {
  readonly source: string;
  readonly dryRun: boolean;
  readonly runs: readonly HandReading[];
}

/** `relais ingest`: reads one source once. Shows what it will do, and does it unless it is a dry run. */
export async function ingest(source: string, options: IngestOptions): Promise<number> {
  const reach = await reachOf(options);
  const work = async (context: ServiceContext) => {
    requireSource(context.configuration, source);
    const stage = await openIngestStage(context, options.json ? undefined : progress());
    try {
      const onPlan = (plan: Plan) => void (options.json || process.stdout.write(printable(planText(plan))));
      const runs = await stage.byHand(source, { reach, dryRun: options.dryRun, onPlan }, context.signal);
      const result: IngestResult = { source, dryRun: options.dryRun, runs };
      print(options, result, () => ended(runs));
      return runs.some(({ batch }) => batch?.status === 'held') ? EXIT.held : EXIT.ok;
    } finally {
      await stage.close();
    }
  };
  return await onInstallation(options, work, options.dryRun ? 'pass' : 'make');
}

function ended(runs: readonly HandReading[]): string {
  if (runs.length === 0) return 'There is nothing to read.\n';
  return runs.map(({ batch }) => (batch === null ? 'Dry run: nothing was written.\n' : batchText(batch))).join('');
}

async function reachOf({ full, since, file, snapshot }: IngestOptions): Promise<HandReach> {
  const asked = [full === true, since !== undefined, file !== undefined].filter(Boolean).length;
  if (asked > 1 || (snapshot === true && file === undefined)) throw commandErrors.create('COMMAND_REACH_UNCLEAR');
  if (file !== undefined) {
    return { kind: 'file', file: { name: basename(file), bytes: await bytesOf(file) }, isSnapshot: snapshot === true };
  }
  if (since !== undefined) return { kind: 'since', moment: since };
  return { kind: full === true ? 'full' : 'changes' };
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw commandErrors.create('COMMAND_FILE_UNREADABLE', { path }, error);
  }
}

const PROGRESS_MS = 1_000;

/** A line on standard error every second: of the reading for the plan, and of the batch after it. */
function progress(): (batch: Batch) => void {
  let saidAt = Date.now();
  return ({ id, source, received, announced, status }) => {
    if (status !== 'open' || Date.now() - saidAt < PROGRESS_MS) return;
    saidAt = Date.now();
    const of = announced === null ? '' : ` of ${announced}`;
    process.stderr.write(`${source}: ${received}${of} ${id === 'plan' ? 'read' : 'done'}\n`);
  };
}
