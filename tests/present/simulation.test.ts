import { beforeAll, expect, test } from 'vitest';
import { measuresTable, placesTable } from '../../api/export/simulationTables.ts';
import { tableLines } from '../../api/export/table.ts';
import { type PresentedSimulation, presentSimulation } from '../../api/present/simulation.ts';
import { measureCharts } from '../../api/present/simulationCharts.ts';
import { presentPlaceFans, presentPlaces, quartierCharts } from '../../api/present/simulationPlaces.ts';
import { comparisonText, simulationText } from '../../api/present/simulationText.ts';
import { MEASURE_LABELS, measureText } from '../../api/present/simulationWords.ts';
import { runSimulation, type Simulation } from '../../api/service/simulations.ts';
import { MEASURE_IDS } from '../../engine/years/measures.ts';
import { aScenario } from '../years/support.ts';

let run: Simulation;
let shown: PresentedSimulation;

beforeAll(async () => {
  run = await runSimulation({
    scenario: aScenario({ months: 14, vacancies: { ...aScenario().vacancies, mutationsFreeHome: true } }),
    policies: ['greedy', 'filtered'],
    replications: 3,
    threads: 1,
    keep: null,
  });
  shown = presentSimulation(run);
}, 60_000);

test('the summary says what is simulated, what each way of making lists looks at, and where assumptions come from', () => {
  const text = simulationText(shown).replace(/\s+/g, ' ');
  expect(text).toContain('Tout est simulé');
  expect(text).toContain('ce ne sont pas des prévisions');
  expect(text).toContain('aucun objectif n’est regardé');
  expect(text).toContain('libère le sien le mois suivant');
  expect(text).toContain('3 tirages, les bornes sont grossières');
  expect(text).toContain('2 novembre 2026');
  expect(text).toContain(
    'Renouvellement urbain : Hypothèse d’essai (proposition à valider par le territoire)',
  );
  expect(text).toContain(run.results[0]!.hash);
  expect(text).not.toMatch(/undefined|NaN|null/);
});

test('each civil year and each month has every measure, in words and figures', () => {
  const [greedy] = shown.policies;
  expect(greedy!.years.map(({ label }) => label)).toEqual(['2027', '2028']);
  expect(greedy!.months).toHaveLength(14);
  for (const { measures } of [...greedy!.years, ...greedy!.months]) {
    expect(measures.map(({ id }) => id)).toEqual(MEASURE_IDS);
    for (const { spread, text } of measures)
      if (spread === null) expect(text).toBe('sans objet');
      else expect(spread.p10).toBeLessThanOrEqual(spread.p90);
  }
  const leases = (span: { measures: PresentedSimulation['policies'][number]['years'][number]['measures'] }) =>
    span.measures.find(({ id }) => id === 'leases')!.spread!.mean;
  const year = greedy!.months.slice(0, 12).reduce((sum, month) => sum + leases(month), 0);
  expect(leases(greedy!.years[0]!)).toBeCloseTo(year, 6);
});

test('policies are compared replication by replication; what chance explains is said so', () => {
  const [comparison] = shown.comparisons;
  expect(comparison!.first).toBe('Ordre de la méthode');
  expect(comparison!.second).toBe('Objectifs en filtre');
  const arrivals = comparison!.differences.find(({ id }) => id === 'arrivals')!;
  expect(arrivals).toMatchObject({ mean: 0, low: 0, high: 0, pairs: 3, apart: false });
  expect(arrivals.text).toMatch(/que le hasard peut expliquer/);
  expect(comparisonText(comparison!).replace(/\s+/g, ' ')).toContain('demandes nouvelles');
});

test('every measure has its words', () => {
  expect(Object.keys(MEASURE_LABELS).sort()).toEqual([...MEASURE_IDS].sort());
  expect(measureText(0.3684, 'share')).toBe('36,8\u00a0%');
  expect(measureText(12.34, 'months')).toBe('12,3\u00a0mois');
  expect(measureText(8012.4, 'count')).toBe('8\u00a0012');
  expect(measureText(2.5, 'count')).toBe('2,5');
});

test('tables have a row for each measure of each span, and for each place of each year', () => {
  const lines = [...tableLines(measuresTable(shown))];
  expect(lines).toHaveLength(1 + 2 * (2 + 14) * MEASURE_IDS.length);
  expect(lines[0]).toContain('Médiane');
  const places = presentPlaces(presentPlaceFans(run), run);
  expect(places).toHaveLength(2 * 2 * run.open.rows.rows.length);
  expect([...tableLines(placesTable(places))]).toHaveLength(places.length + 1);
  for (const { spread } of places) if (spread) expect(spread.p90).toBeLessThanOrEqual(1);
});

test('charts: one a measure, and the quartiers furthest from their target', () => {
  const charts = measureCharts(shown);
  expect(charts.length).toBeGreaterThanOrEqual(8);
  for (const { svg } of charts) {
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('Objectifs en filtre');
    expect(svg).not.toContain('NaN');
  }
  const quartiers = quartierCharts(presentPlaceFans(run), { months: shown.scenario.months, most: 4 });
  expect(quartiers).toHaveLength(4);
  expect(new Set(quartiers.map(({ name }) => name)).size).toBe(4);
  for (const { svg } of quartiers) {
    expect(svg).toMatch(/au moins 50|au plus/);
    expect(svg).not.toContain('NaN');
  }
});
