/** Marker of "any floor can be reached on foot" in the column `maxFloorOnFoot`; 255 is "not said", as everywhere. */
export const NO_FLOOR_LIMIT = 254;

/** Codes of the column `wishBuilding`. */
export const BUILDING_WISH = { any: 0, flat: 1, house: 2 } as const;

/** Marker of "not known" in the column `typologyWindow`: no household fits no typology. */
export const NO_WINDOW = 0;

/** Markers of the commune columns: not declared; declared, outside the territory. */
export const NO_COMMUNE = 65_535;
export const OUTSIDE_COMMUNE = 65_534;
