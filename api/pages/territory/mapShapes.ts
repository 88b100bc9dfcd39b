import { borderPath, pair } from './mapBorders.ts';

type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

/** What a map is drawn from: WGS84 contours, and the commune of each quartier. */
export interface MapSource {
  readonly contours: readonly { readonly quartier: string; readonly rings: readonly Ring[] }[];
  readonly communeOf: (quartier: string) => string | null;
}

export interface MapBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A territory ready to be drawn: SVG paths in whole user units, north up. */
export interface MapShapes {
  readonly box: MapBox;
  readonly quartiers: ReadonlyMap<string, { readonly path: string; readonly box: MapBox }>;
  /** Borders between quartiers, and between communes. */
  readonly quartierBorders: string;
  readonly communeBorders: string;
}

/** Width of a territory, user units: one is about 40 m of a metropolis, less than a line is wide on a screen. */
const WIDTH = 1_100;

/**
 * Contours as paths. A plane at the middle latitude is exact enough at this scale; each vertex goes to the nearest whole unit, the same
 * for all who share it, so that neighbours leave no gap; vertices that change nothing are left out.
 */
export const mapShapes = ({ contours, communeOf }: MapSource): MapShapes | null => {
  const all = contours.flatMap(({ rings }) => rings.flat());
  if (all.length === 0) return null;
  const [west, east] = extent(all.map(([lon]) => lon));
  const [south, north] = extent(all.map(([, lat]) => lat));
  const narrowing = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = WIDTH / Math.max((east - west) * narrowing, 1e-9);
  const placed = contours.map(({ quartier, rings }) => ({
    quartier,
    rings: rings
      .map((ring) =>
        ring.map(
          ([lon, lat]): Point => [
            Math.round((lon - west) * narrowing * scale),
            Math.round((north - lat) * scale),
          ],
        ),
      )
      .map(withoutRepeats)
      .filter((ring) => ring.length > 3),
  }));
  return {
    box: { x: 0, y: 0, width: WIDTH, height: Math.round((north - south) * scale) },
    quartiers: new Map(
      placed
        .filter(({ rings }) => rings.length > 0)
        .map(({ quartier, rings }) => [
          quartier,
          { path: rings.map(ringPath).join(''), box: boxOf(rings.flat()) },
        ]),
    ),
    quartierBorders: borderPath(placed.map(({ quartier, rings }) => ({ place: quartier, rings }))),
    communeBorders: borderPath(placed.map(({ quartier, rings }) => ({ place: communeOf(quartier), rings }))),
  };
};

/** The smallest box around some others, with some air; null: around nothing. */
export const boxAround = (boxes: readonly MapBox[], air: number): MapBox | null => {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x)) - air;
  const y = Math.min(...boxes.map((box) => box.y)) - air;
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) + air - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) + air - y,
  };
};

/** Least and most, without spreading a long list. */
const extent = (values: readonly number[]): readonly [number, number] =>
  values.reduce<readonly [number, number]>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );

const boxOf = (points: readonly Point[]): MapBox => {
  const [left, right] = extent(points.map(([x]) => x));
  const [top, bottom] = extent(points.map(([, y]) => y));
  return { x: left, y: top, width: right - left, height: bottom - top };
};

const isSame = (a: Point | undefined, b: Point): boolean => a !== undefined && a[0] === b[0] && a[1] === b[1];

const withoutRepeats = (ring: Ring): Ring => ring.filter((point, i) => !isSame(ring[i - 1], point));

/** "M10 20l3-2 4 1z": relative, as short as SVG takes it. */
const ringPath = (ring: Ring): string => {
  const points = withoutStraights(ring.slice(0, -1));
  const [first] = points;
  if (first === undefined || points.length < 3) return '';
  const steps = points.slice(1).map((point, i) => {
    const [x, y] = points[i] as Point;
    return pair(point[0] - x, point[1] - y);
  });
  return `M${pair(first[0], first[1])}l${steps.join(' ')}z`;
};

/** A vertex on the straight line between its neighbours says nothing. */
const withoutStraights = (points: readonly Point[]): readonly Point[] =>
  points.filter((point, i) => {
    const before = points[(i + points.length - 1) % points.length] as Point;
    const after = points[(i + 1) % points.length] as Point;
    return (point[0] - before[0]) * (after[1] - point[1]) !== (point[1] - before[1]) * (after[0] - point[0]);
  });
