import { describe, expect, test } from 'vitest';
import { presentNotice } from '../../api/present/notice.ts';
import { noticeText } from '../../api/present/noticeText.ts';
import { explainDemand } from '../../engine/shortlist/demandExplanation.ts';
import { rankPool } from '../../engine/shortlist/ranking.ts';
import { waitingTimes } from '../../engine/waiting/waitingTimes.ts';
import { anAllocation, byId } from '../support/allocations.ts';
import { aDemand, aDwelling, aNumber } from '../support/demands.ts';
import { ORDERING, WEIGHTING } from '../support/methods.ts';
import { base, compiled, declared, LEASES, noticeOf, verified, WAITING, words } from '../support/notices.ts';
import { poolOf, TERRITORY } from '../support/territory.ts';

describe('the score', () => {
  const notice = noticeOf({ own: declared });
  test('is the one that ranks, its contributions add up to it, and it is provisional', () => {
    expect(notice.score.points).toBe(27);
    expect(notice.score.contributions.reduce((sum, c) => sum + c.points, 0)).toBe(27);
    expect(notice.provisional).toMatch(/provisoire/);
    expect(notice.number).toBe(aNumber(1));
  });
  test('a weighting is said for its contingent only, and does not count', () => {
    const employee = {
      employment: {
        ...base.employment,
        applicant: { ...base.employment.applicant, actionLogementEmployer: true },
      },
    };
    const { weightings, score } = noticeOf({ own: employee, weightings: [WEIGHTING] });
    expect(weightings).toMatchObject([{ contingent: 'COLACT', points: 20, contributions: [{ points: 20 }] }]);
    expect(weightings[0]!.text).toMatch(/contingent « Action Logement.* seulement : 20.points de plus/);
    expect(score.points).toBe(17);
    expect(noticeOf({ weightings: [WEIGHTING] }).weightings).toEqual([]);
  });
  test('what is not declared is said of a weighting too', () => {
    const unknown = {
      employment: {
        ...base.employment,
        applicant: { ...base.employment.applicant, actionLogementEmployer: null },
      },
    };
    const [weighting] = noticeOf({ own: unknown, weightings: [WEIGHTING] }).weightings;
    expect(weighting).toMatchObject({ points: 0 });
    expect(weighting!.text).toMatch(/à établir, pourrait apporter jusqu’à 20.points/);
  });
});

describe('what the household can bring', () => {
  test('a declared situation: its paper, and the points that rest on it', () => {
    expect(noticeOf({ own: declared }).evidence).toEqual([
      {
        kind: 'confirm',
        paper: 'papier ACI_LABEL',
        subject: 'situation ACI_LABEL (déclaré)',
        points: 10,
        level: null,
        text: 'confirme votre situation : 10\u00a0points en dépendent',
      },
    ]);
  });
  test('a verified one asks for nothing', () => {
    const notice = noticeOf({ own: verified });
    expect(notice.evidence).toEqual([]);
    expect(noticeText(notice)).toMatch(/Rien ne manque/);
  });
  test('one that brings nothing today says so', () => {
    const silent = compiled({ id: 'sans-label', groups: [ORDERING.method.groups[0]] });
    expect(noticeOf({ own: declared, ordering: silent }).evidence).toMatchObject([
      { points: 0, level: null, text: 'confirme votre situation ; sans effet aujourd’hui sur vos points' },
    ]);
  });
  test('a level that rests on it comes first', () => {
    const tiers = [{ ...ORDERING.method.tiers[0]!, id: 'label', label: 'Labellisés', when: 'ACI_LABEL' }];
    const [first, second] = noticeOf({
      own: { ...declared, currentHousing: { ...base.currentHousing, rentEur: null } },
      ordering: compiled({ id: 'par-niveau', tiers }),
    }).evidence;
    expect(first).toMatchObject({ kind: 'confirm', level: 'Labellisés' });
    expect(first!.text).toMatch(/votre niveau « Labellisés » en dépend et 10.points en dépendent/);
    expect(second?.level ?? null).toBeNull();
  });
  test('what is not declared: what it could open or bring, and where to say it', () => {
    const { evidence } = noticeOf({ own: { dalo: null } });
    expect(evidence).toMatchObject([
      {
        kind: 'complete',
        level: 'Reconnu DALO',
        points: 0,
        paper: 'Demande de logement social, à compléter',
      },
    ]);
    expect(evidence[0]!.text).toMatch(/non renseigné ; pourrait ouvrir le niveau « Reconnu DALO »/);
  });
  test('each blank has what completes it; a rule that the territory has not written is nobody’s to bring', () => {
    const criterion = (id: string, points: string) => ({
      id,
      label: `Critère ${id}`,
      points,
      source: 'écrit pour les tests',
      certainty: 'proposal',
    });
    const criteria = [
      criterion('refus', 'suitedRefusals'),
      criterion('revenu', 'shareOfPlusCeiling'),
      criterion('delai', 'abnormalWaitMonths'),
    ];
    const { evidence } = noticeOf({
      own: {
        history: { suitedRefusals: null, rankedNotHoused: 0 },
        incomes: { ...base.incomes, referenceTaxIncome: [] },
      },
      ordering: compiled({
        id: 'blancs',
        groups: [{ id: 'g', label: 'Rubrique', combine: 'sum', criteria }],
      }),
    });
    const complete = evidence.filter((e) => e.kind === 'complete');
    expect(complete.map((e) => [e.paper, e.subject])).toEqual([
      ['Suivi de vos propositions, à demander au bailleur', 'refus d’un logement adapté'],
      ['Avis d’imposition de toutes les personnes à loger', 'part du plafond PLUS'],
    ]);
  });
  test('the most points first', () => {
    const many = noticeOf({
      own: { ...declared, dalo: null, currentHousing: { ...base.currentHousing, rentEur: null } },
    });
    const points = many.evidence.filter((e) => e.level === null).map((e) => e.points);
    expect([...points].sort((a, b) => b - a)).toEqual(points);
    expect(many.evidence[0]!.level).toBe('Reconnu DALO');
  });
});

