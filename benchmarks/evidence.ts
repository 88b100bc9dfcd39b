import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrationText } from '../api/present/calibration.ts';
import { openScenario } from '../api/service/scenarios.ts';
import { openRules } from '../api/service/territories.ts';
import { prepareSession } from '../engine/assignment/session.ts';
import { loadHighsSolver } from '../engine/assignment/solvers/highsSolver.ts';
import { calibrationReport } from '../engine/simulation/calibration.ts';
import { randomStream } from '../engine/simulation/random.ts';
import { generateWorld } from '../engine/simulation/world.ts';
import { compareRepairs } from '../tests/assignment/repair/compareRepairs.ts';
import { FAMILIES } from '../tests/assignment/support/randomModel.ts';
import { fuzzedTown } from '../tests/support/fuzzedTown.ts';
import { type BrakeCount, brakesEvidenceText, countBrakes } from './evidence/brakes.ts';
import { importShuffled, printed } from './evidence/commandLine.ts';
import { counterfactualCounts, counterfactualText } from './evidence/counterfactuals.ts';
import { decadeRun, decadeText } from './evidence/decade.ts';
import { disparityCounts, disparityEvidenceText } from './evidence/disparity.ts';
import { FLOWS_YEAR, flowsYears } from './evidence/flowsYear.ts';
import { flowsYearText } from './evidence/flowsYearText.ts';
import { forecastCounts, forecastText } from './evidence/forecasts.ts';
import { fuzz, fuzzText } from './evidence/fuzz.ts';
import { addedCounts, countInstances, type FamilyCount, instancesText } from './evidence/instances.ts';
import { killNineEvidence } from './evidence/killNineRun.ts';
import { watchMemory } from './evidence/memory.ts';
import { memoryText, memoryVerdict, STEADY } from './evidence/memoryWatch.ts';
import { type OnlinePlan, onlineYear } from './evidence/onlinePolicy.ts';
import { onlinePolicyText } from './evidence/onlinePolicyText.ts';
import { pricedMonth, pricedShortlistsText } from './evidence/pricedShortlists.ts';
import { type RefusalPlan, refusalOutcomes } from './evidence/refusals.ts';
import { refusalText } from './evidence/refusalText.ts';
import { sessionBytes } from './evidence/sessionDeterminism.ts';
import { yearBounds, yearBoundsText } from './evidence/yearBounds.ts';
import { commitOf } from './harness/machine.ts';
import { yearOfScenario } from './suites/simulation.ts';
import { MEL_FULL, MEL_QUICK, melWorkload } from './workloads/mel.ts';
import { openSessions, requestOfWorld } from './workloads/session.ts';

/*
 * Evidence too long for the tests: `npm run evidence -- <name>` runs it whole and writes its output, with command, date and commit,
 * to docs/evidence/. The tests run a short form of each.
 */

const FOLDER = resolve(import.meta.dirname, '../docs/evidence');
const SEEDS = [1, 2, 3, 4, 5];

/** Every margin of the generated worlds against its published figure, at full size, by both sets of rules of the place. */
const calibration = (): string =>
  ['mel-2016', 'mel'].map((id) => `territory ${id}\n${calibrationOf(id)}`).join('\n\n');

const calibrationOf = (id: string): string => {
  const { territory } = openRules(id);
  const asOf = territory.pack.referenceDay;
  return SEEDS.map((seed) => {
    const report = calibrationReport(generateWorld({ territory, seed, asOf }), territory, asOf);
    const outside = report.lines.filter((line) => !line.within).map((line) => line.id);
    const verdict = `seed ${seed}: ${report.lines.length - outside.length} of ${report.lines.length} margins within tolerance${outside.length > 0 ? `; outside: ${outside.join(', ')}` : ''}`;
    return seed === 1 ? `${verdict}\n\n${calibrationText(report)}` : verdict;
  }).join('\n');
};

