import { afterEach, beforeEach, describe } from 'vitest';
import { consumingContract } from './contract/consuming.ts';
import { endingContract } from './contract/ending.ts';
import { ContractGround } from './contract/ground.ts';
import { publishingContract } from './contract/publishing.ts';
import { readingContract } from './contract/reading.ts';
import { aTopic, type LogPlace } from './log-place.ts';

/** What every driver must do. `newPlace` names a place where no log is yet. */
export function eventLogContract(name: string, newPlace: () => LogPlace): void {
  describe(`${name} keeps the contract of the event log`, () => {
    const ground = new ContractGround(newPlace);
    beforeEach(async () => {
      await ground.begin();
      await ground.log.ensureTopics([aTopic()]);
    });
    afterEach(async () => await ground.end());

    publishingContract(ground);
    consumingContract(ground);
    endingContract(ground);
    readingContract(ground);
  });
}
