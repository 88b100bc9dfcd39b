import type { Fragility } from '../../engine/domain/territory.ts';
import type { IrisIncome } from './incomes.ts';
import { type Group, mergeIris } from './merge.ts';
import type { Iris } from './openData.ts';
import type { IrisStock } from './stock.ts';

/** Share of the dwellings, from the poorest quartier up, that is called "most fragile". */
const MOST_FRAGILE_SHARE = 0.15;
/** Share of the dwellings under which a quartier is fragile: the weighted median. */
const FRAGILE_SHARE = 0.5;

export interface BuiltQuartier {
  readonly id: string;
  readonly label: string;
  readonly commune: string;
  readonly fragility: Fragility;
  readonly incomeEur: number | null;
  readonly incomeFrom: 'iris' | 'commune' | 'none';
  readonly dwellings: number;
  readonly leasesPerYear: number;
  readonly iris: readonly string[];
}

export interface CommuneIris {
  readonly code: string;
  readonly name: string;
  readonly iris: readonly Iris[];
  readonly borders: ReadonlyMap<string, number>;
}

const slugOf = (name: string): string =>
  name
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'oe')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

const labelOf = (commune: CommuneIris, names: readonly string[]): string => {
  if (names.length === commune.iris.length) return commune.name;
  const shown = names.slice(0, 3).join(', ');
  const more = names.length - 3;
  return `${commune.name} – ${shown}${more > 0 ? ` et ${more} autre${more > 1 ? 's' : ''}` : ''}`;
};

/** Half of the dwellings or more are in IRIS with an income: else the quartier's income would be another place's. */
const incomeOf = (
  group: Group,
  incomes: ReadonlyMap<string, IrisIncome>,
): Pick<BuiltQuartier, 'incomeEur' | 'incomeFrom'> => {
  const known = group.iris.filter((i) => i.incomeEur !== null);
  const covered = known.reduce((s, i) => s + i.dwellings, 0);
  if (group.incomeEur === null || covered * 2 < group.dwellings)
    return { incomeEur: null, incomeFrom: 'none' };
  const fromCommune = known.some((i) => incomes.get(i.code)?.from === 'commune');
  return { incomeEur: group.incomeEur, incomeFrom: fromCommune ? 'commune' : 'iris' };
};

/** Class of each quartier with a known income, from the cumulated dwellings in order of income. */
const classesOf = (
  quartiers: readonly Pick<BuiltQuartier, 'id' | 'incomeEur' | 'dwellings'>[],
): Map<string, Fragility> => {
  const known = quartiers
    .filter((q) => q.incomeEur !== null)
    .sort((a, b) => (a.incomeEur as number) - (b.incomeEur as number) || (a.id < b.id ? -1 : 1));
  const total = known.reduce((s, q) => s + q.dwellings, 0);
  let below = 0;
  return new Map(
    known.map((q) => {
      below += q.dwellings;
      const fragility: Fragility =
        below <= total * MOST_FRAGILE_SHARE
          ? 'most-fragile'
          : below <= total * FRAGILE_SHARE
            ? 'fragile'
            : 'less-fragile';
      return [q.id, fragility];
    }),
  );
};

/** Quartiers of all communes, in order of commune then of IRIS code, with their class. */
export const quartiersOf = (
  communes: readonly CommuneIris[],
  incomes: ReadonlyMap<string, IrisIncome>,
  stock: IrisStock,
): readonly BuiltQuartier[] => {
  const ids = new Set<string>();
  const unclassed = communes.flatMap((commune) => {
    const names = new Map(commune.iris.map((i) => [i.code, i.name]));
    const groups = mergeIris(
      commune.iris.map((i) => {
        const dwellings = stock.dwellings.get(i.code) ?? 0;
        return {
          code: i.code,
          incomeEur: incomes.get(i.code)?.incomeEur ?? null,
          dwellings,
          leasesPerYear: dwellings * stock.leasesPerDwelling,
        };
      }),
      commune.borders,
    );
    return groups.map((group) => {
      const irisNames = group.iris.map((i) => names.get(i.code) as string);
      const base = `${commune.code}-${slugOf(groups.length === 1 ? commune.name : (irisNames[0] as string))}`;
      let id = base;
      for (let n = 2; ids.has(id); n += 1) id = `${base}-${n}`;
      ids.add(id);
      return {
        id,
        label: labelOf(commune, irisNames),
        commune: commune.code,
        ...incomeOf(group, incomes),
        dwellings: group.dwellings,
        leasesPerYear: group.leasesPerYear,
        iris: group.iris.map((i) => i.code).sort(),
      };
    });
  });
  const classes = classesOf(unclassed);
  return unclassed.map((q) => ({ ...q, fragility: classes.get(q.id) ?? 'unknown' }));
};
