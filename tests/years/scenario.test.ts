import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { issueText } from '../../api/present/messages.ts';
import { openScenario, shippedScenarios } from '../../api/service/scenarios.ts';
import { openRules } from '../../api/service/territories.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import { InputError } from '../../engine/domain/issue.ts';
import { SCENARIO_SCHEMA_COMMENT, ScenarioSchema, scenarioJsonSchema } from '../../engine/domain/scenario.ts';
import { Ledger } from '../../engine/targets/ledger.ts';
import { aimOf } from '../../engine/targets/schedule.ts';
import { prepareTerritory } from '../../engine/territory/territory.ts';
import { scenarioPack } from '../../engine/years/scenarioPack.ts';
import { ASSUMED, aScenario, horizonOf } from './support.ts';

const PUBLISHED = new URL('../../docs/schemas/scenario.schema.json', import.meta.url);
const { territory } = openRules('mel-2016');

test('the published JSON Schema is the one that files are read with (UPDATE_SCHEMAS=1 rewrites it)', () => {
  if (process.env.UPDATE_SCHEMAS === '1') writeFileSync(PUBLISHED, scenarioJsonSchema());
  expect(readFileSync(PUBLISHED, 'utf8')).toBe(scenarioJsonSchema());
});

test('every scenario shipped is read, suits its territory, names the schema and says its sources', () => {
  const shipped = shippedScenarios();
  expect(shipped.length).toBeGreaterThanOrEqual(8);
  expect(new Set(shipped.map(({ id }) => id)).size).toBe(shipped.length);
  for (const scenario of shipped) {
    const { pack } = openRules(scenario.territory).territory;
    expect(scenarioPack(pack, scenario).ok, scenario.id).toBe(true);
    for (const block of [
      scenario.demand,
      scenario.vacancies,
      scenario.newBuild,
      scenario.npru,
      scenario.uncertainty,
    ])
      expect(block.provenance.certainty).toBe('proposal');
  }
  for (const pack of ['mel-2016', 'mel']) {
    const folder = new URL(`../../territories/${pack}/scenarios/`, import.meta.url);
    for (const file of readdirSync(folder)) {
      const lines = readFileSync(new URL(file, folder), 'utf8').split('\n');
      expect(lines[0], file).toBe(SCENARIO_SCHEMA_COMMENT);
      expect(
        lines.some((line) => line === `territory: ${pack}`),
        file,
      ).toBe(true);
    }
  }
});

test('a scenario is refused with what is wrong and where', () => {
  const wrong = (changes: Record<string, unknown>) => {
    const read = ScenarioSchema.safeParse({ ...aScenario(), ...changes });
    return read.success ? [] : read.error.issues.map(({ path }) => path.join('.'));
  };
  expect(wrong({ months: 0 })).toEqual(['months']);
  expect(wrong({ start: '2027-13' })).toEqual(['start']);
  expect(wrong({ listSize: 2 })).toEqual(['listSize']);
  expect(wrong({ policies: [] })).toEqual(['policies']);
  expect(wrong({ policies: ['lottery'] })).toEqual(['policies.0']);
  expect(wrong({ extra: 1 })).toHaveLength(1);
  expect(wrong({ targets: [{ target: 'mix-fragile', provenance: ASSUMED }] })).toEqual(['targets.0']);
  expect(wrong({ targets: [{ target: 'mix-fragile', share: 0.333, provenance: ASSUMED }] })).toEqual([
    'targets.0.share',
  ]);
  expect(
    wrong({ targets: [{ target: 'mix-fragile', from: '2028-01-01', active: false, provenance: ASSUMED }] }),
  ).toEqual(['targets.0']);
  const { newBuild } = aScenario();
  expect(wrong({ newBuild: { ...newBuild, plsShare: 0.9 } })).toEqual(['newBuild']);
});

const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error.issues.map((issue) => issueText(issue)).join('\n');
    throw error;
  }
  return 'accepted';
};

