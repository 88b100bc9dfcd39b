import type { Reporter, TestModule } from 'vitest/node';

/** Tests that need a program of the machine have its name in theirs: what was not tested is said loudly, by name. */
const NEEDED = ['PostgreSQL', 'Chromium'];

/** Ends a run with one plain line, `N passed, N failed, N skipped`, which scripts can read in any language. */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    let broken = unhandledErrors.length;
    const without = new Map<string, number>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state] += 1;
        const needed = state === 'skipped' && NEEDED.find((name) => test.fullName.includes(name));
        if (needed) without.set(needed, (without.get(needed) ?? 0) + 1);
      }
      // A file that does not load runs no test: it counts as one failure, or it would pass unseen.
      if (module.errors().length > 0) broken += 1;
    }
    for (const [name, tests] of without)
      process.stdout.write(
        `\n*** ${name} NOT TESTED: ${tests} tests skipped, it is not installed. PRECAL_REQUIRE=${name === 'PostgreSQL' ? 'postgres' : name.toLowerCase()} makes them fail instead. ***\n`,
      );
    const skipped = count.skipped + count.pending;
    const line = `${count.passed} passed, ${count.failed + broken} failed`;
    process.stdout.write(`\n${line}${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
  }
}