/** The demo's bytes, twice and with the rows of the demand file shuffled, for each seed. */
const determinism = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'precal-evidence-'));
  try {
    const lines: string[] = [];
    for (const seed of SEEDS) {
      const data = join(folder, String(seed));
      const first = await printed(['demo', '--seed', String(seed), '--data', data]);
      const again = await printed(['demo', '--seed', String(seed), '--data', data]);
      const vacancy = /SIM-V[\w-]+/.exec(first)?.[0] ?? '';
      const shuffled = await shortlistOfShuffled(
        join(data, 'fichiers'),
        join(folder, `${seed}-shuffled`),
        vacancy,
      );
      lines.push(
        `seed ${seed}: sha256 ${sha256(first)}; same again: ${first === again}; same with rows shuffled: ${first === shuffled}`,
      );
    }
    return lines.join('\n');
  } finally {
    await rm(folder, { recursive: true });
  }
};

const shortlistOfShuffled = async (files: string, data: string, vacancy: string): Promise<string> => {
  await importShuffled(files, data, { random: randomStream(7, 'evidence'), shuffled: ['demands'] });
  return printed(['shortlist', vacancy, '--data', data]);
};

const INSTANCES = 100_000;
const SEEDS_OF_A_SOLVER = 500;

/** 10⁵ small sessions, every family as often: the engine beside brute force. HiGHS is loaded anew now and then: its memory grows. */
const instances = async (): Promise<string> => {
  const perFamily = Math.ceil(INSTANCES / FAMILIES.length);
  const parts: (readonly FamilyCount[])[] = [];
  for (let from = 0; from < perFamily; from += SEEDS_OF_A_SOLVER) {
    const seeds = Array.from({ length: Math.min(SEEDS_OF_A_SOLVER, perFamily - from) }, (_, i) => from + i);
    parts.push(await countInstances(seeds, await loadHighsSolver()));
  }
  return instancesText(addedCounts(parts));
};

const REFUSALS: RefusalPlan = {
  rates: [0.33, 0.46, 0.6],
  correlation: 0.1,
  sets: 14,
  vacancies: 45,
  draws: 72,
  learnedFrom: 8_000,
};

/** Targets that hold over refusals, foretold with learned rates. */
const refusals = (): string =>
  refusalText(
    refusalOutcomes(melWorkload(MEL_FULL, 1), REFUSALS),
    REFUSALS,
    `generated world of the MEL, seed 1, ${MEL_FULL.demandCount.toLocaleString('en')} demands`,
  );

const REPAIR_SESSIONS = 30_000;

/** Repairs of small sessions against every list that could be. */
const repairMinimum = (): string => {
  const counts = compareRepairs(Array.from({ length: REPAIR_SESSIONS }, (_, i) => i + 1));
  const { byKind, repairs, proven, ...rest } = counts;
  return [
    `${REPAIR_SESSIONS.toLocaleString('en')} small sessions, ${repairs.toLocaleString('en')} repairs: each the minimum of all lists that could be, in the declared order, and`,
    `${proven.toLocaleString('en')} proven so by the engine itself.`,
    '',
    ...[...byKind].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, count]) => `${kind.padEnd(12)} ${count}`),
    '',
    ...Object.entries(rest).map(([what, count]) => `${what.padEnd(12)} ${count}`),
    '',
    'shared: several changes at once. hard, leveled: sessions with hard rows, with levels. broken: hard rows that no list can hold.',
    'displaced: somebody moved from a list to another. reversed: pairs in another order. short: places that nobody is left for.',
  ].join('\n');
};

const SESSION = { seeds: SEEDS, vacancies: 45, size: MEL_FULL };

/** The bytes of a session, whatever the order of the files' rows and whoever computes. */
const sessionDeterminism = async (): Promise<string> => {
  const found = await sessionBytes(SESSION);
  return [
    `precal session propose --first ${SESSION.vacancies} --json, ${SESSION.size.demandCount.toLocaleString('en')} demands, ${SESSION.size.openVacancyCount} vacancies imported`,
    ...found.map(
      ({ seed, first, ways, different }) =>
        `seed ${seed}: sha256 ${sha256(first)}, ${first.length} characters; ${ways.map((way) => `${way}: ${different.includes(way) ? 'DIFFERENT' : 'same'}`).join('; ')}`,
    ),
  ].join('\n');
};