test('a scenario that does not suit its territory is refused in words', () => {
  const target = (change: Record<string, unknown>) =>
    refusal(() => horizonOf(aScenario({ targets: [{ provenance: ASSUMED, ...change }] })));
  expect(target({ target: 'mix-fragil', share: 0.5 })).toMatch(/pas d’objectif « mix-fragil »/);
  expect(target({ target: 'aci-adresse', share: 0.5 })).toMatch(/un nombre par « count »/);
  expect(target({ target: 'mix-fragile', count: 3 })).toMatch(/une part se change par « share »/);
  const twice = territory.pack.targets[0]!;
  expect(refusal(() => horizonOf(aScenario({ addTargets: [twice] })))).toMatch(/a déjà un objectif/);
  expect(
    refusal(() => horizonOf(aScenario({ flows: { shares: { PPRIOR: 0.9 }, provenance: ASSUMED } }))),
  ).toMatch(/elles doivent faire 100 %/);
  expect(refusal(() => horizonOf(aScenario({ start: '2026-10' })))).toMatch(/2026-11 ou plus tard/);
  expect(refusal(() => horizonOf(aScenario({ method: 'l441' })))).toMatch(
    /pas de méthode d’ordonnancement « l441 »/,
  );
  expect(refusal(() => horizonOf(aScenario({ method: 'action-logement' })))).toMatch(/« action-logement »/);
});

test('a scenario is found by its name, and a name that is nearly right is suggested', () => {
  expect(openScenario('tendance').territory).toBe('mel-2016');
  expect(refusal(() => openScenario('tendence'))).toMatch(/peut-être tendance/);
  expect(refusal(() => openScenario('absent.yaml'))).toMatch(/absent\.yaml/);
});

const aimOn = (scenario: ReturnType<typeof aScenario>, id: string, place: string, day: string) => {
  const pack = scenarioPack(territory.pack, scenario);
  if (!pack.ok) throw new Error('refused');
  const changed = prepareTerritory(pack.value);
  const target = changed.targets.find((each) => each.id === id)!;
  return aimOf(changed, target, place, new Ledger(Number(day.slice(0, 4)), day as IsoDay));
};

test('a target changes on its day, and not before', () => {
  const quartier = territory.pack.quartiers.find(({ fragility }) => fragility === 'fragile')!.id;
  const steps = aScenario({
    targets: [
      { target: 'mix-fragile', share: 0.3, provenance: ASSUMED },
      { target: 'mix-fragile', from: '2028-01-01', share: 0.4, provenance: ASSUMED },
    ],
  });
  const shareOn = (day: string) => aimOn(steps, 'mix-fragile', quartier, day)?.shareHundredths;
  expect([shareOn('2027-06-30'), shareOn('2027-12-31'), shareOn('2028-01-01')]).toEqual([30, 30, 40]);
  const pack = scenarioPack(territory.pack, steps);
  expect(pack.ok && pack.value.targets.find(({ id }) => id === 'mix-less-fragile')?.share).toBe(0.5);
});

test('a target can be left out of lists, added, and flows and addresses follow the scenario', () => {
  const added = { ...territory.pack.targets[0]!, id: 'aci-commune-haut', share: 0.6 };
  const scenario = aScenario({
    targets: [{ target: 'mix-fragile', active: false, provenance: ASSUMED }],
    addTargets: [added],
    aciAddress: { perCommune: 3, provenance: ASSUMED },
    flows: { shares: { COLACT: 0.25, AUTRES: 0 }, provenance: ASSUMED },
  });
  const pack = scenarioPack(territory.pack, scenario);
  if (!pack.ok) throw new Error('refused');
  const byId = new Map(pack.value.targets.map((target) => [target.id, target]));
  expect(byId.get('mix-fragile')?.active).toBe(false);
  expect(byId.get('aci-commune-haut')?.share).toBe(0.6);
  expect(byId.get('aci-adresse')?.count?.dwellings).toBe(3);
  expect(pack.value.contingents.shares.find(({ reservataire }) => reservataire === 'COLACT')?.share).toBe(
    0.25,
  );
});
