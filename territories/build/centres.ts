import type { Iris, Point, Polygon, Ring } from './openData.ts';

/*
 * Where people live in a commune: the mean of the centres of its inhabited IRIS, which are drawn to hold about as many
 * inhabitants each (Insee: 1,800 to 5,000). Better than the centre of the contour where half a commune is fields.
 */

/** Signed area (degrees², counter-clockwise positive) and centre of a ring: the shoelace formula. */
const ringCentre = (ring: Ring): { readonly area: number; readonly centre: Point } => {
  let area = 0;
  let x = 0;
  let y = 0;
  // Around its first point, so that no digit is lost on the small differences.
  const [x0, y0] = ring[0]!;
  for (let i = 0; i < ring.length; i += 1) {
    const [xa, ya] = ring[i]!;
    const [xb, yb] = ring[(i + 1) % ring.length]!;
    const cross = (xa - x0) * (yb - y0) - (xb - x0) * (ya - y0);
    area += cross / 2;
    x += (xa + xb - 2 * x0) * cross;
    y += (ya + yb - 2 * y0) * cross;
  }
  return { area, centre: area === 0 ? [x0, y0] : [x0 + x / (6 * area), y0 + y / (6 * area)] };
};

/** Centre of the outer rings, weighted by their areas; holes are smaller than what the figure is used for. */
const polygonsCentre = (polygons: readonly Polygon[]): Point => {
  const rings = polygons.map(([outer]) => ringCentre(outer!));
  const total = rings.reduce((sum, { area }) => sum + Math.abs(area), 0);
  const mean = (axis: 0 | 1) =>
    rings.reduce((sum, { area, centre }) => sum + centre[axis] * Math.abs(area), 0) / total;
  return [mean(0), mean(1)];
};

/** Inhabited centre of a commune from its IRIS; of all of them where none is inhabited. */
export const communeCentre = (iris: readonly Iris[]): Point => {
  const inhabited = iris.filter(({ kind }) => kind === 'H' || kind === 'Z');
  const centres = (inhabited.length > 0 ? inhabited : iris).map(({ polygons }) => polygonsCentre(polygons));
  const mean = (axis: 0 | 1) => centres.reduce((sum, centre) => sum + centre[axis], 0) / centres.length;
  return [mean(0), mean(1)];
};
