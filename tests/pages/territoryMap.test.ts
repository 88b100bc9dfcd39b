import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readContours } from '../../api/packs/contours.ts';
import { borderPath } from '../../api/pages/territory/mapBorders.ts';
import { boxAround, mapShapes } from '../../api/pages/territory/mapShapes.ts';
import type { PresentedTargetState } from '../../api/present/targetStates.ts';
import { presentMap } from '../../api/present/territoryMap.ts';
import { contoursOf } from '../../api/service/contours.ts';
import { MOST_FRAGILE, ROUBAIX, TERRITORY, UNKNOWN_FRAGILITY } from '../support/territory.ts';

type Point = readonly [number, number];
/** A closed square. */
const square = (x: number, y: number, side: number): readonly Point[] => [
  [x, y],
  [x + side, y],
  [x + side, y + side],
  [x, y + side],
  [x, y],
];
/** Length of the lines of a path of relative steps. */
const lengthOf = (path: string): number =>
  path
    .split('M')
    .filter((part) => part !== '')
    .reduce((sum, part) => {
      const steps = [...part.split('l')[1]!.matchAll(/-?\d+/g)].map(Number);
      let length = 0;
      for (let i = 0; i < steps.length; i += 2) length += Math.hypot(steps[i]!, steps[i + 1]!);
      return sum + length;
    }, 0);

describe('borders', () => {
  test('the side that two parts of a place share is not on its border', () => {
    const two = [square(0, 0, 100), square(100, 0, 100)];
    const one = [{ place: 'a', rings: two }];
    const apart = two.map((ring, i) => ({ place: `${i}`, rings: [ring] }));
    expect(lengthOf(borderPath(one))).toBe(600);
    expect(lengthOf(borderPath(apart))).toBe(700);
  });
  test('a side is inside where the other part has no vertex of its own', () => {
    const split: readonly Point[] = [
      [100, 0],
      [200, 0],
      [200, 100],
      [100, 100],
      [100, 50],
      [100, 0],
    ];
    expect(lengthOf(borderPath([{ place: 'a', rings: [square(0, 0, 100), split] }]))).toBe(600);
  });
  test('of a place that nobody knows every side is drawn', () => {
    const rings = [square(0, 0, 100), square(100, 0, 100)];
    expect(lengthOf(borderPath([{ place: null, rings }]))).toBe(700);
    expect(borderPath([])).toBe('');
  });
});

describe('shapes', () => {
  const quartier = (id: string, x: number, y: number) => ({ quartier: id, rings: [square(x, y, 1)] });
  test('north is up, and what is wider is less wide the further from the equator', () => {
    const shapes = mapShapes({
      contours: [quartier('a', 3, 50), quartier('b', 3, 51)],
      communeOf: () => 'c',
    })!;
    expect(shapes.box.width).toBe(1_100);
    expect(shapes.box.height).toBeCloseTo((2 * 1_100) / Math.cos((51 * Math.PI) / 180), -1);
    expect(shapes.quartiers.get('b')!.box.y).toBe(0);
    expect(shapes.quartiers.get('a')!.box.y).toBeGreaterThan(0);
  });
  test('a vertex on a straight line says nothing', () => {
    const ring: readonly Point[] = [
      [0, 0],
      [0.5, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ];
    const path = mapShapes({
      contours: [{ quartier: 'a', rings: [ring] }],
      communeOf: () => null,
    })!.quartiers.get('a')!.path;
    expect([...path.matchAll(/-?\d+/g)]).toHaveLength(8);
  });
  test('nothing to draw', () => expect(mapShapes({ contours: [], communeOf: () => null })).toBeNull());
  test('neighbours leave no gap: a vertex goes to one place, whoever has it', () => {
    let runs = 0;
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 0.9, noNaN: true }), (at) => {
        const left: readonly Point[] = [
          [0, 0],
          [at, 0],
          [at, 1],
          [0, 1],
          [0, 0],
        ];
        const right: readonly Point[] = [
          [at, 0],
          [1, 0],
          [1, 1],
          [at, 1],
          [at, 0],
        ];
        const shapes = mapShapes({
          contours: [
            { quartier: 'l', rings: [left] },
            { quartier: 'r', rings: [right] },
          ],
          communeOf: () => 'c',
        })!;
        const [l, r] = ['l', 'r'].map((id) => shapes.quartiers.get(id)!.box);
        expect(l!.x + l!.width).toBe(r!.x);
        runs += 1;
      }),
    );
    expect(runs).toBeGreaterThan(50);
  });
  test('the box around some', () => {
    const boxes = [
      { x: 0, y: 0, width: 10, height: 10 },
      { x: 20, y: 5, width: 10, height: 10 },
    ];
    expect(boxAround(boxes, 5)).toEqual({ x: -5, y: -5, width: 40, height: 25 });
    expect(boxAround([], 5)).toBeNull();
  });
  test('a real territory is drawn small, each quartier inside it', () => {
    const contours = contoursOf('mel-2016')!;
    const shapes = mapShapes({ contours, communeOf: (id) => id.slice(0, 5) })!;
    expect(shapes.quartiers.size).toBe(contours.length);
    expect([...shapes.quartiers.values()].reduce((sum, { path }) => sum + path.length, 0)).toBeLessThan(
      80_000,
    );
    for (const { box } of shapes.quartiers.values()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.y + box.height).toBeLessThanOrEqual(shapes.box.height);
    }
    expect(shapes.communeBorders.length).toBeLessThan(shapes.quartierBorders.length);
  });
});

