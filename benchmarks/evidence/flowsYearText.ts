import { type FlowsYear, type FlowsYearPlan, POLICIES, type Policy } from './flowsYear.ts';

const NAMES: Readonly<Record<Policy, string>> = {
  session: 'credited in the session',
  next: 'oriented by flux next',
  rota: 'oriented by a rota',
  random: 'oriented at random',
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** The years' ends as tables: deviation, over the territory, leases and points, landlord by landlord. */
export const flowsYearText = (years: readonly FlowsYear[], plan: FlowsYearPlan): string => {
  const { months, vacancies, size, row: weight } = plan;
  const seeds = [...new Set(years.map(({ seed }) => seed))];
  const of = (policy: Policy) => years.filter((year) => year.policy === policy);
  const bailleurs = [...new Set(years.flatMap(({ byBailleur }) => [...byBailleur.keys()]))].sort();
  const row = (name: string, cells: readonly string[]) =>
    `${name.padEnd(28)}${cells.map((text) => text.padStart(12)).join('')}`;
  return [
    `Generated world of the MEL (landlords' stock and most shares simulated), ${size.demandCount.toLocaleString('en')} demands at the year's start, ${months} monthly sessions of ${vacancies} freed dwellings,`,
    'the same answers for every policy, no demand comes in; a dwelling that nobody took is proposed again. The share of the other réservataires,',
    'whom no generated demand lists, is the landlord’s own. Deviation: sum over landlords, QPV and réservataires of |credited − share × flow|, leases.',
    'A lease in the wrong place counts twice. About 0.25 by réservataire, landlord and side is the least: leases are whole.',
    weight === undefined
      ? 'Shares weigh on lists as the pack has them: a landlord may lack a lease by réservataire and side before it costs points.'
      : `Shares weigh on lists to the lease (tolerance ${weight.toleranceDwellings}), at precedence ${weight.precedence}, that of the mix of quartiers.`,
    '',
    row('deviation at the year’s end', [
      ...seeds.map((seed) => `seed ${seed}`),
      'mean',
      '% of flow',
      'rota = 1',
    ]),
    ...POLICIES.map((policy) => {
      const found = of(policy);
      const own = mean(found.map(({ deviation }) => deviation));
      const rota = mean(of('rota').map(({ deviation }) => deviation));
      return row(NAMES[policy], [
        ...found.map(({ deviation }) => deviation.toFixed(1)),
        own.toFixed(1),
        `${((own / 2 / mean(found.map(({ leases }) => leases))) * 100).toFixed(1)} %`,
        (own / rota).toFixed(2),
      ]);
    }),
    '% of flow: leases in the wrong place over all of them.',
    '',
    row('over the whole territory', [...seeds.map((seed) => `seed ${seed}`), 'mean']),
    ...POLICIES.map((policy) => {
      const found = of(policy).map(({ territoryDeviation }) => territoryDeviation);
      return row(
        NAMES[policy],
        [...found, mean(found)].map((value) => value.toFixed(1)),
      );
    }),
    '',
    row('leases of the flow; points', [...seeds.map((seed) => `seed ${seed}`), 'points']),
    ...POLICIES.map((policy) =>
      row(NAMES[policy], [
        ...of(policy).map(({ leases }) => String(leases)),
        mean(of(policy).map(({ points }) => points)).toFixed(1),
      ]),
    ),
    'points: mean points of the households housed.',
    '',
    row('by landlord, mean of seeds', POLICIES),
    ...bailleurs.map((bailleur) =>
      row(
        bailleur,
        POLICIES.map((policy) =>
          mean(of(policy).map((year) => year.byBailleur.get(bailleur) ?? 0)).toFixed(1),
        ),
      ),
    ),
  ].join('\n');
};
