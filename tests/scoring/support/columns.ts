import {
  type ColumnArray,
  type ColumnDefinition,
  type ColumnDictionary,
  type ColumnStore,
  storedArrayName,
  UNKNOWN_U8,
} from '../../../scoring/formula/columns.ts';

/** One column of each kind, and enough numbers to compute with. `months`, `rent` and `income` carry units; `n…` carry none. */
const definitions: readonly ColumnDefinition[] = [
  ...['n1', 'n2', 'n3', 'n4'].map(
    (name): ColumnDefinition => ({
      type: 'number',
      name,
      label: `nombre ${name}`,
      unit: 'count',
      min: 0,
      max: 100,
    }),
  ),
  { type: 'number', name: 'months', label: 'ancienneté de la demande', unit: 'months', min: 0, max: 600 },
  { type: 'number', name: 'rent', label: 'loyer actuel', unit: 'EUR/month', min: 0, max: 5000 },
  { type: 'number', name: 'income', label: 'revenu annuel', unit: 'EUR/year', min: 0, max: 200_000 },
  { type: 'number', name: 'share', label: 'part du loyer', unit: 'ratio', min: 0, max: 2 },
  { type: 'boolean', name: 'firstAccess', label: 'premier accès' },
  { type: 'boolean', name: 'b1', label: 'condition b1' },
  { type: 'boolean', name: 'b2', label: 'condition b2' },
  { type: 'evidence', name: 'S1', label: 'situation : première' },
  { type: 'evidence', name: 'S2', label: 'situation : seconde' },
  { type: 'bit', name: 'm1', label: 'motif : premier', array: 'flags', bit: 3 },
  { type: 'bit', name: 'm2', label: 'motif : second', array: 'flags', bit: 30 },
  { type: 'code', name: 'c1', label: 'logement actuel : hôtel', array: 'kind', code: 2 },
  { type: 'code', name: 'c2', label: 'logement actuel : abri', array: 'kind', code: 5 },
];
export const DICTIONARY: ColumnDictionary = new Map(definitions.map((d) => [d.name, d]));

/** Raw stored values of one row, by stored array; what is left out is not declared (bits: none set). */
export type Row = Readonly<Record<string, number>>;

/** A store whose rows are given one by one. Number columns are double floats unless `single`. */
export const storeOf = (
  rows: readonly Row[],
  { dictionary = DICTIONARY, single = false }: { dictionary?: ColumnDictionary; single?: boolean } = {},
): ColumnStore => {
  const arrays = new Map<string, ColumnArray>();
  for (const column of dictionary.values()) {
    const name = storedArrayName(column);
    const values = (unknown: number) => rows.map((row) => row[name] ?? unknown);
    if (column.type === 'number')
      arrays.set(
        name,
        single ? Float32Array.from(values(Number.NaN)) : Float64Array.from(values(Number.NaN)),
      );
    else if (column.type === 'bit') arrays.set(name, Uint32Array.from(values(0)));
    else arrays.set(name, Uint8Array.from(values(UNKNOWN_U8)));
  }
  arrays.set('filedDay', Int32Array.from(rows.map((row) => row.filedDay ?? 0)));
  return {
    rowCount: rows.length,
    array(name) {
      const array = arrays.get(name);
      if (!array) throw new Error(`test store: no column "${name}"`);
      return array;
    },
  };
};
