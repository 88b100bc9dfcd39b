import { melWorkload } from '../../benchmarks/workloads/mel.ts';

/** A small world, for answers rather than times. */
export const SMALL = melWorkload({
  demandCount: 800,
  openVacancyCount: 95,
  dwellingCount: 6_000,
  allocationsPerYear: 200,
});
