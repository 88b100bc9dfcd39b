type Point = readonly [x: number, y: number];
type Ring = readonly Point[];

/** Closed rings on the plane, in whole units, of one place: a quartier, or a commune made of several. */
export interface PlacedRings {
  /** What the rings are of; null: nobody knows, and each of its rings stands alone. */
  readonly place: string | null;
  readonly rings: readonly Ring[];
}

/** Two sides of one border may differ by a step of the grid that contours were published on: about 12 m, rounded up here. */
const TOLERANCE = 1.6;

/**
 * Borders between places as one path: the edges of their rings that no other ring of the same place lies along. Contours do not always
 * share their vertices, so an edge is inside its place when its middle is on the contour of another part.
 */
export const borderPath = (parts: readonly PlacedRings[]): string => {
  const byPlace = new Map<string, Ring[]>();
  for (const { place, rings } of parts)
    if (place !== null) byPlace.set(place, [...(byPlace.get(place) ?? []), ...rings]);
  const drawn = new Set<string>();
  return parts
    .flatMap(({ place, rings }) => {
      const all = place === null ? [] : (byPlace.get(place) ?? []);
      return rings.map((ring) =>
        outerLine(
          ring,
          all.filter((other) => other !== ring),
          drawn,
        ),
      );
    })
    .join('');
};

const outerLine = (ring: Ring, others: readonly Ring[], drawn: Set<string>): string => {
  let path = '';
  let isDown = false;
  for (let i = 1; i < ring.length; i += 1) {
    const [a, b] = [ring[i - 1] as Point, ring[i] as Point];
    const key = edgeKey(a, b);
    if (drawn.has(key) || isInside(a, b, others)) {
      isDown = false;
      continue;
    }
    drawn.add(key);
    path += isDown ? ' ' : `M${pair(a[0], a[1])}l`;
    path += pair(b[0] - a[0], b[1] - a[1]);
    isDown = true;
  }
  return path;
};

/** "3-2", "3 2": two coordinates, as short as SVG takes them. */
export const pair = (x: number, y: number): string => `${x}${y < 0 ? '' : ' '}${y}`;

const edgeKey = (a: Point, b: Point): string => [a.join(), b.join()].sort().join(' ');

const isInside = (a: Point, b: Point, others: readonly Ring[]): boolean => {
  const middle: Point = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
  return others.some((ring) => ring.some((point, i) => i > 0 && isNear(middle, ring[i - 1] as Point, point)));
};

const isNear = (p: Point, a: Point, b: Point): boolean => {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2));
  return (p[0] - a[0] - t * dx) ** 2 + (p[1] - a[1] - t * dy) ** 2 <= TOLERANCE * TOLERANCE;
};
