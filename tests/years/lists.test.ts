import { beforeAll, expect, test } from 'vitest';
import { profileClasses } from '../../engine/assignment/classes.ts';
import type { Vacancy } from '../../engine/domain/dwelling.ts';
import type { VacancyId } from '../../engine/domain/ids.ts';
import { UNMET } from '../../engine/eligibility/rule.ts';
import { prepareRules } from '../../engine/eligibility/rules.ts';
import { POLICIES } from '../../engine/policies/policies.ts';
import type { Commission } from '../../engine/policies/policy.ts';
import { splitApart } from '../../engine/shortlist/apart.ts';
import { pricedOrder } from '../../engine/shortlist/pricedOrder.ts';
import { dwellingsOf, type PlanPrices, PreparedPrices } from '../../engine/shortlist/prices.ts';
import { type Ranking, rankPool } from '../../engine/shortlist/ranking.ts';
import { selectEligible } from '../../engine/shortlist/shortlist.ts';
import { Ledger } from '../../engine/targets/ledger.ts';
import { placeOf } from '../../engine/targets/place.ts';
import { aimOf } from '../../engine/targets/schedule.ts';
import { Answers } from '../../engine/years/answers.ts';
import { monthNumber } from '../../engine/years/calendar.ts';
import { type DemandStates, DemandsOfYear } from '../../engine/years/demandsOfYear.ts';
import type { Vacant } from '../../engine/years/listMaking.ts';
import { type PreparedYearPrices, prepareYearPrices } from '../../engine/years/monthPrices.ts';
import type { OpenHorizon } from '../../engine/years/openHorizon.ts';
import type { RehearsedYear } from '../../engine/years/outlook.ts';
import { monthLists, type PolicyMonth } from '../../engine/years/policy.ts';
import { dwellingAt } from '../../engine/years/stock.ts';
import { ASKED } from '../../engine/years/suits.ts';
import { CREDITS } from '../../engine/years/targetRows.ts';
import { YearLedger } from '../../engine/years/yearLedger.ts';
import { smallYear } from './support.ts';

/*
 * The lists of a simulated month are those of the method bench, and of a shortlist: only the way to them is faster.
 */

let open: OpenHorizon;
let demands: DemandsOfYear;
let vacancies: readonly Vacant[];
const NEVER = 1_000_000;

beforeAll(() => {
  open = smallYear();
  const { arrivalMonth } = open.horizon.demands;
  const column = (name: string) => (open.horizon.pool.arrays[name] as Float32Array).slice();
  const states: DemandStates = {
    comes: arrivalMonth.map((month) => month + 1),
    leaves: new Int32Array(arrivalMonth.length).fill(NEVER),
    housed: new Uint8Array(arrivalMonth.length),
    refusals: column('suitedRefusals'),
    rankedNotHoused: column('rankedNotHoused'),
    lastRefusal: column('monthsSinceSuitedRefusal'),
  };
  demands = new DemandsOfYear(open, states, { from: 0, to: 12 });
  demands.moveTo(0, monthNumber('2027-01'));
  vacancies = [...open.horizon.open].map(
    (place, i): Vacant => ({
      place,
      dwelling: dwellingAt(open.horizon.stock, open.dwellingIds, place),
      freedMonth: -1,
      orientedTo: i % 5 === 2 ? 'COLACT' : null,
      refused: i % 7 === 0 ? [3, 5, 8, 13, 21, 34] : [],
    }),
  );
});

const monthOf = (prices: PreparedYearPrices | null = null): PolicyMonth => {
  const ledger = new YearLedger({ territory: open.territory, rows: open.rows, year: 2027, start: [] });
  ledger.open(open.months[0]!.day);
  const answers = new Answers(open, 0, 1);
  return {
    open,
    month: open.months[0]!,
    demands,
    ledger,
    vacancies,
    size: 3,
    chances: (vacant, length) => answers.chances(vacant.dwelling, length),
    prices,
  };
};

