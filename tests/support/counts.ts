import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/** Counts the tests for the last line of npm test, which is written when everything else has been said. */
export default class Counts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const file = process.env.BACKHAUL_TEST_COUNTS;
    if (!file) return;
    let passed = 0,
      failed = errors.length;
    for (const module of modules) {
      const before = failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failed += 1;
      }
      // a file that cannot be loaded, or whose preparation fails, holds no failed test
      if (module.state() === 'failed' && failed === before) failed += 1;
    }
    writeFileSync(file, JSON.stringify({ passed, failed }));
  }
}
