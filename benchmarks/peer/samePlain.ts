import type { PlainDemand } from './plainDemand.ts';

/** Values as columns store them: single floats. */
const stored = (value: number | boolean | null): number | boolean | null =>
  typeof value === 'number' ? Math.fround(value) : value;

const comparable = (demand: PlainDemand, inputs: readonly string[]) => ({
  ...demand,
  taxIncomeEur: stored(demand.taxIncomeEur),
  wishes: {
    ...demand.wishes,
    communes: [...new Set(demand.wishes.communes)].sort(),
    quartiers: [...new Set(demand.wishes.quartiers)].sort(),
    typologies: [...demand.wishes.typologies].sort(),
  },
  window: demand.window && [...demand.window].sort(),
  motives: demand.motives && [...demand.motives].sort(),
  values: Object.fromEntries(inputs.map((name) => [name, stored(demand.values[name] ?? null)])),
  situations: Object.fromEntries(Object.entries(demand.situations).sort()),
});

/** What differs between two objects of one demand, in the precision of columns; null when nothing does. */
export const plainDifference = (a: PlainDemand, b: PlainDemand): string | null => {
  const inputs = Object.keys(b.values).sort();
  const [x, y] = [comparable(a, inputs), comparable(b, inputs)];
  for (const key of Object.keys(x) as (keyof typeof x)[]) {
    const [mine, theirs] = [JSON.stringify(x[key]), JSON.stringify(y[key])];
    if (mine !== theirs) return `${a.number}: ${key} differs: ${mine} against ${theirs}`;
  }
  return null;
};