/** The same month as the method bench sees it: everything from the pool and the rules of a shortlist. */
const commission = (): Commission => {
  const { pool } = demands;
  const { territory } = open;
  const asOf = open.months[0]!.day;
  const rankings = new Map<string | null, Ranking>();
  const ranking = (contingent: string | null): Ranking => {
    const weighting = open.weighting(contingent);
    const key = weighting?.method.id ?? null;
    const found =
      rankings.get(key) ??
      rankPool({ pool, ordering: open.ordering, weighting, seed: open.horizon.scenario.seed });
    rankings.set(key, found);
    return found;
  };
  const rowOf = new Map([...demands.master].map((of, row) => [of, row]));
  return {
    pool,
    territory,
    classes: profileClasses(pool, territory),
    asOf,
    ranking,
    rates: open.rates,
    ledger: new Ledger(2027, asOf),
    out: demands.alive.map((alive) => 1 - alive),
    sizes: vacancies.map(() => 3),
    lot: 'essai',
    vacancies: vacancies.map(({ dwelling, refused, orientedTo }) => ({
      vacancy: {
        id: dwelling.id as string as VacancyId,
        dwelling: dwelling.id,
        availableOn: asOf,
        reason: 'rotation',
        orientedTo,
        adaptedPlai: false,
      } satisfies Vacancy,
      dwelling,
      eligible: () => {
        const quartier = territory.quartierOfDwelling(dwelling);
        const rules = prepareRules({ pool, territory, dwelling, quartier: quartier?.id ?? null }).filter(
          ({ id }) => id !== 'valid-demand',
        );
        return splitApart(
          selectEligible({ pool, dwelling, beyondWishes: false }, rules).eligible,
          ranking(null),
        ).within;
      },
      declined: new Set(refused.flatMap((of) => rowOf.get(of) ?? [])),
      recorded: [],
    })),
  };
};

const shown = (
  lists: readonly (readonly { readonly row: number | null; readonly contingent: string | null }[])[],
) => lists.map((list) => list.map(({ row, contingent }) => `${row} ${contingent}`).join(', '));
const simulated = (month: PolicyMonth, policy: Parameters<typeof monthLists>[0]) =>
  shown(
    monthLists(policy, month).map(({ listed }) =>
      listed.map(({ row, credit }) => ({ row, contingent: CREDITS[credit]! })),
    ),
  );

test('the rules of a simulated month and those it answers by itself are all the rules of a shortlist', () => {
  const { dwelling } = vacancies[0]!;
  const rules = prepareRules({ pool: demands.pool, territory: open.territory, dwelling, quartier: null });
  const answered = ['commune-wish', 'typology-wish', 'valid-demand'];
  expect(rules.map(({ id }) => id).sort()).toEqual([...ASKED, ...answered].sort());
  expect(demands.rules.rulesFor(dwelling).map(({ id }) => id)).toEqual(ASKED);
});

test('dwellings that share their rules suit whom they suit by rules of their own', () => {
  let asked = 0;
  let without = 0;
  for (const { dwelling } of vacancies) {
    const rules = demands.rules.rulesFor(dwelling);
    const suits = demands.rules.suits(dwelling);
    for (let row = 0; row < demands.rowCount; row += 17) {
      const own = rules.every((rule) => rule.test(row) !== UNMET);
      expect(suits.has(row)).toBe(own);
      asked += 1;
      if (!own) without += 1;
    }
  }
  expect(asked).toBeGreaterThan(4_000);
  expect(without).toBeGreaterThan(1_000);
});

test('lists by the method’s order are those of the method bench', () => {
  const lists = simulated(monthOf(), 'greedy');
  expect(lists).toEqual(shown(POLICIES.points(commission())));
  expect(lists.filter((list) => list.split(', ').length === 3).length).toBeGreaterThan(40);
});

