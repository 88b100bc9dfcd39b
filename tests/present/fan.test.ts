import { expect, test } from 'vitest';
import { type FanChart, type FanPoint, fanChart } from '../../api/present/charts/fan.ts';

const point = (p50: number): FanPoint => ({ p10: p50 - 2, p25: p50 - 1, p50, p75: p50 + 1, p90: p50 + 2 });
const aChart = (changes: Partial<FanChart> = {}): FanChart => ({
  id: 'essai',
  title: 'Baux signés',
  description: 'Trois mois, un trou.',
  months: ['2027-01', '2027-02', '2027-03', '2027-04'],
  series: [{ label: 'Ordre', points: [point(10), point(12), null, point(11)] }],
  valueText: (value) => String(value),
  aim: null,
  ...changes,
});

test('a chart says what it shows to who does not see it, and needs nothing from outside', () => {
  const svg = fanChart(aChart());
  expect(svg).toContain('role="img" aria-labelledby="essai-t essai-d"');
  expect(svg).toContain('<title id="essai-t">Baux signés</title>');
  expect(svg).toContain('<desc id="essai-d">Trois mois, un trou.</desc>');
  expect(svg).not.toMatch(/<script|<style|href|url\(/);
  expect(svg.match(/xmlns="([^"]+)"/)?.[1]).toBe('http://www.w3.org/2000/svg');
});

test('a month of which nothing is known breaks the band; it is not drawn as zero', () => {
  const svg = fanChart(aChart());
  expect(svg.match(/<polyline/g)).toHaveLength(2);
  expect(svg.match(/<polygon/g)).toHaveLength(4);
  const whole = fanChart(
    aChart({ series: [{ label: 'Ordre', points: [point(10), point(12), point(9), point(11)] }] }),
  );
  expect(whole.match(/<polyline/g)).toHaveLength(1);
  expect(fanChart(aChart({ series: [{ label: 'Ordre', points: [null, null, null, null] }] }))).not.toContain(
    '<polygon',
  );
});

test('texts are escaped', () => {
  const svg = fanChart(aChart({ title: 'Moins de 30 % & <b>', series: [{ label: '"x"', points: [] }] }));
  expect(svg).toContain('Moins de 30 % &amp; &lt;b&gt;');
  expect(svg).toContain('&quot;x&quot;');
});

test('the aim is on the axis even where no value comes near it, and series are told apart without colour', () => {
  const svg = fanChart(
    aChart({
      aim: { value: 40, label: 'au moins 40' },
      series: [
        { label: 'A', points: [point(10), point(12), point(9), point(11)] },
        { label: 'B', points: [point(14), point(15), point(16), point(17)] },
      ],
    }),
  );
  expect(svg).toContain('au moins 40');
  expect(svg).toContain('>40</text>');
  const dashes = [...svg.matchAll(/<polyline[^>]*?(stroke-dasharray="[^"]+")?\/>/g)].map(
    ([, dash]) => dash ?? '',
  );
  expect(new Set(dashes).size).toBe(2);
});

test('every point lies inside the frame, and larger values stand higher', () => {
  const svg = fanChart(
    aChart({ series: [{ label: 'A', points: [point(-5), point(0), point(900), point(901)] }] }),
  );
  const points = [...svg.matchAll(/points="([^"]+)"/g)].flatMap(([, list]) =>
    list!.split(' ').map((pair) => pair.split(',').map(Number) as [number, number]),
  );
  expect(points.length).toBeGreaterThan(16);
  for (const [x, y] of points) {
    expect(x).toBeGreaterThanOrEqual(76);
    expect(x).toBeLessThanOrEqual(704);
    expect(y).toBeGreaterThanOrEqual(40);
    expect(y).toBeLessThanOrEqual(304);
  }
  const median = svg
    .match(/<polyline points="([^"]+)"/)![1]!
    .split(' ')
    .map((pair) => Number(pair.split(',')[1]));
  expect(median[2]).toBeLessThan(median[1]!);
  expect(median[3]).toBeLessThanOrEqual(median[2]!);
});