describe('position and waiting time', () => {
  const wishes = { ...base.wishes, communes: ['59512', '59350', '59599'], wide: true };
  const notice = noticeOf({ own: { wishes } });
  test('one line per wish, by name of commune, any commune last', () => {
    expect(notice.places.map((p) => p.label)).toEqual([
      'Lille, T2',
      'Roubaix, T2',
      'Tourcoing, T2',
      'Toutes les communes, T2',
    ]);
  });
  test('position: rank and count', () => {
    expect(notice.places[1]!.position).toEqual({
      rank: 1,
      of: 31,
      text: '1re sur 31\u00a0demandes semblables',
    });
    const behind = noticeOf({ own: { filedOn: '2026-01-01' } }).places[0]!;
    expect(behind.position).toMatchObject({ rank: 31, text: '31e sur 31\u00a0demandes semblables' });
  });
  test('wait of the place itself: mean with its interval, median, shares, and what they rest on', () => {
    const { level, wait } = notice.places[1]!;
    expect(level).toBe('place');
    expect([wait.leases, wait.running]).toEqual([25, 31]);
    expect(wait.mean!.low).toBeLessThanOrEqual(wait.mean!.months!);
    expect(wait.mean!.high).toBeGreaterThanOrEqual(wait.mean!.months!);
    expect(wait.mean!.horizonMonths).toBeLessThan(120);
    expect(wait.text).toMatch(/^moyenne .* \(.* à .*\), sans compter ce qui dépasse/);
    expect(wait.text).toMatch(/sur 25.baux signés et 31.demandes en attente$/);
    for (const { years, share } of wait.housed) {
      expect(years).toBeGreaterThan(0);
      expect(share).toBeGreaterThanOrEqual(0);
    }
  });
  test('a place with too few leases says so, and whose figures it shows', () => {
    const { level, wait } = notice.places[0]!;
    expect(level).toBe('territory');
    expect(words(wait.text)).toMatch(
      /^0 bail signé et 1 demande en attente ici, trop peu pour une durée ; tout le territoire : moyenne/,
    );
    expect([wait.leases, wait.running]).toEqual([25, 31]);
  });
  test('of the commune, where the type alone has too few', () => {
    const t3 = aDwelling('L-3', { typology: 'T3', rooms: 3 });
    const pool = poolOf([
      aDemand(1, { filedOn: '2024-01-01', wishes: { ...base.wishes, typologies: ['T3'] } }),
      ...WAITING,
    ]);
    const ranking = rankPool({ pool, ordering: ORDERING, weighting: null, seed: 1 });
    const waiting = waitingTimes({ pool, allocations: LEASES, dwellings: byId(aDwelling('L-1'), t3) });
    const row = pool.numbers.rowOf(aNumber(1));
    const [place] = presentNotice(
      {
        territory: TERRITORY,
        pool,
        ranking,
        simulated: false,
        uncountedAllocations: 0,
        window: waiting.observations,
      },
      explainDemand({ pool, territory: TERRITORY, ranking, weightings: [], waiting, row }),
    ).places;
    expect(place!.level).toBe('commune');
    expect(place!.wait.text).toContain('toute la commune, tous types');
  });
  test('without enough leases anywhere there is no duration, and it is said', () => {
    const none = noticeOf({ allocations: [] });
    expect(none.wait.territory).toMatchObject({ mean: null, median: null, housed: [], leases: 0 });
    expect(none.wait.territory.text).toMatch(/moins de 20 baux/);
    expect(words(noticeText(none))).toMatch(/Tous vos souhaits ensemble moins de 20 baux/);
  });
  test('rules: window, running demands, leases left aside', () => {
    const rules = notice.wait.rules.join(' ');
    expect(rules).toMatch(/du 1er octobre 2025 au 2 novembre 2026/);
    expect(rules).toMatch(/10\.1080\/01621459\.1958\.10501452/);
    expect(rules).not.toMatch(/de côté/);
    const undated = anAllocation('L-1', { leaseSignedOn: '2026-01-01', demand: '9992705000001SIM01' });
    expect(noticeOf({ allocations: [...LEASES, undated] }).wait.rules.join(' ')).toMatch(
      /1.bail laissé de côté/,
    );
    expect([notice.wait.from, notice.wait.to]).toEqual(['2025-10-01', '2026-11-02']);
  });
  test('a demand that is not valid has no position, and is told to renew', () => {
    const lapsed = noticeOf({ own: { renewedOn: '2025-01-01' } });
    expect(lapsed.validity).toMatchObject({ valid: false });
    expect(lapsed.validity.text).toMatch(/1er janvier 2025, plus d’un an.*Renouvelez-la/);
    expect(lapsed.places[0]!.position).toMatchObject({ rank: null, of: 30 });
    expect(lapsed.places[0]!.position.text).toMatch(/demande à renouveler/);
  });
  test('a demand that names no commune has no line, and it is said', () => {
    const nowhere = noticeOf({ own: { wishes: { ...base.wishes, communes: [] } } });
    expect(nowhere.places).toEqual([]);
    expect(noticeText(nowhere)).toMatch(/ne nomme aucune commune/);
  });
});