describe('contours of a pack', () => {
  const packWith = (geojson: string | null, head = 'id: x\n') => {
    const dir = join(mkdtempSync(join(tmpdir(), 'contours-')), 'x');
    mkdirSync(dir);
    writeFileSync(join(dir, 'pack.yaml'), head);
    if (geojson !== null) writeFileSync(join(dir, 'quartiers.geojson'), geojson);
    return dir;
  };
  const polygon = { type: 'Polygon', coordinates: [square(3, 50, 0.1)] };
  const collection = (geometry: unknown) =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { id: 'q' }, geometry }],
    });
  test('polygons, of one part or several', () => {
    expect(readContours(packWith(collection(polygon)))).toEqual([
      { quartier: 'q', rings: [square(3, 50, 0.1)] },
    ]);
    const several = { type: 'MultiPolygon', coordinates: [polygon.coordinates, polygon.coordinates] };
    expect(readContours(packWith(collection(several)))![0]!.rings).toHaveLength(2);
  });
  test.each([
    ['no file', null],
    ['no JSON', '{'],
    ['a point', collection({ type: 'Point', coordinates: [3, 50] })],
    ['a place that is nowhere', collection({ type: 'Polygon', coordinates: [square(300, 50, 1)] })],
  ])('%s: nothing is drawn', (_, text) => expect(readContours(packWith(text))).toBeNull());
  test('those of the pack that it takes its places from', () => {
    expect(contoursOf('mel')).toEqual(contoursOf('mel-2016'));
    expect(contoursOf('sete')!.length).toBeGreaterThan(10);
    expect(contoursOf('nulle-part')).toBeNull();
  });
});

describe('classes of the map', () => {
  const state = (rest: Partial<PresentedTargetState>): PresentedTargetState => ({
    id: 'mix@q',
    target: 'mix',
    targetLabel: 'Mixité du quartier',
    scope: 'quartier',
    place: MOST_FRAGILE,
    placeName: MOST_FRAGILE,
    label: 'Mixité du quartier',
    status: 'missed',
    among: 20,
    counted: 5,
    unknown: 0,
    bound: 'min',
    share: 0.25,
    aimShare: 0.5,
    aimDwellings: null,
    distanceDwellings: -5,
    text: '',
    precedence: 2,
    certainty: 'official',
    source: 'délibération',
    ...rest,
  });
  const shown = (rest: Partial<PresentedTargetState>) =>
    presentMap(TERRITORY, [state(rest)], { colouring: 'objectif-mix', commune: null }).rows.find(
      ({ quartier }) => quartier === MOST_FRAGILE,
    )!;
  test.each([
    [{ distanceDwellings: -4 }, 'far-short'],
    [{ distanceDwellings: -3.9 }, 'short'],
    [{ status: 'within-tolerance', distanceDwellings: -1 }, 'within-tolerance'],
    [{ status: 'reached', distanceDwellings: 0 }, 'reached'],
    [{ status: 'empty', share: null, distanceDwellings: 0 }, 'empty'],
    [{ status: null, share: null, distanceDwellings: null }, 'withheld'],
  ] as const)('%j is %s', (rest, drawn) => expect(shown(rest).class).toBe(drawn));
  test('figures are told with the class, none where they are withheld', () => {
    expect(shown({}).text).toMatch(/^25.% pour au moins 50.%, il manque 5.logements$/);
    expect(shown({ status: null, share: null, distanceDwellings: null }).text).toBe('');
  });
  test('a place without the target has no class of it', () => {
    const map = presentMap(TERRITORY, [state({})], { colouring: 'objectif-mix', commune: null });
    expect(map.rows.find(({ quartier }) => quartier === UNKNOWN_FRAGILITY)!.class).toBe('none');
    expect(map.legend.reduce((sum, { count }) => sum + count, 0)).toBe(TERRITORY.pack.quartiers.length);
  });
  test('the places of one commune are counted alone', () => {
    const { places, legend } = presentMap(TERRITORY, [], { colouring: null, commune: ROUBAIX });
    expect(places.every(({ commune }) => commune === ROUBAIX)).toBe(true);
    expect(legend.reduce((sum, { count }) => sum + count, 0)).toBe(places.length);
  });
  test('a colouring that nobody may read does not exist', () => {
    expect(() => presentMap(TERRITORY, [], { colouring: 'objectif-mix', commune: null })).toThrow(
      'filter.unknown',
    );
  });
});
