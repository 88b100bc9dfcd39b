import type { Iris, Point } from './openData.ts';

/*
 * Which IRIS touch. Contours come from vector tiles with a grid of about 12 m, so two sides of one border may differ by a
 * grid step: a vertex within this distance of the other contour is on the border.
 */
const BORDER_TOLERANCE_M = 25;
/** Two IRIS that meet at one corner are not neighbours. */
const MIN_BORDER_VERTICES = 3;

const METRES_PER_DEGREE = 111_320;

const squaredDistanceToSegment = (p: Point, a: Point, b: Point): number => {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2));
  return (p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2;
};

/** Rings in metres on a plane at a latitude of the place, in radians: exact enough at the scale of a quartier. */
const localRings = (iris: Iris, latitude: number): Point[][] =>
  iris.polygons.flatMap((polygon) =>
    polygon.map((ring) =>
      ring.map(
        ([lon, lat]): Point => [lon * METRES_PER_DEGREE * Math.cos(latitude), lat * METRES_PER_DEGREE],
      ),
    ),
  );

const verticesNear = (from: readonly Point[][], to: readonly Point[][]): number => {
  let count = 0;
  // A ring ends where it begins: its first point is left out, or a corner would count twice.
  for (const p of from.flatMap((ring) => ring.slice(1))) {
    const near = to.some((ring) =>
      ring.some(
        (b, i) =>
          i > 0 &&
          squaredDistanceToSegment(p, ring[i - 1] as Point, b) <= BORDER_TOLERANCE_M * BORDER_TOLERANCE_M,
      ),
    );
    if (near) count += 1;
  }
  return count;
};

/**
 * Length of the shared border of every pair of neighbouring IRIS of one commune, in vertices of the two contours that lie
 * on it. Key: both codes, in order, joined by a space.
 */
export const sharedBorders = (iris: readonly Iris[]): Map<string, number> => {
  const borders = new Map<string, number>();
  const latitude = ((iris[0]?.polygons[0]?.[0]?.[0]?.[1] ?? 0) * Math.PI) / 180;
  const contours = iris.map((i) => localRings(i, latitude));
  for (let i = 0; i < iris.length; i += 1) {
    for (let j = i + 1; j < iris.length; j += 1) {
      const [a, b] = [contours[i] as Point[][], contours[j] as Point[][]];
      const vertices = verticesNear(a, b) + verticesNear(b, a);
      if (vertices >= MIN_BORDER_VERTICES)
        borders.set(borderKey((iris[i] as Iris).code, (iris[j] as Iris).code), vertices);
    }
  }
  return borders;
};

export const borderKey = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);
