/** Marker of "no floor limit declared" in the column `maxFloorOnFoot`. */
export const NO_FLOOR_LIMIT = 255;

/** Codes of the column `wishBuilding`. */
export const BUILDING_WISH = { any: 0, flat: 1, house: 2 } as const;

/** Marker of "not known" in the column `typologyWindow`: no household fits no typology. */
export const NO_WINDOW = 0;

/** Markers of the commune columns: not declared; declared, outside the territory. */
export const NO_COMMUNE = 65_535;
export const OUTSIDE_COMMUNE = 65_534;
