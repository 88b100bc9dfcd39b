import { expect, test } from 'vitest';
import { type AssignmentModel, type Duals, vacancyOfPlaces } from '../../engine/assignment/model.ts';
import { boundOf, columnsWithin, pricePairs } from '../../engine/assignment/pricing.ts';
import { certify } from '../../engine/assignment/proof/certificate.ts';
import { randomStream } from '../../engine/simulation/random.ts';
import { randomDuals } from './support/randomDuals.ts';
import { FAMILIES, randomModel } from './support/randomModel.ts';

/** Net value of every pair of every place, the long way. */
const everyNet = (model: AssignmentModel, duals: Duals): ReadonlyMap<string, number> => {
  const nets = new Map<string, number>();
  vacancyOfPlaces(model).forEach((d, place) => {
    for (let segment = model.segmentOffsets[d]!; segment < model.segmentOffsets[d + 1]!; segment += 1) {
      let gain = model.fillBonus;
      for (let e = model.termOffsets[segment]!; e < model.termOffsets[segment + 1]!; e += 1)
        gain += duals.rowPrice[model.termRow[e]!]! * model.termCoef[e]!;
      for (let i = model.pairOffsets[segment]!; i < model.pairOffsets[segment + 1]!; i += 1)
        nets.set(
          `${place} ${i}`,
          model.placeWeight[place]! * (model.pairScore[i]! + gain) -
            duals.candidatePrice[model.pairCandidate[i]!]!,
        );
    }
  });
  return nets;
};

const cases = FAMILIES.flatMap((family) =>
  Array.from({ length: 25 }, (_, seed) => {
    const model = randomModel(seed, family);
    return { model, duals: randomDuals(model, randomStream(seed, `pricing/${family}`)) };
  }),
);
const keys = ({ place, pair }: { place: Uint32Array; pair: Uint32Array }): string[] =>
  Array.from(place, (s, k) => `${s} ${pair[k]}`);

test('the pairs above the threshold, all of them and no other', () => {
  let found = 0;
  for (const { model, duals } of cases) {
    const threshold = model.placeWeight.map((weight) => weight * 100_000);
    const nets = everyNet(model, duals);
    const expected = [...nets].filter(([key, net]) => net > threshold[Number(key.split(' ')[0])]!);
    const priced = pricePairs(model, duals, { threshold, most: 1000 });
    expect(keys(priced.columns).sort()).toEqual(expected.map(([key]) => key).sort());
    found += expected.length;
  }
  expect(found).toBeGreaterThan(500);
});

test('the best of them when there are more than asked for', () => {
  let cut = 0;
  for (const { model, duals } of cases) {
    const threshold = new Float64Array(model.placeWeight.length).fill(-Infinity);
    const nets = everyNet(model, duals);
    for (const most of [1, 2]) {
      const { columns } = pricePairs(model, duals, { threshold, most });
      model.placeWeight.forEach((_, place) => {
        const all = [...nets].filter(([key]) => key.startsWith(`${place} `)).map(([, net]) => net);
        const kept = keys(columns)
          .filter((key) => key.startsWith(`${place} `))
          .map((key) => nets.get(key)!);
        expect(kept).toEqual(all.sort((a, b) => b - a).slice(0, most));
        if (all.length > 4 * most) cut += 1;
      });
    }
  }
  expect(cut).toBeGreaterThan(100);
});

test('the bound is that of the certificate', () => {
  for (const { model, duals } of cases) {
    const certificate = certify(model, duals, { exhaustive: true });
    if (certificate.outcome === 'refused') throw new Error(JSON.stringify(certificate.findings));
    expect(Math.abs(boundOf(model, duals) - certificate.bound)).toBeLessThan(
      1e-9 * Math.max(1, certificate.terms.size),
    );
  }
});

test('within a reduced cost: what is left out costs more', () => {
  let left = 0;
  for (const { model, duals } of cases) {
    const nets = everyNet(model, duals);
    const within = 60_000;
    const chosen = new Set(keys(columnsWithin(model, duals, { within, most: 1000 })));
    for (const [key, net] of nets) {
      const place = key.split(' ')[0]!;
      const best = Math.max(
        0,
        ...[...nets].filter(([other]) => other.startsWith(`${place} `)).map(([, n]) => n),
      );
      expect(chosen.has(key)).toBe(net > best - within);
      if (!chosen.has(key)) left += 1;
    }
  }
  expect(left).toBeGreaterThan(100);
});
