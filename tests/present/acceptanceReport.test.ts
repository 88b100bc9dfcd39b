import { describe, expect, test } from 'vitest';
import { presentAcceptance } from '../../api/present/acceptanceReport.ts';
import { acceptanceReportText } from '../../api/present/acceptanceReportText.ts';
import { individualText, lengthByText } from '../../api/present/listAcceptance.ts';
import { FEATURES } from '../../engine/acceptance/individual/features.ts';
import { learnFromRecord } from '../../engine/acceptance/individual/learnFromRecord.ts';
import { learnRates } from '../../engine/acceptance/learnRates.ts';
import type { Outcome } from '../../engine/domain/allocation.ts';
import { describedOutcomes, placedIn, statedRates } from '../acceptance/answers.ts';
import { TERRITORY, TODAY } from '../support/territory.ts';

const record = describedOutcomes(6000, { seed: 4 });
const shownOf = (outcomes: readonly Outcome[]) => {
  const asked = { prior: statedRates([0.6]), outcomes, placeOf: placedIn('fragile'), to: TODAY };
  return presentAcceptance({
    territory: TERRITORY,
    asOf: TODAY,
    simulated: true,
    rates: learnRates(asked),
    lesson: learnFromRecord(asked),
  });
};

describe('acceptance, in French', () => {
  const shown = shownOf(record);
  const text = acceptanceReportText(shown);

  test('rates by class and rank, with the answers behind them and how sure the pack is', () => {
    expect(
      shown.rates.rows.find(({ fragility, rank }) => fragility === 'fragile' && rank === 1)!.text,
    ).toMatch(/^quartiers fragiles, rang 1 : \d\d(,\d)?\u00a0% \(.* oui sur 6\u00a0000\u00a0offres\)$/);
    expect(shown.rates.text).toMatch(/proposition à valider/);
    expect(shown.correlation.text).toMatch(/Les réponses d’une même résidence vont ensemble/);
  });
  test('each effect as a factor on the odds, with its interval, and whether it is established', () => {
    const effect = (feature: string) => shown.model.effects.find((each) => each.feature === feature)!;
    const rent = effect('rentChangeShare');
    // Planted: −3 log-odds for all the resources, so e^−0.3 for a tenth.
    expect(rent.low).toBeLessThan(Math.exp(-0.3));
    expect(rent.high).toBeGreaterThan(Math.exp(-0.3));
    expect(rent.text).toMatch(
      /une hausse de loyer de 10 % des ressources : cote d’un oui multipliée par 0,7/,
    );
    expect(rent.text).not.toMatch(/non établi/);
    expect(effect('floorsOnFoot').text).toMatch(/effet non établi/);
    for (const { low, oddsRatio, high } of shown.model.effects) {
      expect(low).toBeLessThanOrEqual(oddsRatio);
      expect(high).toBeGreaterThanOrEqual(oddsRatio);
    }
    expect(shown.model.effects.length + shown.model.leftOut.length).toBe(FEATURES.length);
  });
  test('what was left out, and why', () => {
    expect(shown.model.leftOut.map(({ text: why }) => why)).toContain(
      '10 km de plus jusqu’à la commune souhaitée : ne varie pas dans les réponses',
    );
  });
  test('ten rows of predicted and observed, and two errors with a verdict', () => {
    expect(shown.model.calibration).toHaveLength(10);
    expect(shown.model.calibration[0]!.text).toMatch(/^prévu .* observé .* sur \d+/);
    expect(shown.model.losses.map(({ text: said }) => said)).toEqual([
      expect.stringMatching(/Brier.*le modèle prévoit mieux/),
      expect.stringMatching(/logarithmique.*le modèle prévoit mieux/),
    ]);
  });
  test('as text: its parts, what it is for, lines of 100 columns, no number of a household', () => {
    expect(text).toMatch(/MODÈLE INDIVIDUEL[\s\S]*CE QUI COMPTE[\s\S]*PRÉVU ET OBSERVÉ[\s\S]*ERREUR/);
    expect(text.replace(/\s+/g, ' ')).toMatch(/personne n’est choisi ni classé selon ses chances/);
    expect(text).toMatch(/Données simulées/);
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(shown)).not.toMatch(/999\d{15}|undefined|NaN/);
  });
});

describe('without a model', () => {
  test('too few answers: how many of the rarer kind, and how many it takes', () => {
    const { model } = shownOf(record.slice(0, 200));
    expect(model).toMatchObject({ kind: 'too-few-offers', effects: [], calibration: [], losses: [] });
    expect(model.text).toMatch(/^Trop peu de réponses : 200.*nécessaires\. Seuls les taux/);
  });
  test('no answer at all: the rates are those of the pack', () => {
    const none = shownOf([]);
    expect(none.rates.text).not.toMatch(/corrigés/);
    expect(none.correlation.text).toMatch(/proposée par le territoire/);
    expect(acceptanceReportText(none)).not.toMatch(/CE QUI COMPTE|PRÉVU/);
  });
  test('an uneven record', () => {
    const uneven = record.map((o, i) => (o.answer === 'accepted' && i % 3 === 0 ? { ...o, facts: null } : o));
    expect(shownOf(uneven).model.text).toMatch(/^Modèle écarté : .* qui a été décrit, non qui accepte/);
  });
});

describe('a session says what its model is', () => {
  test.each([
    ['too-few-offers', /trop peu de réponses \(12/],
    ['uneven-record', /n’ont pas été décrites aussi souvent/],
  ] as const)('%s', (kind, says) => {
    expect(individualText({ individual: { kind, offers: 12 } } as never)).toMatch(says);
  });
  test('learned: on how many, and that it chooses nobody', () => {
    const model = { intercept: 0, terms: [], leftOut: [], calibration: { shift: 0, scale: 1 } };
    expect(individualText({ individual: { kind: 'learned', model, offers: 12 } } as never)).toMatch(
      /appris sur 12.*il ne choisit ni ne classe personne/,
    );
    expect(individualText({ individual: null } as never)).toBeNull();
  });
  test('how lengths were chosen: said only where the individual chances were asked for', () => {
    const asked = (listLengthBy: string, kind: string | null, listSize: number | null = null) =>
      lengthByText({
        question: { listLengthBy, options: { listSize } },
        plan: { individual: kind === null ? null : { kind } },
      } as never);
    expect(asked('rates', 'learned')).toBeNull();
    expect(asked('individual', 'learned', 4)).toBeNull();
    expect(asked('individual', 'learned')).toMatch(/par les chances individuelles des mieux placés/);
    expect(asked('individual', 'too-few-offers')).toMatch(/il n’y a pas de modèle/);
  });
});