/** Prices of targets, confirmed by solving the session again on both sides. */
const brakes = async (): Promise<string> => {
  const sessions = openSessions({ quick: false, seeds: SEEDS });
  const counts: BrakeCount[] = [];
  for (const seed of SEEDS) {
    const { staged } = prepareSession(sessions.request(seed, SESSION.vacancies));
    const solver = await loadHighsSolver();
    counts.push(countBrakes(`seed ${seed}`, staged, solver, () => performance.now()));
    solver.dispose();
  }
  return brakesEvidenceText(
    counts,
    `Sessions of ${SESSION.vacancies} vacancies, generated world of the MEL, ${SESSION.size.demandCount.toLocaleString('en')} demands, every active row`,
  );
};

/** Year ends told from the ledger alone, against years whose rates nobody knew. */
const forecasts = (): string => {
  const replications = 2_000;
  return forecastText(forecastCounts(replications, { draws: 400 }), replications);
};

/** A year of sessions: how far each landlord's leases end from the shares of the conventions. */
const flows = (): string =>
  Object.values(FLOWS_YEAR)
    .map((plan) =>
      flowsYearText(
        SEEDS.flatMap((seed) => flowsYears(seed, plan)),
        plan,
      ),
    )
    .join('\n\n');

const COUNTERFACTUALS = { seeds: [1, 2, 3], demands: 1000, vacancies: 40 };

/** What a household could do to be on a list: each answer run again on a world built whole. */
const counterfactuals = (): string =>
  COUNTERFACTUALS.seeds
    .map((seed) => {
      const counts = counterfactualCounts(melWorkload(MEL_QUICK, seed), COUNTERFACTUALS, () =>
        performance.now(),
      );
      return `seed ${seed}, ${MEL_QUICK.demandCount.toLocaleString('en')} demands\n${counterfactualText(counts, COUNTERFACTUALS)}`;
    })
    .join('\n\n');

const DISPARITY = {
  households: 10_000,
  allocations: 2_000,
  areas: 40,
  listSize: 3,
  persistence: 1,
} as const;
const DISPARITY_WORLDS = 200;

/** Groups of households of equal chances, but for one: who is called apart. */
const disparity = (): string =>
  disparityEvidenceText([
    disparityCounts(
      { label: 'a gap planted', plan: { ...DISPARITY, plantedOdds: 0.36 }, worlds: DISPARITY_WORLDS },
      1,
    ),
    disparityCounts(
      { label: 'equal chances', plan: { ...DISPARITY, plantedOdds: 1 }, worlds: DISPARITY_WORLDS },
      10_001,
    ),
  ]);

const PRICED_SEEDS = [1, 2, 3];

/** A month of vacancies taken one by one, at the prices of the plan of what is left. */
const pricedShortlists = (): string =>
  pricedShortlistsText(
    PRICED_SEEDS.map((seed) => pricedMonth(requestOfWorld(melWorkload(MEL_QUICK, seed)), { seed })),
  );

const ONLINE: OnlinePlan = {
  size: { ...MEL_FULL, openVacancyCount: 8_000 },
  seed: 1,
  orders: 20,
  futures: 1,
  renewals: 11,
  firstRounds: 40,
  rounds: 20,
  boundRounds: 60,
  ladder: true,
};
const QUARTER: OnlinePlan['size'] = {
  demandCount: 13_500,
  openVacancyCount: 2_000,
  dwellingCount: 32_400,
  allocationsPerYear: 2_000,
};

/**
 * A year of vacancies taken one by one in 20 orders, beside the certified bound of the plan that knows them all: some eighty minutes of
 * one core. `online-policy quarter`: a quarter of the year, in five.
 */
const onlinePolicy = (): string => {
  const plan = process.argv[3] === 'quarter' ? { ...ONLINE, size: QUARTER } : ONLINE;
  return onlinePolicyText(onlineYear(plan, (outcome) => console.error(JSON.stringify(outcome))));
};

/** A writer killed at random moments, on both stores. `kill-9 <minutes>` begins no round later. */
const killNine = (): Promise<string> => killNineEvidence(Number(process.argv[3] ?? Number.POSITIVE_INFINITY));

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

const MEMORY = { seed: 1, atATime: 8, perSecond: 120, sampleEveryMs: 5_000 };