test('lists with targets as filters are those of the method bench, and not those of the order alone', () => {
  const lists = simulated(monthOf(), 'filtered');
  expect(lists).toEqual(shown(POLICIES.filters(commission())));
  expect(lists).not.toEqual(simulated(monthOf(), 'greedy'));
});

test('lists at prices are those of a shortlist at the same ones, levels held among those that the targets see alike', () => {
  const prepared = prepareYearPrices(open, rehearsedByHand());
  const { pool } = demands;
  const given = commission();
  const taken = new Uint8Array(pool.rowCount);
  const month = monthOf(prepared);
  const { ledger } = monthOf();
  // Every row that weighs on lists tells demands apart, whatever it costs.
  const telling = new PreparedPrices(unitPrices(), open.territory, given.classes);
  let priced = 0;
  let free = 0;
  const expected = given.vacancies.map(({ vacancy, dwelling, eligible, declined }, v) => {
    const place = telling.at(placeOf(open.territory, dwelling), vacancy.orientedTo);
    const costs = place.rows.map((row) => {
      const number = open.rows.number(row.target, row.place)!;
      return prepared.of(number, ledger, { month: 0, done: v / vacancies.length });
    });
    priced += costs.filter((price) => price > 0).length;
    free += costs.filter((price) => price === 0).length;
    const options = place.options.map((ways, kind) =>
      ways.map((way) => ({
        ...way,
        points: place.rows.reduce(
          (sum, row, r) =>
            sum + costs[r]! * dwellingsOf(row, place.classOfKind(kind), place.credits[way.credit]!),
          0,
        ),
      })),
    );
    const order = pricedOrder({
      rows: eligible().filter((row) => demands.alive[row] === 1 && taken[row] === 0 && !declined.has(row)),
      kindOf: telling.kindOf,
      at: { ...place, options },
      ranking: given.ranking(vacancy.orientedTo),
      rankingOf: given.ranking,
    });
    const listed = [...order.first(3)].map((row) => ({ row, contingent: order.standing(row)!.credited }));
    const chances = month.chances(vacancies[v]!, listed.length);
    listed.forEach(({ row, contingent }, rank) => {
      taken[row] = 1;
      const { classNumber } = open.kinds[demands.kindOf[row]!]!;
      for (const each of open.rows.of(vacancies[v]!.place))
        ledger.expect(each, open.rows.effect(each, classNumber, CREDITS.indexOf(contingent)), chances[rank]!);
    });
    return listed;
  });
  const lists = simulated(month, 'priced');
  expect(lists).toEqual(shown(expected));
  expect(lists).not.toEqual(simulated(monthOf(), 'greedy'));
  expect(priced).toBeGreaterThan(200);
  expect(free).toBeGreaterThan(200);
});

test('priced lists are refused without prices', () => {
  expect(() => monthLists('priced', monthOf())).toThrow(/without prices/);
  expect(() => prepareYearPrices(open, [])).toThrow(/no prices/);
});

/** Two years as if rehearsed: some rows go up of themselves, others down, some on one of them alone. */
const rehearsedByHand = (): readonly RehearsedYear[] =>
  [7919, 104_729].map((prime, y) => {
    const moves = (scale: number) =>
      Float64Array.from({ length: 12 * open.rows.rows.length }, (_, i) => (((i * prime) % 41) - 20) * scale);
    return { hash: `essai-${y}`, months: 12, before: moves(0.2), after: moves(0.1) };
  });

/** A thousandth of a point on every row that weighs on lists. */
const unitPrices = (): PlanPrices => {
  const ledger = new Ledger(2027, open.months[0]!.day);
  const rows = open.rows.rows.flatMap(({ target, place }) => {
    const aim = target.active === false ? null : aimOf(open.territory, target, place, ledger);
    return aim === null ? [] : [{ target: target.id, place, aim, price: 1 }];
  });
  const { id, version } = open.ordering.method;
  return {
    hash: 'essai',
    asOf: open.months[0]!.day,
    method: { id, version },
    vacancies: 1,
    open: 1,
    free: 0,
    rows,
  };
};
