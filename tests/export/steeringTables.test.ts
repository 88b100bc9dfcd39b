import { expect, test } from 'vitest';
import { ACCEPTANCE_TABLES, withAcceptanceTable } from '../../api/export/acceptanceTables.ts';
import { pricesTable } from '../../api/export/steeringTables.ts';
import { tableLines } from '../../api/export/table.ts';

const interval = { low: 0.25, high: 0.75, text: 'phrase' };
const LEARNED: Parameters<typeof withAcceptanceTable>[0] = {
  rates: {
    source: 'learned',
    certainty: 'proposal',
    text: 'phrase',
    rows: [{ fragility: 'fragile', rank: 2, rate: 0.5, offers: 8, accepted: 4, text: 'phrase' }],
  },
  model: {
    kind: 'learned',
    answered: 900,
    described: 900,
    text: 'phrase',
    effects: [{ feature: 'secondRank', label: 'être au rang 2', oddsRatio: 0.5, ...interval }],
    leftOut: [],
    calibration: [{ offers: 90, predicted: 0.5, observed: 0.4, ...interval }],
    losses: [
      { loss: 'brier', model: 0.2, zoneRates: 0.25, difference: -0.05, standardError: null, text: 'phrase' },
    ],
  },
};

test('each table of acceptance: a line a row, and no standard error is an empty cell', () => {
  const lines = Object.fromEntries(
    ACCEPTANCE_TABLES.map((which) => [
      which,
      withAcceptanceTable(LEARNED, which, (table) => [...tableLines(table)].slice(1)),
    ]),
  );
  expect(lines).toEqual({
    rates: [['quartiers fragiles', '2', '0,5', '8', '4', 'proposition']],
    effects: [['être au rang 2', '0,5', '0,25', '0,75']],
    calibration: [['90', '0,5', '0,4', '0,25', '0,75']],
    losses: [['score de Brier', '0,2', '0,25', '-0,05', '']],
  });
});

test('prices of targets: points by dwelling, beside the most that the territory gives', () => {
  const row = { target: 'aci', place: '59512', label: 'Accord collectif', text: 'phrase' };
  const [headings, line] = [
    ...tableLines(pricesTable({ rows: [{ ...row, pricePoints: 12.5, penaltyPoints: 40 }] })),
  ];
  expect(headings).toContain('Prix (points par logement)');
  expect(line).toEqual(['Accord collectif', 'aci', '59512', '12,5', '40']);
});