/**
 * A server asked of everything by another process: ten minutes looked at, once what it keeps within bounds, and what the
 * runtime keeps for itself, have had twenty to fill. `memory --minutes 8`: less.
 */
const memory = async (): Promise<string> => {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { minutes: { type: 'string', default: '30' } },
  });
  const { world, asOf } = melWorkload(MEL_QUICK, MEMORY.seed);
  const { byStatus, ...series } = await watchMemory({
    ...MEMORY,
    minutes: Number(values.minutes),
    rows: world,
    asOf,
  });
  return [
    `precal serve over a folder of ${MEL_QUICK.demandCount.toLocaleString('en')} demands, ${MEMORY.atATime} requests at a time, ${MEMORY.perSecond} a second at most, from another process`,
    `answers: ${[...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, n]) => `${status} × ${n.toLocaleString('en')}`)
      .join(', ')}`,
    '',
    memoryText(series, { verdict: memoryVerdict(series, STEADY), rule: STEADY }),
  ].join('\n');
};

const FUZZ = { requests: 50_000, seed: 2, perTown: 500, hangMs: 60_000 };

/** Requests drawn from the OpenAPI document, right and wrong. `fuzz <minutes>` stops after them. */
const fuzzed = async (): Promise<string> => {
  const end = performance.now() + Number(process.argv[3] ?? Number.POSITIVE_INFINITY) * 60_000;
  return fuzzText(await fuzz(() => fuzzedTown(), { ...FUZZ, until: () => performance.now() > end }));
};

/** Ten years a hundred times in two workers. `decade --replications 4 --months 24`: less. */
const decade = async (): Promise<string> => {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: {
      replications: { type: 'string', default: '100' },
      months: { type: 'string', default: '120' },
    },
  });
  const keep = await mkdtemp(join(tmpdir(), 'precal-decade-'));
  try {
    const run = await decadeRun(
      {
        scenario: { ...openScenario('tendance'), months: Number(values.months) },
        policy: 'greedy',
        replications: Number(values.replications),
        workers: 2,
        again: 2,
        keep,
      },
      ({ step, done }) => console.error(`${step} ${(100 * done).toFixed(0)} %`),
    );
    return decadeText(run);
  } finally {
    await rm(keep, { recursive: true });
  }
};

/**
 * Simulated years beside the certified bound of the clairvoyant: a ninth of the MEL's year; `year-bounds full`: all of it, whose pairs are
 * eighty times as many.
 */
const yearBoundsOf = (): string => {
  const full = process.argv[3] === 'full';
  return yearBoundsText(
    yearBounds({
      scenario: yearOfScenario(openScenario('tendance'), !full),
      replications: full ? 1 : 10,
      rounds: full ? 30 : 100,
      policies: full ? ['greedy', 'filtered'] : ['greedy', 'filtered', 'priced', 'session'],
    }),
  );
};

const EVIDENCE: Readonly<Record<string, () => string | Promise<string>>> = {
  brakes,
  calibration,
  counterfactuals,
  decade,
  determinism,
  disparity,
  fuzz: fuzzed,
  flows,
  forecasts,
  instances,
  'kill-9': killNine,
  memory,
  'online-policy': onlinePolicy,
  'priced-shortlists': pricedShortlists,
  refusals,
  'repair-minimum': repairMinimum,
  'session-determinism': sessionDeterminism,
  'year-bounds': yearBoundsOf,
};

const [name = ''] = process.argv.slice(2);
const run = EVIDENCE[name];
if (!run) {
  console.error(`npm run evidence -- <name>, one of: ${Object.keys(EVIDENCE).join(', ')}`);
  process.exitCode = 2;
} else {
  const output = await run();
  const commit = commitOf(import.meta.dirname) ?? 'unknown';
  const day = new Date().toISOString().slice(0, 10);
  const text = `# ${name}\n\n\`npm run evidence -- ${process.argv.slice(2).join(' ')}\`, ${day}, commit ${commit}, Node ${process.version}\n\n\`\`\`text\n${output.trimEnd()}\n\`\`\`\n`;
  await writeFile(join(FOLDER, `${name}.md`), text);
  console.log(output);
}
