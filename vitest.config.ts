import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Folders whose tests change nothing of their process: their files share it, and what it has loaded. Loading the program anew for
 * each file took longer than most files' tests.
 */
const TOGETHER = [
  'acceptance,assignment,comparison,counterfactual,disparity,domain,eligibility,export,flows,forecast,household,import',
  'packs,placement,policies,pool,present,qualification,review,scoring,shortlist,simulation,targets,territory,waiting,years',
].map((folders) => `tests/{${folders}}/**/*.test.ts`);

export default defineConfig({
  test: {
    pool: 'forks',
    // Two where there are fewer cores: some tests wait more than they work.
    maxWorkers: Math.min(4, Math.max(2, availableParallelism())),
    setupFiles: ['tests/support/propertySeed.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    projects: [
      { extends: true, test: { name: 'together', include: TOGETHER, isolate: false } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['tests/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...TOGETHER],
        },
      },
    ],
  },
});
