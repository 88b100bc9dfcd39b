import { UNMET } from '../../engine/eligibility/rule.ts';
import { prepareStock } from '../../engine/placement/expected.ts';
import { OpenPlace } from '../../engine/placement/openPlace.ts';
import { type PlacementGround, placeHousehold } from '../../engine/placement/placeHousehold.ts';
import { releaseRates } from '../../engine/placement/releases.ts';
import { stockIndex } from '../../engine/placement/stock.ts';
import { creditMasks } from '../../engine/shortlist/credits.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { selectEligible } from '../../engine/shortlist/shortlist.ts';
import { quantile, timeQuestions, timingOf } from '../harness/measure.ts';
import type { Suite } from '../harness/result.ts';
import type { Context } from '../workloads/context.ts';
import type { MelWorkload } from '../workloads/mel.ts';

const HOUSEHOLDS = 200;
const BAR_MS = 100;

/** The other way round: the dwellings that suit one household, among all that are free and the whole stock. */
export const placementSuite = (context: Context): Suite => ({
  name: 'placement',
  about: `What a committee asks for one household it must house: among ${context.mel.questions.length.toLocaleString('en')} freed dwellings, those that suit, with every rule, cost, target effect, rank on each shortlist and criterion; and the dwellings expected from the stock by commune and typology. Recognised DALO and relocated households first, then others (bar: p50 under ${BAR_MS} ms).`,
  async run() {
    const { mel } = context;
    const start = performance.now();
    const ground = groundOf(mel);
    const readyMs = performance.now() - start;
    const rows = rowsToHouse(mel);
    const cold = rows.map((row) => {
      const from = performance.now();
      placeHousehold(ground, { row, beyondWishes: false });
      return performance.now() - from;
    });
    verify(mel, ground, rows);
    const times = (beyondWishes: boolean) =>
      timeQuestions(rows, context.quick ? 2 : 5, (row) => placeHousehold(ground, { row, beyondWishes }));
    const suited = Float64Array.from(rows, (row) =>
      placeHousehold(ground, { row, beyondWishes: false }).groups.reduce((n, g) => n + g.options.length, 0),
    );
    return {
      workload: { label: context.melLabel, hash: context.hashOf('mel') },
      verified: [
        `for each of ${rows.length} households, the dwellings that suit are those whose own shortlist has it among its eligible, and they compete with as many`,
      ],
      timings: [
        timingOf('one household, the first time its dwellings are asked about', Float64Array.from(cold)),
        timingOf('one household', times(false).samplesMs),
        timingOf('one household, beyond its wishes', times(true).samplesMs),
      ],
      ratios: [],
      figures: [
        { name: 'preparing vacancies, stock and rates, once', value: readyMs, unit: 'ms' },
        {
          name: 'kinds of dwelling in the stock, wishes of place aside',
          value: ground.stock.index.homes.length,
          unit: 'kinds',
        },
        { name: 'dwellings that suit a household, median', value: quantile(suited, 0.5), unit: 'dwellings' },
        { name: 'dwellings that suit a household, largest', value: quantile(suited, 1), unit: 'dwellings' },
      ],
    };
  },
});

const groundOf = (mel: MelWorkload): PlacementGround => {
  const { pool, territory, world, ordering, questions, seed, asOf } = mel;
  const ranking = rankPool({ pool, ordering, weighting: null, seed });
  const dwellings = new Map(world.dwellings.map((d) => [d.id as string, d]));
  const stock = stockIndex(territory, world.dwellings);
  return {
    pool,
    territory,
    open: questions.map(
      ({ vacancy, dwelling, qualification }) =>
        new OpenPlace({ pool, territory, vacancy, dwelling, ranking, qualify: () => qualification }),
    ),
    stock: prepareStock(pool, territory, stock),
    rates: releaseRates({ territory, cells: stock.cells, allocations: world.allocations, dwellings, asOf }),
    reciprocity: new Map(),
    credits: creditMasks(pool, territory),
    homeOf: () => null,
  };
};

/** DALO and relocated households, then every so many of the others. */
const rowsToHouse = ({ pool }: MelWorkload): readonly number[] => {
  const [dalo, npru] = [pool.array('daloActive'), pool.array('npruRelocation')];
  const all = Array.from({ length: pool.rowCount }, (_, row) => row);
  const first = all.filter((row) => dalo[row] === 1 || npru[row] === 1).slice(0, HOUSEHOLDS / 2);
  const step = Math.floor(pool.rowCount / (HOUSEHOLDS / 2));
  return [...new Set([...first, ...all.filter((row) => row % step === 0)])].slice(0, HOUSEHOLDS);
};

/** @throws Error when a household's dwellings are not those whose own funnel keeps it. */
const verify = ({ pool }: MelWorkload, ground: PlacementGround, rows: readonly number[]): void => {
  const found = new Map(
    rows.map((row) => [
      row,
      new Map(
        placeHousehold(ground, { row, beyondWishes: false })
          .groups.flatMap(({ options }) => options)
          .map(({ vacancy, standing }) => [vacancy.id as string, standing.others]),
      ),
    ]),
  );
  for (const place of ground.open) {
    const { eligible } = selectEligible({ pool, dwelling: place.dwelling, beyondWishes: false }, place.rules);
    const { ranking } = place;
    const within = eligible.filter((row) => !ranking.ordering.isApart(ranking.scored.tier[row]!));
    const [has, ordered] = [new Set(eligible), new Set(within)];
    for (const row of rows) {
      const others = found.get(row)!.get(place.vacancy.id);
      if (has.has(row) !== (others !== undefined))
        throw new Error(
          `placement: row ${row} and ${place.vacancy.id} disagree (${place.rules.some((r) => r.test(row) === UNMET)})`,
        );
      if (others !== undefined && others !== within.length - (ordered.has(row) ? 1 : 0))
        throw new Error(`placement: row ${row} has ${others} others for ${place.vacancy.id}`);
    }
  }
};
