import { TYPOLOGIES, type Typology } from '../domain/codes.ts';
import type { CommuneCode } from '../domain/ids.ts';
import type { Pool } from './pool.ts';
import { typologyBit, typologyMask } from './wishIndex.ts';

/** A commune and a type of dwelling as demands wish them; null = any. */
export interface WishPlace {
  readonly commune: CommuneCode | null;
  readonly typology: Typology | null;
}

/**
 * The places a demand wishes, one per commune and type that it names. Who accepts any commune ("demande élargie") has one more
 * per type, without commune.
 */
export const wishedPlaces = (pool: Pool, row: number): readonly WishPlace[] => {
  const types = pool.array('wishTypologies')[row]!;
  const offsets = pool.array('wishOffsets');
  const named = [...pool.array('wishCommunes').subarray(offsets[row]!, offsets[row + 1]!)];
  const communes: (CommuneCode | null)[] = named.map((number) => pool.columns.communes[number]!);
  if (pool.array('wideWish')[row] === 1) communes.push(null);
  return communes.flatMap((commune) =>
    TYPOLOGIES.filter((typology) => types & typologyBit(typology)).map((typology) => ({ commune, typology })),
  );
};

/** Whether a demand would take a place, as far as its wishes of commune and type go. */
export const wishesPlace = (pool: Pool, row: number, { commune, typology }: WishPlace): boolean => {
  if (typology !== null && !(pool.array('wishTypologies')[row]! & typologyBit(typology))) return false;
  if (commune === null || pool.array('wideWish')[row] === 1) return true;
  const wanted = pool.communeNumber(commune);
  const communes = pool.array('wishCommunes');
  const offsets = pool.array('wishOffsets');
  for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) if (communes[i] === wanted) return true;
  return false;
};

/** Rows that wish a place, each once over all the lists that come back. */
export const rowsWishing = (pool: Pool, { commune, typology }: WishPlace): readonly Uint32Array[] => {
  const { wishes } = pool;
  const types = typology === null ? TYPOLOGIES : [typology];
  if (commune === null) return [rowsWith(pool, types)];
  const number = pool.communeNumber(commune);
  const named = number < 0 ? [] : types.map((type) => wishes.named(number, type));
  return typology === null ? [distinct(pool, named), wideRows(pool)] : [...named, wishes.wideFor(typology)];
};

const wideByPool = new WeakMap<Pool, Uint32Array>();

/** Demands that accept any commune; made once per pool. */
const wideRows = (pool: Pool): Uint32Array => {
  const known = wideByPool.get(pool);
  if (known) return known;
  const rows = Uint32Array.from({ length: pool.rowCount }, (_, row) => row).filter((row) =>
    pool.wishes.wide.has(row),
  );
  wideByPool.set(pool, rows);
  return rows;
};

const rowsWith = (pool: Pool, typologies: readonly Typology[]): Uint32Array => {
  const types = pool.array('wishTypologies');
  const mask = typologyMask(typologies);
  const rows = new Uint32Array(pool.rowCount);
  let count = 0;
  for (let row = 0; row < pool.rowCount; row += 1)
    if (types[row]! & mask) {
      rows[count] = row;
      count += 1;
    }
  return rows.subarray(0, count);
};

/** Who asks for two types is in two lists. */
const distinct = (pool: Pool, lists: readonly Uint32Array[]): Uint32Array => {
  const seen = new Uint8Array(pool.rowCount);
  const rows = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
  let count = 0;
  for (const list of lists)
    for (let i = 0; i < list.length; i += 1) {
      const row = list[i]!;
      if (seen[row] === 1) continue;
      seen[row] = 1;
      rows[count] = row;
      count += 1;
    }
  return rows.subarray(0, count);
};
