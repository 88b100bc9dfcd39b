import type { ColumnDefinition, Unit } from './columns.ts';

/** Exponents by base unit, zero ones left out: EUR/month is { EUR: 1, month: -1 }; {} is a pure number. */
export type Dimension = Readonly<Partial<Record<BaseUnit, number>>>;
type BaseUnit = 'EUR' | 'month' | 'year' | 'day' | 'person' | 'm2' | 'UC';

/** `months` and `years` are not converted: which conversion a text means (civil, 30 days…) is never ours to guess. */
const DIMENSIONS: Readonly<Record<Unit, Dimension>> = {
  EUR: { EUR: 1 },
  'EUR/month': { EUR: 1, month: -1 },
  'EUR/year': { EUR: 1, year: -1 },
  months: { month: 1 },
  years: { year: 1 },
  days: { day: 1 },
  persons: { person: 1 },
  m2: { m2: 1 },
  count: {},
  ratio: {},
  UC: { UC: 1 },
};

/** French, as written after a value. */
const UNIT_LABELS: Readonly<Record<Unit, string>> = {
  EUR: '€',
  'EUR/month': '€ par mois',
  'EUR/year': '€ par an',
  months: 'mois',
  years: 'ans',
  days: 'jours',
  persons: 'personnes',
  m2: 'm²',
  count: '',
  ratio: '',
  UC: 'unités de consommation',
};

const BASE_LABELS: Readonly<Record<BaseUnit, string>> = {
  EUR: '€',
  month: 'mois',
  year: 'ans',
  day: 'jours',
  person: 'personnes',
  m2: 'm²',
  UC: 'UC',
};

export const dimensionOf = (unit: Unit): Dimension => DIMENSIONS[unit];

/** French unit of a column's value; empty for what has none. */
export const unitLabel = (column: ColumnDefinition): string =>
  column.type === 'number' ? UNIT_LABELS[column.unit] : '';

const bases = (a: Dimension, b: Dimension): readonly BaseUnit[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])].sort() as BaseUnit[];

export const sameDimension = (a: Dimension, b: Dimension): boolean =>
  bases(a, b).every((base) => (a[base] ?? 0) === (b[base] ?? 0));

/** Dimension of a product (sign 1) or of a quotient (sign −1). */
export const combined = (a: Dimension, b: Dimension, sign: 1 | -1): Dimension => {
  const result: Partial<Record<BaseUnit, number>> = {};
  for (const base of bases(a, b)) {
    const exponent = (a[base] ?? 0) + sign * (b[base] ?? 0);
    if (exponent !== 0) result[base] = exponent;
  }
  return result;
};

/** "€ ÷ mois", "nombre sans unité": as shown in errors. */
export const dimensionLabel = (dimension: Dimension): string => {
  const entries = Object.entries(dimension) as [BaseUnit, number][];
  const side = (sign: 1 | -1) =>
    entries
      .filter(([, exponent]) => Math.sign(exponent) === sign)
      .map(
        ([base, exponent]) => BASE_LABELS[base] + (Math.abs(exponent) > 1 ? `^${Math.abs(exponent)}` : ''),
      );
  const above = side(1).join(' × ');
  const below = side(-1).join(' ÷ ');
  if (above === '' && below === '') return 'nombre sans unité';
  return below === '' ? above : `${above === '' ? '1' : above} ÷ ${below}`;
};
