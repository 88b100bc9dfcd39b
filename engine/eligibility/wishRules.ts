import { UNKNOWN_U8 } from '../../scoring/formula/columns.ts';
import { TYPOLOGY_LABELS } from '../domain/codes.ts';
import { BUILDING_WISH } from '../pool/markers.ts';
import { typologyBit } from '../pool/wishIndex.ts';
import { bytes, MET, type PairContext, type PreparedRule, UNKNOWN, UNMET } from './rule.ts';

/* What the household asked for. */

const has = (items: ArrayLike<number>, offsets: ArrayLike<number>, row: number, wanted: number): boolean => {
  for (let i = offsets[row]!; i < offsets[row + 1]!; i += 1) if (items[i] === wanted) return true;
  return false;
};

export const communeWish = ({ pool, territory, dwelling }: PairContext): PreparedRule => {
  const offsets = pool.array('wishOffsets');
  const items = pool.array('wishCommunes');
  const wide = bytes(pool, 'wideWish');
  const commune = pool.communeNumber(dwelling.commune);
  const names = (row: number) => has(items, offsets, row, commune);
  return {
    id: 'commune-wish',
    kind: 'wish',
    test: (row) => (wide[row] === 1 || names(row) ? MET : UNMET),
    facts: (row) => ({
      commune: territory.communeByCode.get(dwelling.commune)?.name ?? dwelling.commune,
      named: names(row),
      wide: wide[row] === 1,
    }),
  };
};

export const typologyWish = ({ pool, dwelling }: PairContext): PreparedRule => {
  const wishes = bytes(pool, 'wishTypologies');
  const bit = typologyBit(dwelling.typology);
  return {
    id: 'typology-wish',
    kind: 'wish',
    decidedBy: wishes,
    test: (row) => (wishes[row]! & bit ? MET : UNMET),
    facts: () => ({ typology: TYPOLOGY_LABELS[dwelling.typology] }),
  };
};

/** A household that names quartiers of this commune is taken at its word; one that names none accepts them all. */
export const quartierWish = ({ pool, territory, dwelling, quartier }: PairContext): PreparedRule => {
  const offsets = pool.array('wishQuartierOffsets');
  const items = pool.array('wishQuartiers');
  const wide = bytes(pool, 'wideWish');
  const wanted = quartier === null ? -1 : pool.quartierNumber(quartier);
  const here = new Set(
    territory.pack.quartiers
      .filter((q) => q.commune === dwelling.commune)
      .map((q) => pool.quartierNumber(q.id)),
  );
  return {
    id: 'quartier-wish',
    kind: 'wish',
    test: (row) => {
      const from = offsets[row]!;
      const to = offsets[row + 1]!;
      // Nearly all rows stop here.
      if (from === to || wide[row] === 1) return MET;
      let namesHere = false;
      for (let i = from; i < to; i += 1) {
        if (items[i] === wanted) return MET;
        if (here.has(items[i]!)) namesHere = true;
      }
      if (!namesHere) return MET;
      return wanted < 0 ? UNKNOWN : UNMET;
    },
    facts: () => ({
      quartier: quartier === null ? null : (territory.quartierById.get(quartier)?.label ?? quartier),
    }),
  };
};

export const buildingWish = ({ pool, dwelling }: PairContext): PreparedRule => {
  const wishes = bytes(pool, 'wishBuilding');
  return {
    id: 'building-wish',
    kind: 'wish',
    decidedBy: wishes,
    test: (row) => {
      const wish = wishes[row];
      if (wish === BUILDING_WISH.any) return MET;
      if (dwelling.building === null) return UNKNOWN;
      return wish === BUILDING_WISH[dwelling.building] ? MET : UNMET;
    },
    facts: (row) => ({
      wanted: wishes[row] === BUILDING_WISH.house ? 'house' : 'flat',
      building: dwelling.building,
    }),
  };
};

export const groundFloorWish = ({ pool, dwelling }: PairContext): PreparedRule => {
  const accepts = bytes(pool, 'wishGroundFloor');
  return {
    id: 'ground-floor-wish',
    kind: 'wish',
    decidedBy: accepts,
    test: (row) => {
      if (accepts[row] !== 0 || dwelling.building === 'house') return MET;
      if (dwelling.floor === null) return UNKNOWN;
      return dwelling.floor > 0 ? MET : UNMET;
    },
    facts: (row) => ({
      accepts: accepts[row] === UNKNOWN_U8 ? null : accepts[row] === 1,
      floor: dwelling.floor,
    }),
  };
};
