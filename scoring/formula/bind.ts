import { type ColumnArray, type ColumnDefinition, type ColumnStore, storedArrayName } from './columns.ts';

/** Stored arrays in the order a kernel asks for them, and which of them hold single floats. */
export interface BoundArrays {
  readonly arrays: readonly ColumnArray[];
  readonly single: readonly boolean[];
}

/**
 * The arrays a kernel reads, taken from a store.
 *
 * @throws Error when an array is shorter than the store, or not of the type its column promises (columns.ts): a byte array
 * under a number would pass 255, "not declared", for a value.
 */
export const bindArrays = (
  store: ColumnStore,
  names: readonly string[],
  inputs: Iterable<ColumnDefinition>,
): BoundArrays => {
  const columnOf = new Map<string, ColumnDefinition>();
  for (const column of inputs) columnOf.set(storedArrayName(column), column);
  const arrays = names.map((name) => {
    const array = store.array(name);
    const type = columnOf.get(name)?.type;
    if (array.length < store.rowCount)
      throw new Error(`scoring: column "${name}" has ${array.length} values for ${store.rowCount} rows`);
    const isByte = array instanceof Uint8Array;
    const fits = type === 'number' ? !isByte : type === 'bit' ? array instanceof Uint32Array : isByte;
    if (!fits)
      throw new Error(`scoring: column "${name}" (${type}) is stored in a ${array.constructor.name}`);
    return array;
  });
  return { arrays, single: arrays.map((array) => array instanceof Float32Array) };
};
