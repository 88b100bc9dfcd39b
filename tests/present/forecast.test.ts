import { describe, expect, test } from 'vitest';
import { presentForecast } from '../../api/present/forecast.ts';
import type { IsoDay } from '../../engine/domain/ids.ts';
import type { TargetForecast } from '../../engine/forecast/targetForecast.ts';
import { countAim } from '../../engine/targets/schedule.ts';
import { rules } from '../support/http.ts';

const { territory } = rules;
const target = territory.targets.find(({ scope }) => scope === 'bailleur')!;
const [bailleur] = territory.pack.bailleurs;
const plain = (text: string) => text.replace(/\s/g, ' ');

const told = (changes: Partial<TargetForecast> = {}): TargetForecast =>
  ({
    state: { target, place: bailleur!.id, share: 0.42, count: { among: 50, counted: 21, unknown: 0 } },
    aim: { bound: 'min', kind: 'share', shareHundredths: 50, dueHundredths: 0, reference: null },
    forecast: {
      toCome: { mean: 50, low: 40, high: 60 },
      share: { mean: 0.46, low: 0.4, high: 0.52 },
      distance: { mean: -4, low: -9, high: 2 },
      chance: 0.24,
      neededShare: 0.61,
    },
    action: { kind: 'until', day: '2026-08-31' as IsoDay },
    reachable: 0.7,
    years: [2023, 2024, 2025],
    ...changes,
  }) as unknown as TargetForecast;
const said = (changes: Partial<TargetForecast> = {}) => {
  const { text, actionText, ...rest } = presentForecast(territory, told(changes), 'x');
  return { ...rest, text: plain(text), actionText: plain(actionText) };
};

describe('a year end in words', () => {
  test('what is expected, between what, and the odds', () => {
    expect(said().text).toBe(
      'Fin d’année : 46 % attendus, entre 40 % et 52 % quatre fois sur cinq ; au moins 50 % demandés ; 40 à 60 attributions encore attendues. 2 chances sur 10 de finir l’année à l’objectif, tolérance comprise.',
    );
  });
  test.each([
    [0.01, /^Moins d’une chance sur 20 /],
    [0.1, /^1 chance sur 10 /],
    [0.99, /^Plus de 19 chances sur 20 /],
  ])('a chance of %d', (chance, words) => {
    const { text } = said({ forecast: { ...told().forecast, chance } });
    expect(text.split('attendues. ')[1]).toMatch(words);
  });
  test('a number of dwellings is told as a distance', () => {
    const { text, share, aimDwellings } = said({
      aim: countAim('min', 30),
      forecast: { ...told().forecast, share: null },
    });
    expect(text).toMatch(/^Fin d’année : 4 de moins que les 30 demandés \(entre 9 de moins et 2 de plus/);
    expect([share, aimDwellings]).toEqual([null, 30]);
  });
  test('nothing counted and nothing expected', () => {
    expect(said({ forecast: { ...told().forecast, share: null } }).text).toMatch(/^Rien n’est compté/);
  });
});

describe('what can still be done', () => {
  test('until a day', () => {
    const { actionText, actBefore } = said();
    expect(actionText).toBe(
      'Il reste temps d’agir jusqu’au 31 août 2026 : au-delà, même la meilleure part déjà vue (70 %, atteint par un lieu sur dix de 2023 à 2025) n’y suffirait plus. Il en faudrait au moins 61 % des attributions à venir.',
    );
    expect(actBefore).toBe('2026-08-31');
  });
  test('nothing to do, too late, not known', () => {
    expect(said({ action: { kind: 'not-needed' } }).actionText).toMatch(/^Rien à changer/);
    expect(said({ action: { kind: 'too-late' } }).actionText).toMatch(/^Il est trop tard/);
    const unknown = said({ action: { kind: 'not-known' }, reachable: null });
    expect(unknown.actionText).toMatch(/^Trop peu d’années/);
    expect(unknown.actBefore).toBeNull();
  });
  test('a share that nothing reaches', () => {
    const { actionText } = said({
      action: { kind: 'too-late' },
      forecast: { ...told().forecast, neededShare: null },
    });
    expect(actionText).toMatch(/Aucune part des attributions à venir/);
  });
  test('a ceiling asks for at most', () => {
    const aim = { ...told().aim, bound: 'max' } as const;
    expect(said({ aim }).actionText).toMatch(/au plus 61 %/);
    expect(said({ aim }).text).toMatch(/au plus 50 % demandés/);
  });
});
