import { describe, expect, test } from 'vitest';
import { noticeText } from '../../api/present/noticeText.ts';
import { KNOWN_COLUMNS } from '../../api/present/origins.ts';
import { BASE_COLUMNS } from '../../engine/pool/dictionary.ts';
import { explainDemand } from '../../engine/shortlist/demandExplanation.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { waitingTimes } from '../../engine/waiting/waitingTimes.ts';
import { aDemand } from '../support/demands.ts';
import { ORDERING, WEIGHTING } from '../support/methods.ts';
import { base, compiled, declared, type NoticeCase, noticeOf, verified, words } from '../support/notices.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

describe('what is owed for a decision taken with an algorithm', () => {
  const notice = noticeOf({ own: { ...declared, dalo: null } });
  const { algorithm } = notice;
  test('its basis is public, and not surer than it is known', () => {
    expect(algorithm.basis).toMatch(/R311-3-1-2.*à confirmer sur le texte/);
    expect(algorithm.certainty).toBe('found');
  });
  test('contribution: the commission decides', () => {
    expect(algorithm.contribution.join(' ')).toMatch(/n’attribue aucun logement.*commission.*décide/);
  });
  test('data: each input read, once, with its value and origin', () => {
    const byColumn = new Map(algorithm.data.map((d) => [d.column, d]));
    expect(byColumn.size).toBe(algorithm.data.length);
    expect([...byColumn.keys()].sort()).toEqual(['ACI_EFFORT', 'ACI_LABEL', 'daloActive', 'waitingMonths']);
    expect(byColumn.get('waitingMonths')).toMatchObject({
      value: '34 mois',
      origin: 'calculé à partir de votre demande',
    });
    expect(byColumn.get('daloActive')).toMatchObject({ value: 'non déclaré', origin: 'votre demande' });
    expect(byColumn.get('ACI_LABEL')).toMatchObject({
      value: 'oui, déclaré',
      origin: 'votre demande et les partenaires',
    });
    const origin = (own: NoticeCase['own']) =>
      noticeOf({ own: own ?? {} }).algorithm.data.find((d) => d.column === 'ACI_LABEL')!.origin;
    expect(origin(verified)).toBe('vérifié par un partenaire');
  });
  test('every input of the dictionary that is not a ticked box has its origin', () => {
    const columns = BASE_COLUMNS.filter((c) => c.type === 'number' || c.type === 'boolean');
    expect(columns.length).toBeGreaterThan(20);
    const missing = columns.map((c) => c.name).filter((name) => !KNOWN_COLUMNS.includes(name));
    expect(missing, 'Maybe say where it comes from in api/present/origins.ts').toEqual([]);
  });
  test('parameters: every criterion, its weight and what it gives; they add up to the score', () => {
    expect(algorithm.parameters.map((p) => [p.criterion, p.status, p.weight, p.points])).toEqual([
      ['anciennete', 'met', '0.5 * waitingMonths', 17],
      ['label', 'met', 10, 10],
      ['effort', expect.any(String), 4, 0],
    ]);
    expect(algorithm.parameters.reduce((sum, p) => sum + p.points, 0)).toBe(notice.score.points);
  });
  test('operations: the levels, the sum, the tie-break, the rules of a dwelling', () => {
    const said = words(algorithm.operations.join('\n'));
    expect(said).toMatch(/31 demandes ont été ordonnées par la méthode « Ordonnancement d’essai »/);
    expect(said).toMatch(/Niveaux examinés.*« Reconnu DALO ».*aucun niveau, les points décident/);
    expect(said).toMatch(/Points : 17 \+ 10 = 27 points/);
    expect(said).toMatch(/À égalité : .*tirage au sort publié \(graine 1\)/);
    expect(said).toMatch(/commune souhaitée.*plafond de ressources/);
  });
  test('points taken away are subtracted in the sum, and nothing is said where nothing counts', () => {
    const [first] = ORDERING.method.groups;
    const minus = { ...first!.criteria[0]!, id: 'moins', label: 'Retrait', points: -5 };
    const less = compiled({ id: 'retrait', groups: [{ ...first, criteria: [...first!.criteria, minus] }] });
    expect(words(noticeOf({ ordering: less }).algorithm.operations.join(' '))).toContain(
      '17 − 5 = 12 points',
    );
    const none = noticeOf({ own: { filedOn: '2026-11-01', renewedOn: null } });
    expect(none.algorithm.operations.join(' ')).toMatch(/aucun critère n’en apporte/);
  });
  test('a demand that a channel takes: not scored, no position, no tie-break', () => {
    const channels = [
      {
        id: 'dalo',
        label: 'Reconnu DALO',
        when: 'daloActive',
        evidence: 'verified',
        placement: 'outside',
        source: 'écrit pour les tests',
        certainty: 'proposal',
      },
    ];
    const apart = noticeOf({
      own: { dalo: 'ACTIF' },
      ordering: compiled({ id: 'a-part', tiers: [], channels }),
    });
    expect(apart.score.points).toBe(0);
    expect(apart.places[0]!.position).toMatchObject({ rank: null });
    expect(apart.places[0]!.position.text).toMatch(/suivie à part/);
    expect(apart.algorithm.operations.join(' ')).toMatch(/la grille ne cote pas votre demande/);
    expect(apart.algorithm.operations.join(' ')).not.toMatch(/À égalité/);
  });
  test('a weighted order is not the household’s: it is refused', () => {
    const pool = poolOf([aDemand(1)]);
    const ranking = rankPool({ pool, ordering: ORDERING, weighting: WEIGHTING, seed: 1 });
    const waiting = waitingTimes({ pool, allocations: [], dwellings: new Map() });
    expect(() =>
      explainDemand({ pool, territory: TERRITORY, ranking, weightings: [], waiting, row: 0 }),
    ).toThrow(/weighted/);
  });
});

describe('as text', () => {
  const cases: NoticeCase[] = [
    { own: declared },
    { own: { dalo: null, currentHousing: { ...base.currentHousing, rentEur: null } } },
    { own: { renewedOn: '2025-01-01' }, allocations: [] },
    { weightings: [WEIGHTING] },
  ];
  test.each(cases.map((given, i) => [i, given] as const))(
    'case %i is French, 100 columns wide',
    (_, given) => {
      const text = noticeText(noticeOf(given));
      for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(100);
      expect(text).not.toMatch(/undefined|\bnull\b|NaN|\[object|Infinity|\.\.$|\b(met|unmet|unknown)\b/m);
      for (const title of [
        'VOTRE COTATION',
        'CE QUE VOUS POUVEZ APPORTER',
        'VOTRE POSITION ET L’ATTENTE',
        'COMMENT LE CALCUL A ÉTÉ FAIT',
      ])
        expect(text).toContain(`\n${title}\n`);
      expect(text).toContain('Données simulées');
      expect(words(text)).toMatch(/la commission décide, logement par logement\. $/);
    },
  );
  test('says each contribution with what it was read on, and its source', () => {
    const text = words(noticeText(noticeOf({ own: declared })));
    expect(text).toMatch(
      /\+10 Situation labellisée \[à vérifier ; proposition\] situation ACI_LABEL : oui, déclaré Source : écrit pour les tests/,
    );
    expect(text).toMatch(
      /Situations : Situation labellisée, 10 points : rempli ; Loyer trop lourd, 4 points/,
    );
  });
});
