import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from '../../api/cli/program.ts';
import type { PresentedShortlist } from '../../api/present/shortlist.ts';
import { openRules } from '../../api/service/territories.ts';
import { fakeEnvironment } from '../support/environment.ts';

/** A second intercommunality runs the same demonstration as the first: nothing but its folder of data is new. */
const folder = mkdtempSync(join(tmpdir(), 'precal-sete-'));
const DEMO = ['demo', '--territory', 'sete', '--demands', '1200'];

const run = async (args: readonly string[]) => {
  const environment = fakeEnvironment();
  const exit = await runCli(args, environment);
  expect(exit, environment.errors()).toBe(0);
  return environment;
};

let text = '';
let hints = '';
let elapsedMs = 0;
let list: PresentedShortlist;

beforeAll(async () => {
  const before = performance.now();
  const printed = await run([...DEMO, '--data', join(folder, 'one')]);
  elapsedMs = performance.now() - before;
  text = printed.output();
  hints = printed.errors();
  list = JSON.parse((await run([...DEMO, '--data', join(folder, 'two'), '--json'])).output());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the demonstration of a second territory', () => {
  test('explains the candidates of a freed T3 of Sète, under its own name, method and notices, within a minute', () => {
    expect(elapsedMs).toBeLessThan(60_000);
    expect(text).toContain('Sète Agglopôle Méditerranée, droit national en vigueur');
    expect(text).toMatch(/3\sCANDIDATS PROPOSÉS/);
    expect(list.method.id).toBe('l441-1');
    expect(list.dwelling.description).toMatch(/^T3 /);
    expect(list.dwelling.commune).toBe('Sète');
    expect(list.dwelling.bailleur).toContain('(fictif)');
    expect(list.simulated).toBe(true);
    expect(list.territory.notices).toEqual(openRules('sete').territory.pack.notices);
    expect(hints).toContain('npx precal vacancies --commune Sète');
  });

  test('gives three candidates whose points add up, each with its rules, its rent and its targets', () => {
    expect(list.candidates).toHaveLength(3);
    for (const candidate of list.candidates) {
      const { points, contributions } = candidate.score;
      expect(points).toBe(contributions.reduce((sum, c) => sum + c.points, 0));
      expect(candidate.rules.length).toBeGreaterThan(5);
      expect(candidate.affordability.text.length).toBeGreaterThan(20);
      expect(candidate.effects.map(({ target }) => target)).toEqual(
        expect.arrayContaining(['q1-hors-qpv', 'publics-prioritaires-bailleur']),
      );
    }
  });

  test('counts the legal quartiles in the place, and no 50/50 of bands', () => {
    const ids = list.qualification.map(({ id }) => id);
    expect(ids).toContain('target-q1-hors-qpv');
    expect(ids).not.toContain('wanted-mix');
    const quartile = list.qualification.find(({ id }) => id === 'target-q1-hors-qpv');
    expect(quartile?.certainty).toBe('proposal');
    expect(quartile?.basis).toContain('L441-1');
    expect(quartile?.basis).toContain("seuil de l'agglomération");
  });

  test('leaves no word of the other territory in what an officer reads', () => {
    const { qualification, ...rest } = list;
    const read = JSON.stringify({ ...rest, qualification: qualification.map(({ text: t }) => t) });
    expect(read).not.toMatch(/Lille|Roubaix|\bMEL\b|ACI_|accord collectif|AR-habitat/);
    expect(read.length).toBeGreaterThan(5_000);
  });

  test('says the same twice', async () => {
    const again = await run([...DEMO, '--data', join(folder, 'three')]);
    expect(again.output()).toBe(text);
  });

  test('then answers like any other data: qualification, one demand, the default method by its name', async () => {
    const data = ['--data', join(folder, 'one')];
    const vacancy = list.dwelling.vacancy;
    expect((await run(['qualify', vacancy, ...data])).output()).toContain('Premier quartile hors QPV');
    const first = list.candidates[0]?.number as string;
    expect((await run(['shortlist', vacancy, '--demand', first, ...data])).output()).toContain(
      'Proposée au rang 1',
    );
    const named = JSON.parse(
      (await run(['shortlist', vacancy, '--method', 'l441-1', '--json', ...data])).output(),
    ) as PresentedShortlist;
    expect(named.candidates.map(({ number }) => number)).toEqual(list.candidates.map(({ number }) => number));
  });

  test('a method that the pack does not list is not read: asking for it says which there are', async () => {
    const environment = fakeEnvironment();
    const args = ['shortlist', list.dwelling.vacancy, '--method', 'ar-habitat'];
    expect(await runCli([...args, '--data', join(folder, 'one')], environment)).not.toBe(0);
    expect(environment.errors()).toContain('l441-1');
    expect([...openRules('sete').methods.keys()]).toEqual(['l441-1']);
    expect([...openRules('mel-2016').methods.keys()].sort()).toEqual(['action-logement', 'ar-habitat']);
  });

  test('the calibration report separates borrowed figures from its own', async () => {
    const report = (await run(['world', '--territory', 'sete', '--demands', '1200'])).output();
    const [own = '', borrowed = ''] = report.split('CHIFFRES EMPRUNTÉS');
    expect(own).not.toContain('Lille');
    expect(borrowed).toContain('chiffre de la Métropole européenne de Lille');
    expect(report).not.toContain('53 899');
    expect(report).toContain('attributions par an : 500 [proposition]');
  });
});
