import type { Financing } from '../domain/codes.ts';
import type { Dwelling } from '../domain/dwelling.ts';
import type { DwellingId } from '../domain/ids.ts';
import type { Scenario } from '../domain/scenario.ts';
import { quota, randomStream } from '../simulation/random.ts';
import { MAX_RENT_PER_M2 } from '../simulation/stock.ts';
import { monthLabel, monthNumber } from './calendar.ts';

/** New dwellings of a scenario and the month of their first letting. */
export interface NewBuild {
  readonly dwellings: readonly Dwelling[];
  /** Month from the start of the horizon. Length = dwellings. */
  readonly months: Int32Array;
}

/** Dwellings built from this year on are what new ones are modelled on. */
const RECENT_FROM = 2001;
/** Part of the maximum that the rent of a new dwelling reaches: the middle of what recent ones do in the generated world. */
const RENT_LEVEL = 0.96;

/** Share of PLAI in a month: the last step that has begun, the first one before. */
const plaiShareIn = ({ newBuild }: Scenario, month: string): number => {
  const steps = [...newBuild.plaiShare].sort((a, b) => (a.from < b.from ? -1 : 1));
  return (steps.findLast(({ from }) => from <= month) ?? steps[0]!).share;
};

/**
 * New dwellings over the horizon, spread evenly over its months: each is like a recent dwelling of the stock, drawn by lot, but
 * for its financing, whose shares are the scenario's in each month, and the rent that goes with it. None is dedicated « à l'adresse ».
 *
 * @throws Error when the stock has no recent dwelling where the scenario wants new ones.
 */
export const drawNewBuild = (scenario: Scenario, stock: readonly Dwelling[]): NewBuild => {
  const { newBuild, seed, months } = scenario;
  const models = stock.filter(
    ({ builtIn, qpv2024 }) =>
      builtIn !== null &&
      builtIn >= RECENT_FROM &&
      (newBuild.where === 'as-recent-stock' || qpv2024 === false),
  );
  const due = (month: number): number => Math.round((newBuild.perYear * (month + 1)) / 12);
  if (due(months - 1) > 0 && models.length === 0) throw new Error('years: no recent dwelling to build like');
  const random = randomStream(seed, 'years/new-build');
  const dwellings: Dwelling[] = [];
  const built: number[] = [];
  for (let month = 0; month < months; month += 1) {
    const label = monthLabel(monthNumber(scenario.start) + month);
    const plai = plaiShareIn(scenario, label);
    const count = due(month) - (month === 0 ? 0 : due(month - 1));
    const financings = quota<Financing>(
      random,
      [
        ['PLAI', plai],
        ['PLS', newBuild.plsShare],
        ['PLUS', Math.max(0, 1 - plai - newBuild.plsShare)],
      ],
      count,
    );
    for (const financing of financings) {
      const model = random.pick(models);
      dwellings.push({
        ...model,
        id: `SIM-N-${String(dwellings.length + 1).padStart(6, '0')}` as DwellingId,
        residence: null,
        financing,
        rentEur: Math.floor(model.livingAreaM2 * MAX_RENT_PER_M2[financing] * RENT_LEVEL * 100) / 100,
        builtIn: Number(label.slice(0, 4)),
        aciAddress: false,
      });
      built.push(month);
    }
  }
  return { dwellings, months: Int32Array.from(built) };
};
