import type { EventLog } from '../../src/index.ts';
import { type LogPlace, openLog } from '../log-place.ts';

/** What a test of the contract stands on: a place of its own, and a log that is open there. */
export class ContractGround {
  readonly #newPlace: () => LogPlace;
  readonly #opened: EventLog[] = [];
  #current: { place: LogPlace; log: EventLog } | undefined;

  constructor(newPlace: () => LogPlace) {
    this.#newPlace = newPlace;
  }

  get place(): LogPlace {
    return this.#now.place;
  }

  get log(): EventLog {
    return this.#now.log;
  }

  get #now() {
    if (this.#current === undefined) throw new Error('the test has not begun');
    return this.#current;
  }

  async begin(): Promise<void> {
    const place = this.#newPlace();
    this.#current = { place, log: await this.#open(place) };
  }

  /** Opens the same place once more. */
  async open(): Promise<EventLog> {
    return await this.#open(this.place);
  }

  /** A log for a second member of a group: of another process, in all but name, where the driver allows for one. */
  async elsewhere(): Promise<EventLog> {
    return this.log.driver === 'embedded' ? this.log : await this.open();
  }

  async end(): Promise<void> {
    await Promise.all(this.#opened.splice(0).map(async (log) => await log.close()));
  }

  async #open(place: LogPlace): Promise<EventLog> {
    const log = await openLog(place);
    this.#opened.push(log);
    return log;
  }
}
