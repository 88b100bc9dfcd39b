import type { Fragility } from '../../engine/domain/territory.ts';

/** Class of a quartier, after its name. */
export const FRAGILITY_NAMES: { readonly [F in Fragility]: string } = {
  'most-fragile': 'parmi les plus fragiles',
  fragile: 'fragile',
  'less-fragile': 'moins fragile',
  unknown: 'non connue',
};
