import { describe, expect, test } from 'vitest';
import { learnedText } from '../../api/present/acceptance.ts';
import { delaysText, presentDelays } from '../../api/present/delays.ts';
import { changeText } from '../../api/present/savedSession.ts';
import {
  presentVerification,
  type VerificationFacts,
  verificationText,
} from '../../api/present/verification.ts';
import { packRates, ratesOf } from '../../engine/acceptance/rates.ts';
import { type Fault, finding, PROPERTY_OF } from '../../engine/assignment/proof/findings.ts';
import { aNumber } from '../support/demands.ts';
import { PROPOSAL, TERRITORY } from '../support/territory.ts';

const SOUND: VerificationFacts = {
  outcome: 'sound',
  changed: [],
  stages: [
    {
      goal: { kind: 'targets', precedence: 1 },
      findings: [],
      value: 0,
      bound: 0,
      aborted: false,
      rounds: 60,
    },
    { goal: { kind: 'points' }, findings: [], value: 10_000, bound: 10_500, aborted: true, rounds: 7 },
  ],
  lists: { findings: [], value: 9_000, bound: 10_500 },
  faults: [],
  changes: 2,
  vacancies: 5,
  pulled: 1,
};

describe('a recount in words', () => {
  test('says what is proved, by how much, and where the search stopped', () => {
    const { text, stages, lists } = presentVerification(SOUND);
    expect(text).toMatch(/^Séance vérifiée/);
    expect(stages.map((stage) => stage.text)).toEqual([
      'Objectifs de priorité 1 : recompté, tenu.',
      expect.stringMatching(/plus de 0,1\spoint de plus par logement.*arrêtée au tour 7/),
    ]);
    expect(lists?.text).toMatch(/2\sdécisions.*0,3\spoint/);
  });
  test.each(Object.keys(PROPERTY_OF) as Fault[])(
    '%s has its sentence, its property and its place',
    (fault) => {
      const found = finding(fault, { vacancy: 0, row: 2 });
      const shown = presentVerification({
        ...SOUND,
        outcome: 'faulty',
        lists: { ...SOUND.lists!, findings: [found] },
      });
      const [sentence] = shown.lists!.findings;
      expect(sentence!.text).toMatch(
        new RegExp(`^${PROPERTY_OF[fault]} : .{20,}logement n° 1, objectif n° 3`),
      );
      expect(verificationText(shown)).toMatch(/non vérifiée[\s\S]*1\sécart trouvé/);
    },
  );
  test.each([
    ['goals-differ', /étapes/],
    ['plan-lists-differ', /listes proposées/],
    ['log-differs', /rejoué/],
    ['log-refused', /ne peut pas être prise/],
    ['lists-uncountable', /recomptées/],
  ] as const)('%s', (fault, says) => {
    expect(presentVerification({ ...SOUND, outcome: 'faulty', faults: [fault] }).faults[0]?.text).toMatch(
      says,
    );
  });
  test('where every dwelling was pulled, the lists have no figure per dwelling', () => {
    const { lists } = presentVerification({ ...SOUND, pulled: 5 });
    expect(lists?.text).toMatch(/recomptées ; tous les logements en ont été retirés/);
    expect(lists?.text).not.toMatch(/par logement/);
  });
  test('other data are named', () => {
    const other = presentVerification({
      ...SOUND,
      outcome: 'other-data',
      changed: ['pool', 'ledger'],
      stages: [],
      lists: null,
    });
    expect(other.text).toMatch(/les demandes et les attributions comptées ne sont plus/);
  });
});

describe('a change by hand in words', () => {
  const number = aNumber(1) as never;
  const vacancy = 'V-1' as never;
  test.each([
    [{ kind: 'withdraw', number, motive: 'withdrew' }, /sort de la séance \(le ménage se retire\)/],
    [{ kind: 'exclude', vacancy, number, motive: 'unsuited' }, /sort de la liste du logement V-1/],
    [{ kind: 'readmit', number, vacancy: null }, /réadmise dans la séance/],
    [{ kind: 'readmit', number, vacancy }, /réadmise pour le logement V-1/],
    [
      { kind: 'pin', vacancy, number, rank: 2, motive: 'npru' },
      /au logement V-1, rang 2 \(relogement NPRU\)/,
    ],
    [{ kind: 'pin', vacancy, number, rank: null, motive: 'npru' }, /au logement V-1 \(/],
    [{ kind: 'release', number }, /n’est plus placée à la main/],
    [{ kind: 'rerank', vacancy, order: [number], motive: 'urgency' }, /ordonnée à la main \(urgence/],
    [{ kind: 'pull', vacancy }, /retiré de la séance/],
    [{ kind: 'add', vacancy }, /entre dans la séance/],
  ] as const)('%j', (change, says) => {
    expect(changeText(change as Parameters<typeof changeText>[0])).toMatch(says);
  });
});

describe('abnormal delays', () => {
  const demands = [{ number: aNumber(1), waitingMonths: 40 }];
  test('a value that is not known is said, and nobody is listed', () => {
    expect(delaysText(presentDelays({ months: null, provenance: PROPOSAL, demands: [] }))).toMatch(
      /non renseignée/,
    );
  });
  test('a known one lists who waits longer', () => {
    const text = delaysText(presentDelays({ months: 36, provenance: PROPOSAL, demands }));
    expect(text).toMatch(/3\sans\s\[proposition\]\s; 1\sdemande a atteint[\s\S]*3\sans et 4\smois/);
  });
});

describe('acceptance learned from offers', () => {
  const pack = packRates(TERRITORY.pack.acceptance);
  test('without an offer, nothing is said of learning', () => {
    expect(learnedText({ rates: pack, fragility: 'fragile' })).toBe('');
  });
  test('with some, how many', () => {
    const rows = pack.rows.map((row) => ({ ...row, offers: row.rank === 1 ? 1234 : 0 }));
    const rates = ratesOf({ source: 'learned', rows, correlation: pack.correlation });
    expect(learnedText({ rates, fragility: 'fragile' })).toMatch(/1\s234\soffres répondues/);
  });
});
