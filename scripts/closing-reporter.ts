import type { Reporter, TestModule, Vitest } from 'vitest/node';

/**
 * Prints, when the process ends, the name of each skipped test and, as the very last line of the run, `N passed, N failed`
 * (and `, N skipped` where there are).
 * A test file that could not be loaded and an error outside of any test count as one failure each; so does a run that broke off.
 */
export class ClosingReporter implements Reporter {
  #passed = 0;
  #failed = 0;
  #skipped: string[] = [];
  #namesChosen = false;

  onInit(vitest: Vitest): void {
    this.#namesChosen = vitest.config.testNamePattern !== undefined;
    process.once('exit', (code) => process.stdout.write(this.#closing(code)));
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string) => tests.filter((test) => test.result().state === state);
    this.#passed = inState('passed').length;
    this.#failed = inState('failed').length + modules.flatMap((module) => module.errors()).length + errors.length;
    this.#skipped = inState('skipped').map((test) => test.fullName);
  }

  #closing(exitCode: number): string {
    // With a chosen name all other tests are skipped, which is no news.
    const names = this.#namesChosen ? [] : this.#skipped.map((name) => `Skipped: ${name}\n`);
    const failed = exitCode === 0 ? this.#failed : Math.max(this.#failed, 1);
    const skipped = this.#skipped.length > 0 ? `, ${this.#skipped.length} skipped` : '';
    return `${names.join('')}${this.#passed} passed, ${failed} failed${skipped}\n`;
  }
}
