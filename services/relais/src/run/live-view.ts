import type { Batch } from '@relais/ledger';
import type { Status } from '@relais/ops';
import { printable } from '../report.ts';
import { textTable } from './books-table.ts';

/** What the live view knows of a source at work. */
interface SourceProgress {
  readonly batch: Batch;
  /** When the batch was first seen, for its rate. */
  readonly since: number;
}

/** Where the view is drawn. */
export interface Screen {
  /** Size of the terminal as it is now; null when it is none. */
  size(): { readonly columns: number; readonly rows: number } | null;
  write(text: string): void;
}

const BAR_WIDTH = 24;
/** From when on the age of a source's last batch is worth a word. */
const SILENT_HOURS = 24;

/**
 * The running state in a terminal: redrawn in place on a terminal, one line per source and second elsewhere.
 * Written to standard error, so that standard output holds results alone.
 */
export class LiveView {
  readonly #sources = new Map<string, SourceProgress>();
  readonly #screen: Screen;
  #drawn: readonly string[] = [];

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  progress(batch: Batch): void {
    const known = this.#sources.get(batch.source);
    const since = known?.batch.id === batch.id ? known.since : Date.now();
    this.#sources.set(batch.source, { batch, since });
  }

  draw(status: Status): void {
    const size = this.#screen.size();
    if (size === null) {
      this.#screen.write(printable(this.#shortView(status)));
      return;
    }
    this.#redraw('', fitted(printable(this.#fullView(status)), size));
  }

  /** Writes whole lines above the view, which stays where it is: the last thing on the screen. */
  above(text: string): void {
    this.#redraw(text, this.#drawn);
  }

  /** Leaves what is drawn where it stands: what comes now is written below. */
  leave(): void {
    this.#drawn = [];
  }

  #redraw(above: string, lines: readonly string[]): void {
    const back = this.#drawn.length > 0 ? `\u001B[${this.#drawn.length}A\u001B[J` : '';
    this.#drawn = lines;
    this.#screen.write(back + above + lines.map((line) => `${line}\n`).join(''));
  }

  #fullView(status: Status): string {
    const sources = status.sources.map(({ source }) => sourceLine(source, this.#sources.get(source)));
    return [...sources, ...heldLines(status), '', offersLine(status), '', partnersTable(status)].join('\n');
  }

  #shortView(status: Status): string {
    const sources = [...this.#sources.values()].map(({ batch }) => `${batch.source} ${batch.received}`);
    return `${sources.join(', ')} | ${offersLine(status)} | ${deliveriesLine(status)}\n`;
  }
}

/** A line that wraps, or one that scrolled away, is not reached by the way back up: what does not fit is cut off. */
function fitted(text: string, size: { columns: number; rows: number }): string[] {
  const lines = text.split('\n').slice(0, Math.max(1, size.rows - 1));
  return lines.map((line) => line.slice(0, Math.max(1, size.columns)));
}

/** How everything stands, as text. */
export function statusText(status: Status): string {
  const sources = status.sources.map(({ source, lastBatch }) =>
    sourceLine(source, lastBatch === null ? undefined : { batch: lastBatch, since: lastBatch.openedAt }),
  );
  return `${[...sources, ...heldLines(status), '', offersLine(status), '', partnersTable(status)].join('\n')}\n`;
}

/** What waits for a person, and how that person decides. */
function heldLines({ held, heldCount }: Status): string[] {
  const lines = held.map((batch) => `  ${batch.id} ${batch.source}: ${batch.failure ?? batch.heldFor ?? ''}`);
  const more = heldCount > held.length ? [`  and ${heldCount - held.length} more: \`relais batch list --held\``] : [];
  return lines.length === 0 ? [] : ['', 'HELD, decide with `relais batch release|refuse <id>`:', ...lines, ...more];
}

function sourceLine(source: string, progress: SourceProgress | undefined): string {
  if (progress === undefined) return `${source.padEnd(16)} waiting`;
  const { batch, since } = progress;
  const seconds = Math.max(0.001, ((batch.closedAt ?? Date.now()) - since) / 1000);
  const rate = `${Math.round(batch.received / seconds)}/s`.padStart(8);
  const counts = `${batch.observed} new or changed, ${batch.unchanged} unchanged, ${batch.withdrawn} withdrawn, ${batch.quarantined} quarantined`;
  return `${source.padEnd(16)} ${bar(batch)} ${String(batch.received).padStart(7)} ${rate}  ${counts}${remarks(batch)}`;
}

/** What a person should look at: what the source shows and we do not know, a failure, a long silence. */
function remarks({ drift, status, failure, closedAt }: Batch): string {
  const hours = closedAt === null ? 0 : Math.floor((Date.now() - closedAt) / 3_600_000);
  return [
    drift.length === 0 ? '' : `, ${drift.length} unknown fields or codes`,
    status === 'failed' && failure !== null ? `, failed: ${failure}` : '',
    hours < SILENT_HOURS ? '' : `, ${hours} h ago`,
  ].join('');
}

function bar(batch: Batch): string {
  const known = batch.closedAt === null ? batch.announced : batch.received;
  const share = known === null ? 0 : Math.min(1, batch.received / Math.max(1, known));
  const full = Math.round(share * BAR_WIDTH);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}]`;
}

function offersLine({ offers }: Status): string {
  const share = (part: number) => `${((100 * part) / Math.max(1, offers.open)).toFixed(1)} %`;
  return `offers ${offers.open}, merged from several ${offers.withSeveralMembers}, coded automatically ${share(offers.codedAutomatically)}, unmapped ${share(offers.unmapped)}`;
}

function deliveriesLine(status: Status): string {
  return status.subscriptions
    .map(({ subscription, states }) => `${subscription} due ${states.due + states.awaiting} ok ${states.confirmed}`)
    .join(', ');
}

function partnersTable(status: Status): string {
  const states = ['due', 'awaiting', 'confirmed', 'rejected', 'failed', 'removed'] as const;
  const rows = status.subscriptions.map((one) => [
    one.partner,
    one.channel,
    ...states.map((state) => String(one.states[state])),
  ]);
  return textTable(['partner', 'channel', ...states], rows);
}
